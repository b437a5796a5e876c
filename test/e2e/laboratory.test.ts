import assert from 'node:assert/strict';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { eventually } from '../eventually.js';
import { LaboratoryPage } from './laboratoryPage.js';
import { fromRunner, useWorkbench } from './session.js';

const folder = path.join(fromRunner('RESULTS'), '../laboratory');

describe('Laboratory', () => {
  const session = useWorkbench({ files: ['houses.csv', 'cars.csv'], size: { width: 1500, height: 1400 } });

  before(() => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
  });

  const picture = (name: string) =>
    session.workbench.panel.outer.screenshot({ path: path.join(folder, `${name}.png`) });
  const page = () => new LaboratoryPage(session.workbench);

  it('compares three batch sizes on the same clock', async () => {
    await page().open('houses.csv', 'experiments');
    await picture('experiments');
    await page().part('batch-seconds').selectOption('0.2');
    await page().start('batch-sizes');
    await page().untilDone('batch-sizes');
    await page().untilDrawn('batch-sizes');
    const rows = await page().rows('batch-sizes');
    assert.deepEqual(
      rows.map(([name]) => name),
      ['batch of 1', 'batch of 32', 'all 503 rows'],
    );
    // Small steps go by faster: many more of them in the same time.
    const steps = rows.map((cells) => Number(cells[2]?.replaceAll(',', '')));
    assert.ok(steps[0]! > 4 * steps[2]!, String(steps));
    assert.match(await page().text('batch-sizes'), /above the exact answer/);
    await picture('batch-sizes');
  });

  it('stops a study and keeps what has come of it', async () => {
    await page().part('batch-seconds').selectOption('5');
    await page().start('batch-sizes');
    await page().untilText('batch-sizes', /0 of 3 done/);
    await page().untilDrawn('batch-sizes');
    await page().part('stop-batch-sizes').click();
    await page().untilText('batch-sizes', /stopped, \d of 3 done/);
    assert.ok((await page().rows('batch-sizes')).length > 0);
  });

  it('trains no run beside a study, and says what waits for what', async () => {
    await page().start('batch-sizes');
    await page().part('tab-run').click();
    await eventually(async () => assert.notEqual(await page().part('train').getAttribute('disabled'), null));
    await page().part('tab-experiments').click();
    await page().part('stop-batch-sizes').click();
    await page().part('start-batch-sizes').waitFor();
  });

  it('keeps its studies over a reload', async function () {
    this.timeout(120_000);
    const { workbench } = session;
    // What is kept is written down a moment after it came.
    await workbench.page.waitForTimeout(4000);
    await workbench.reload();
    await workbench.panel.frame.locator('[data-view="training"]').waitFor();
    await page().part('tab-experiments').click();
    await page().untilDrawn('batch-sizes');
    assert.ok((await page().rows('batch-sizes')).length > 0);
  });

  for (const theme of ['light', 'high-contrast', 'high-contrast-light', 'dark'] as const)
    it(`stands in ${theme}`, async () => {
      const { workbench } = session;
      await workbench.setTheme(theme);
      await workbench.page.waitForTimeout(800);
      await picture(`theme-${theme}`);
    });

  it('fits into 360 pixels', async () => {
    const { workbench } = session;
    await workbench.setPanelWidth(360);
    await eventually(async () => {
      const overflow = await workbench.panel.body.evaluate(
        (body) => body.ownerDocument.documentElement.scrollWidth - body.clientWidth,
      );
      assert.ok(overflow <= 0, `${overflow} px too wide`);
    });
    await workbench.page.waitForTimeout(400);
    await picture('narrow');
    await workbench.setPanelWidth(720);
  });
});
