import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { eventually } from '../eventually.js';
import { LaboratoryPage } from './laboratoryPage.js';
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
    await picture(workbench.page, 'beside-the-text');
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
      await picture(workbench.panel.outer, name);
    });
  }

  it('influence-light.png', async () => {
    const { workbench } = session;
    await showAlone(workbench, 'light');
    await workbench.panel.openView('influence');
    await workbench.panel.part('without').waitFor();
    await picture(workbench.panel.outer, 'influence-light');
  });

  it('model-light.png', async () => {
    const { workbench } = session;
    await showAlone(workbench, 'light', 1500);
    await workbench.panel.frame.getByRole('button', { name: 'Dismiss' }).click();
    await workbench.panel.openView('model');
    await workbench.panel.part('bias-predictions').waitFor();
    await picture(workbench.panel.outer, 'model-light');
  });

  it('compare-light.png', async () => {
    const { workbench } = session;
    const { panel } = workbench;
    await showAlone(workbench, 'light');
    // One holds the other, on the same rows.
    await panel.fitFormula('`price (kUSD)` ~ `area (sqft)` + `age (years)` + I(`age (years)`^2)');
    await panel.openView('compare');
    await panel.part('compare-coefficients').waitFor();
    await picture(panel.outer, 'compare-light');
  });

  it('curves-light.png', async () => {
    const { workbench } = session;
    const { panel } = workbench;
    await showAlone(workbench, 'light');
    await panel.openView('residuals');
    await panel.part('tab-curves').click();
    await panel.part('ground-residuals').check();
    await eventually(async () =>
      assert.equal(await panel.chart('curves').getAttribute('data-drawn'), 'true'),
    );
    await picture(panel.outer, 'curves-light');
    await panel.part('tab-charts').click();
  });

  for (const [tab, kind] of [
    ['tune', 'tune'],
    ['many', 'learning-rates'],
  ] as const)
    it(`${tab}-light.png`, async () => {
      const { workbench } = session;
      const page = new LaboratoryPage(workbench);
      await showAlone(workbench, 'light');
      await workbench.panel.openView('training');
      await page.part(`tab-${tab}`).click();
      await page.start(kind);
      await page.untilDone(kind);
      await page.untilDrawn(kind);
      await page.study(kind).scrollIntoViewIfNeeded();
      await picture(workbench.panel.outer, `${tab}-light`);
      await page.part('tab-run').click();
    });

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
      const curves = panel.frame.locator('.curves').first();
      await picture(curves, `training-live-${at + 1}`);
    }
    // The picture of the curves has scrolled to them.
    await panel.body.evaluate((body) => body.ownerDocument.scrollingElement?.scrollTo(0, 0));
    await eventually(async () => {
      const run = panel.frame.locator('[data-run="1"]');
      assert.match((await run.textContent()) ?? '', /finished/);
    }, 40_000);
    await picture(panel.outer, 'training-dark');
  });
});

/** A pixel of the picture to a pixel of the page: the README shows it smaller still. */
async function picture(of: Pick<Locator, 'screenshot'> | Page, name: string): Promise<void> {
  await of.screenshot({ path: path.join(folder, `${name}.png`), scale: 'css' });
}

/** The whole fit in a panel as tall as a page, with no mark lit. */
async function showAlone(workbench: Workbench, theme: Theme, height = 980): Promise<void> {
  const { panel, page } = workbench;
  await page.setViewportSize({ width: 1560, height });
  await workbench.setTheme(theme);
  await panel.openView('fit');
  await panel.fitFormula('`price (kUSD)` ~ `area (sqft)` + `age (years)`');
  await workbench.goToEdgeOfText('Home');
  await panel.clearSelection();
}
