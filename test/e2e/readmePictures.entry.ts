import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { eventually } from '../eventually.js';
import { useWorkbench } from './session.js';
import type { Theme, Workbench } from './workbench.js';

const folder = path.resolve('media/screenshots');
const oneFeature = '`price (kUSD)` ~ `area (sqft)`';

/** Not tests: the pictures of the README, taken anew by `npm run screenshots`. */
describe('Pictures of the README', () => {
  const session = useWorkbench({
    files: ['houses.csv'],
    size: { width: 1280, height: 808 },
    pixelRatio: 2,
    hasMotion: true,
  });

  before(async () => {
    mkdirSync(folder, { recursive: true });
    await session.workbench.openFile('houses.csv');
    await session.workbench.fitFromEditor();
    await session.workbench.panel.untilDrawn();
    await session.workbench.runCommand('View: Toggle Primary Side Bar Visibility');
  });

  it('beside-the-text.png', async () => {
    const { workbench } = session;
    const { panel } = workbench;
    await panel.fitFormula(oneFeature);
    // The seeded sample holds a sale far off the line there.
    await panel.hoverMarkOfLine('fit', 214);
    await workbench.page.mouse.down();
    await workbench.page.mouse.up();
    await eventually(async () => assert.equal(await workbench.activeLine(), 214));
    await eventually(async () => assert.equal(await panel.chart('fit').locator('.lit').count(), 1));
    await workbench.page.screenshot({ path: path.join(folder, 'beside-the-text.png') });
  });

  const alone: readonly (readonly [string, Theme, 'fit' | 'residuals'])[] = [
    ['fit-dark', 'dark', 'fit'],
    ['residuals-dark', 'dark', 'residuals'],
    ['fit-light', 'light', 'fit'],
    ['residuals-light', 'light', 'residuals'],
    ['fit-high-contrast', 'high-contrast', 'fit'],
  ];
  for (const [name, theme, view] of alone) {
    it(`${name}.png`, async () => {
      const { workbench } = session;
      await showAlone(workbench, theme);
      await workbench.panel.openView(view);
      await workbench.panel.outer.screenshot({ path: path.join(folder, `${name}.png`) });
    });
  }

  it('training-live-1.png to 3, and training-dark.png when it is over', async () => {
    const { panel } = session.workbench;
    await showAlone(session.workbench, 'dark');
    await panel.openView('training');
    await panel.part('train').click();
    for (const [at, epoch] of [15, 100, 200].entries()) {
      await eventually(async () => {
        const [, count] = /epoch (\d+)/.exec((await panel.part('epochs').textContent()) ?? '') ?? [];
        assert.ok(Number(count) >= epoch);
      }, 40_000);
      const curves = panel.frame.locator('.curves');
      await curves.screenshot({ path: path.join(folder, `training-live-${at + 1}.png`) });
    }
    // The picture of the curves has scrolled to them.
    await panel.body.evaluate((body) => body.ownerDocument.scrollingElement?.scrollTo(0, 0));
    await eventually(async () => {
      const run = panel.frame.locator('[data-run="1"]');
      assert.match((await run.textContent()) ?? '', /finished/);
    }, 40_000);
    await panel.outer.screenshot({ path: path.join(folder, 'training-dark.png') });
  });
});

/** The whole fit in a panel as tall as a page, with no mark lit. */
async function showAlone(workbench: Workbench, theme: Theme): Promise<void> {
  const { panel, page } = workbench;
  await page.setViewportSize({ width: 1560, height: 980 });
  await workbench.setTheme(theme);
  await panel.openView('fit');
  await panel.fitFormula('`price (kUSD)` ~ `area (sqft)` + `age (years)`');
  await workbench.goToEdgeOfText('Home');
  await panel.clearSelection();
}
