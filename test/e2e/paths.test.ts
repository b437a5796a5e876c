import assert from 'node:assert/strict';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { eventually } from '../eventually.js';
import { fromRunner, useWorkbench } from './session.js';
import { TrainingPage } from './trainingPage.js';

const folder = path.join(fromRunner('RESULTS'), '../paths');

describe('Weight paths', () => {
  const session = useWorkbench({
    files: ['houses.csv'],
    written: { 'wide.csv': wide(200), 'twins.csv': twins() },
    size: { width: 1500, height: 1900 },
    hasMotion: true,
  });
  const picture = async (name: string) => {
    const { panel } = session.workbench;
    await panel.chart('paths').scrollIntoViewIfNeeded();
    await panel.outer.screenshot({ path: path.join(folder, `${name}.png`) });
  };
  const sentence = async (chart: string) =>
    (await session.workbench.panel.chart(chart).locator('figcaption').textContent()) ?? '';

  before(() => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
  });

  it('lead every coefficient to its exact value', async function () {
    this.timeout(90_000);
    const page = new TrainingPage(session.workbench);
    await page.open('houses.csv');
    assert.match(await sentence('paths'), /Good looks like every line on its dashed level/);
    await page.choose({ backend: 'cpu', epochs: 60 });
    await page.part('train').click();
    await page.untilRow(1, /finished/);
    await eventually(async () => assert.match(await sentence('paths'), /dashed level/));
    await picture('dark');
  });

  it('tell the values of an epoch in the units of the file', async () => {
    const { workbench } = session;
    const plot = workbench.panel.chart('paths').locator('.plot');
    await plot.focus();
    await workbench.page.keyboard.press('End');
    await eventually(async () => {
      assert.match(await workbench.panel.liveText(), /^epoch 60: intercept at the means standardised/);
      assert.match(
        await workbench.panel.liveText(),
        /area \(sqft\) standardised .* in the file's units .* exact/,
      );
    });
    await picture('card');
    await workbench.page.keyboard.press('Escape');
  });

  it('lie on the surface of the loss, over any two coefficients', async () => {
    const { workbench } = session;
    const page = new TrainingPage(workbench);
    await eventually(async () =>
      assert.match(await sentence('surface'), /over area \(sqft\) and age \(years\), the other coefficient/),
    );
    assert.ok((await workbench.panel.paintedShare('surface')) > 0.01);
    await page.part('surface-y').selectOption('intercept');
    await eventually(async () => assert.match(await sentence('surface'), /and intercept at the means/));
    const plot = workbench.panel.chart('surface').locator('.plot');
    await plot.focus();
    await workbench.page.keyboard.press('Home');
    await workbench.page.keyboard.press('ArrowRight');
    await eventually(async () =>
      assert.match(
        await workbench.panel.liveText(),
        /^epoch 1: area \(sqft\) [\d.]+, intercept at the means [\d.]+/,
      ),
    );
    await picture('surface-intercept');
    await workbench.page.keyboard.press('Escape');
    await page.part('surface-y').selectOption('age (years)');
    await eventually(async () => assert.match(await sentence('surface'), /and age \(years\)/));
  });

  it('come back with their surface after a reload', async function () {
    this.timeout(90_000);
    const { workbench } = session;
    await workbench.reload();
    await workbench.panel.untilDrawn('training');
    await eventually(
      async () => assert.match(await sentence('surface'), /Contours: the mean training loss/),
      20_000,
    );
    await eventually(async () => assert.match(await sentence('paths'), /All are within/));
    await picture('reloaded');
  });

  for (const theme of ['light', 'high-contrast', 'high-contrast-light', 'dark'] as const)
    it(`stand in ${theme}`, async () => {
      const { workbench } = session;
      await workbench.setTheme(theme);
      await workbench.page.waitForTimeout(800);
      await workbench.panel.untilDrawn('training');
      await picture(theme);
    });

  it('fit into 360 pixels', async () => {
    const { workbench } = session;
    await workbench.setPanelWidth(360);
    await workbench.panel.untilDrawn('training');
    await workbench.panel.untilItFits();
    await picture('narrow');
    await workbench.setPanelWidth(720);
  });

  it('say why there are no levels with a penalty', async () => {
    const page = new TrainingPage(session.workbench);
    await page.choose({ backend: 'cpu', epochs: 60 });
    const field = page.part('setting-l2').locator('input');
    await field.fill('0.5');
    await field.press('Enter');
    await page.part('train').click();
    await page.untilRow(2, /finished/);
    await eventually(async () => assert.match(await sentence('paths'), /penalty/));
    await picture('penalty');
  });

  it('are named where they went farthest, of 200 features', async function () {
    this.timeout(90_000);
    const page = new TrainingPage(session.workbench);
    await session.workbench.closeAllEditors();
    await page.open('wide.csv');
    await page.choose({ backend: 'cpu', epochs: 300 });
    await page.part('train').click();
    await page.untilRow(1, /finished/);
    await eventually(async () => assert.match(await sentence('surface'), /the other 199 coefficients/));
    await picture('wide');
  });

  it('lie in a valley where two columns are nearly one; what was left out cannot be chosen', async function () {
    this.timeout(90_000);
    const page = new TrainingPage(session.workbench);
    await session.workbench.closeAllEditors();
    await page.open('twins.csv');
    await page.choose({ backend: 'cpu', epochs: 200 });
    await page.part('train').click();
    await page.untilRow(1, /finished/);
    await eventually(async () =>
      assert.match(await sentence('surface'), /narrow valley.*total was left out/),
    );
    await picture('valley');
  });
});

/** Two columns that are nearly one, and a third that is their sum. */
function twins(): string {
  const rows = Array.from({ length: 80 }, (_, i) => {
    const a = Math.sin(7 * i);
    const b = a + 0.1 * Math.cos(11 * i);
    return [a, b, 0, 3 * a + Math.cos(5 * i)].map((value) => Number(value.toFixed(4)));
  });
  const lines = rows.map(([a, b, , y]) => [a, b, (a! + b!).toFixed(4), y].join(','));
  return ['first,second,total,y', ...lines, ''].join('\n');
}

/** Rows of a table of that many features; six of them matter. */
function wide(features: number): string {
  const names = Array.from({ length: features }, (_, k) => `feature ${k + 1}`);
  let state = 7;
  const next = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647 - 0.5;
  };
  const rows = Array.from({ length: 600 }, () => {
    const values = names.map(() => next());
    const y = values.reduce((sum, value, k) => sum + (k % 40 === 0 ? 5 + k / 20 : 0.3) * value, next());
    return [...values, y].map((value) => value.toFixed(4)).join(',');
  });
  return [[...names, 'y'].join(','), ...rows, ''].join('\n');
}
