import assert from 'node:assert/strict';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { eventually } from '../eventually.js';
import { LaboratoryPage } from './laboratoryPage.js';
import { fromRunner, useWorkbench } from './session.js';

const folder = path.join(fromRunner('RESULTS'), '../manyAtOnce');

describe('Many at once', () => {
  const session = useWorkbench({ files: ['houses.csv'], size: { width: 1500, height: 1400 } });

  before(() => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
  });

  const page = () => new LaboratoryPage(session.workbench);
  const picture = (name: string) =>
    session.workbench.panel.outer.screenshot({ path: path.join(folder, `${name}.png`) });
  const pictureOf = (kind: string) =>
    page()
      .study(kind)
      .screenshot({ path: path.join(folder, `${kind}.png`) });

  it('trains many learning rates together', async () => {
    await page().open('houses.csv', 'many');
    await picture('empty');
    await page().start('learning-rates');
    await page().untilDone('learning-rates');
    await page().untilDrawn('learning-rates');
    const rows = await page().rows('learning-rates');
    assert.equal(rows.length, 16);
    assert.equal(rows.filter((cells) => cells[3]!.includes('best')).length, 1);
    assert.equal(rows.at(-1)![1], 'diverged');
    await page().untilText('learning-rates', /Of 16 rates trained together/);
    await pictureOf('learning-rates');
  });

  it('draws bootstrap intervals beside the classic ones', async () => {
    await page().start('bootstrap');
    await page().untilDone('bootstrap');
    await page().untilDrawn('bootstrap');
    await page().untilText('bootstrap', /200 resamples of 503 rows, trained together/);
    await page().untilText(
      'bootstrap',
      /Least squares on the same resamples is at most 0\.\d+ standard errors away/,
    );
    for (const cells of await page().rows('bootstrap')) assert.match(cells[4]!, /^\d/);
    await pictureOf('bootstrap');
  });

  it('repeats a run with other seeds', async () => {
    await page().part('seeds-runs').selectOption('5');
    await page().start('seeds');
    await page().untilDone('seeds');
    await page().untilDrawn('seeds');
    await page().untilText('seeds', /5 seeds ended at training losses/);
    await pictureOf('seeds');
  });

  it('takes another seed, and no half one', async () => {
    const seed = page().part('bootstrap-seed');
    await seed.fill('1.5');
    await seed.press('Tab');
    assert.equal(await seed.inputValue(), '1');
    const before = await page().rows('bootstrap');
    await seed.fill('2');
    await page().start('bootstrap');
    await eventually(async () => {
      const rows = await page().rows('bootstrap');
      assert.ok(rows.length === before.length && rows.some((cells, k) => cells[2] !== before[k]![2]));
    });
    await page().untilDone('bootstrap');
  });

  it('trains a run with the best rate', async () => {
    await page().part('rates-apply').click();
    await page().part('tab-run').waitFor();
    await eventually(async () =>
      assert.match((await session.workbench.panel.body.textContent()) ?? '', /stopped|epoch/i),
    );
    await page().part('tab-many').click();
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
    await workbench.panel.untilItFits();
    await workbench.page.waitForTimeout(400);
    await picture('narrow');
  });
});
