import assert from 'node:assert/strict';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { eventually } from '../eventually.js';
import { LaboratoryPage } from './laboratoryPage.js';
import { fromRunner, useWorkbench } from './session.js';

const folder = path.join(fromRunner('RESULTS'), '../tune');

describe('Tune', () => {
  const session = useWorkbench({ files: ['houses.csv'], size: { width: 1500, height: 1400 } });

  before(() => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
  });

  const picture = (name: string) =>
    session.workbench.panel.outer.screenshot({ path: path.join(folder, `${name}.png`) });
  const page = () => new LaboratoryPage(session.workbench);
  const setting = (name: string) =>
    session.workbench.panel.part(`setting-${name}`).locator('input').inputValue();

  it('searches by a Gaussian process, Auto first', async () => {
    await page().open('houses.csv', 'tune');
    await picture('empty');
    await page().part('start-tune').click();
    await page().untilText('tune', /20 trials of 20 epochs/);
    await page().untilDrawn('tune');
    const rows = await page().rows('tune');
    assert.equal(rows.length, 21);
    assert.equal(rows.filter(([trial]) => trial === '0, Auto').length, 1);
    assert.equal(rows[0]!.at(-1), 'best');
    const losses = rows.map((cells) => Number(cells[4])).filter(Number.isFinite);
    assert.deepEqual(
      losses,
      [...losses].sort((a, b) => a - b),
    );
    assert.match(await page().text('tune'), /A Bayesian search over rates 0\.0001 to 1, batches 8 to 256/);
    await picture('bayesian');
  });

  it('shows the trials as they were tried', async () => {
    await page().part('tune-sorting').selectOption('order');
    const rows = await page().rows('tune');
    assert.deepEqual(
      rows.map(([trial]) => trial),
      ['0, Auto', ...Array.from({ length: 20 }, (_, i) => String(i + 1))],
    );
    await page().part('tune-sorting').selectOption('best');
  });

  it('goes on with more trials where it was left', async () => {
    const before = await page().rows('tune');
    await page().part('tune-trials').selectOption('40');
    await page().part('tune-go-on').click();
    await page().untilText('tune', /40 trials of 20 epochs/);
    const rows = await page().rows('tune');
    assert.equal(rows.length, 41);
    const numbers = new Map(rows.map((cells) => [cells[0], cells[4]]));
    for (const [trial, , , , loss] of before) assert.equal(numbers.get(trial), loss);
  });

  it('puts the best into the form of a run in one click, each value revertable', async () => {
    const [, rate, batch, l2] = (await page().rows('tune'))[0]!;
    await page().part('tune-apply').click();
    const { panel } = session.workbench;
    await eventually(async () => assert.equal(await setting('learningRate'), rate));
    assert.equal(await setting('batchSize'), batch);
    assert.equal(await setting('l2'), l2);
    assert.equal(await setting('epochs'), '20');
    await picture('applied');
    await panel.part('setting-learningRate').locator('.setting-revert').click();
    await eventually(async () => assert.notEqual(await setting('learningRate'), rate));
    await page().part('tab-tune').click();
  });

  it('stops, keeps the trials that are over, and goes on', async () => {
    await page().part('tune-trials').selectOption('100');
    await page().part('tune-epochs').selectOption('200');
    await page().part('tune-judge').selectOption('10');
    await page().start('tune');
    await page().untilText('tune', /[3-9]\d? trials of 200 epochs/);
    await page().part('stop-tune').click();
    await page().untilText('tune', /stopped, \d+ of 101 done/);
    const kept = await page().rows('tune');
    assert.ok(kept.length >= 4 && kept.length < 101, String(kept.length));
    await page().untilDrawn('tune');
    await picture('stopped');
    await page().part('tune-go-on').click();
    await eventually(async () => assert.ok((await page().rows('tune')).length > kept.length));
    await page().part('stop-tune').click();
    await page().part('start-tune').waitFor();
  });

  it('takes no seed that is none', async () => {
    const seed = page().part('tune-seed');
    await seed.fill('');
    await seed.blur();
    assert.equal(await seed.inputValue(), '1');
  });

  it('searches a grid, judged by folds', async () => {
    await page().part('tune-method').selectOption('grid');
    await page().part('tune-trials').selectOption('60');
    await page().part('tune-epochs').selectOption('5');
    await page().part('tune-judge').selectOption('3');
    await page().part('start-tune').click();
    await page().untilText('tune', /A grid search .* 54 trials of 5 epochs, judged by 3 folds of 402 rows/);
    await page().part('start-tune').waitFor();
    await page().untilDrawn('tune');
    await picture('grid');
  });

  for (const theme of ['light', 'high-contrast', 'high-contrast-light', 'dark'] as const)
    it(`stands in ${theme}`, async () => {
      const { workbench } = session;
      await workbench.setTheme(theme);
      await workbench.page.waitForTimeout(800);
      await picture(`theme-${theme}`);
    });

  it('has its charts side by side where there is room', async () => {
    await session.workbench.setPanelWidth(1000);
    await page().untilDrawn('tune');
    const [progress, rates] = await page().study('tune').locator('[data-chart]').all();
    await eventually(async () => {
      const [left, right] = [await progress!.boundingBox(), await rates!.boundingBox()];
      assert.ok(left!.y === right!.y && left!.x + left!.width <= right!.x, JSON.stringify([left, right]));
    });
    await picture('wide');
  });

  it('fits into 360 pixels', async () => {
    const { workbench } = session;
    await workbench.setPanelWidth(360);
    await workbench.panel.untilItFits();
    await workbench.page.waitForTimeout(400);
    await picture('narrow');
    await workbench.setPanelWidth(720);
  });
});
