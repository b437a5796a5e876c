import assert from 'node:assert/strict';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { eventually } from '../eventually.js';
import { fromRunner, useWorkbench } from './session.js';

const folder = path.join(fromRunner('RESULTS'), '../training');

describe('Training', () => {
  const session = useWorkbench({
    files: ['houses.csv', 'cars.csv'],
    size: { width: 1500, height: 1500 },
    hasMotion: true,
  });

  before(() => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
  });

  const picture = (name: string) =>
    session.workbench.panel.outer.screenshot({ path: path.join(folder, `${name}.png`) });
  const part = (name: string) => session.workbench.panel.part(name);
  const epochs = async () => Number(/epoch (\d+)/.exec((await part('epochs').textContent()) ?? '')?.[1]);
  const runRow = (number: number) => session.workbench.panel.frame.locator(`[data-run="${number}"]`);
  const untilState = (number: number, state: RegExp) =>
    eventually(async () => assert.match((await runRow(number).textContent()) ?? '', state), 40_000);

  it('shows the settings with their Auto values before anything is trained', async () => {
    const { workbench } = session;
    await workbench.openFile('houses.csv');
    await workbench.fitFromEditor();
    await workbench.panel.untilDrawn();
    await workbench.panel.openView('training');
    await eventually(async () => {
      const text = (await part('settings').textContent()) ?? '';
      assert.match(text, /auto, small file/);
    });
    await picture('0-before');
  });

  it('draws a run while it goes on, in a short sequence of pictures', async function () {
    this.timeout(90_000);
    await part('train-button').click();
    for (let shot = 1; shot <= 4; shot++) {
      await eventually(async () => assert.ok((await epochs()) >= shot * 50), 30_000);
      await picture(`live-${shot}`);
    }
    await untilState(1, /finished/);
    await picture('live-5-finished');
  });

  it('draws a frame in time', async () => {
    const body = session.workbench.panel.frame.locator('body');
    const framesSoFar = () =>
      body.evaluate(() => performance.getEntriesByName('training-frame').map(({ duration }) => duration));
    // So many that a busy machine can stop the run before it ends.
    await part('setting-epochs').locator('input').fill('2000');
    await part('setting-epochs').locator('input').press('Enter');
    await part('train').click();
    // At first the count is still that of the run before.
    await eventually(async () => assert.ok((await epochs()) < 150), 20_000);
    // Other work on this machine can only slow a frame: the usual one of the best of three stretches is judged.
    const medians: number[] = [];
    while (medians.length < 3 && !medians.some((median) => median <= 33)) {
      await body.evaluate(() => performance.clearMeasures());
      await eventually(async () => assert.ok((await framesSoFar()).length >= 12), 20_000);
      const frames = await framesSoFar();
      const [median, p95] = [0.5, 0.95].map((share) => quantile(frames, share));
      medians.push(median!);
      console.log(
        `    frames of the live charts: ${frames.length}, median ${median!.toFixed(1)} ms, p95 ${p95!.toFixed(1)} ms`,
      );
    }
    await part('stop').click();
    await untilState(2, /stopped/);
    assert.ok(Math.min(...medians) <= 33, `medians ${medians.join(', ')} ms`);
  });

  it('pauses, steps, resumes and stops', async () => {
    await eventually(async () =>
      assert.match((await part('setting-epochs').textContent()) ?? '', /auto: 300/),
    );
    await part('train').click();
    await eventually(async () => assert.ok((await epochs()) >= 3));
    await part('pause').click();
    await part('resume').waitFor();
    const before = await part('epochs').textContent();
    await part('step').click();
    await eventually(async () => assert.notEqual(await part('epochs').textContent(), before));
    assert.match((await part('epochs').textContent()) ?? '', /step \d+ of 13/);
    assert.match((await part('gradient').textContent()) ?? '', /Gradient of the last update/);
    await picture('paused');
    await part('resume').click();
    await part('pause').waitFor();
    await part('stop').click();
    await untilState(3, /stopped/);
    assert.match((await part('run-coefficients').textContent()) ?? '', /area \(sqft\)/);
  });

  it('stops a run that diverges and trains with a rate that works, in one click', async () => {
    const { panel } = session.workbench;
    await part('setting-epochs').locator('.setting-revert').click();
    await part('setting-learningRate').locator('input').fill('40');
    await part('setting-learningRate').locator('input').press('Enter');
    await part('pace').selectOption('full');
    await part('train').click();
    await untilState(4, /diverged/);
    assert.match(await panel.text(), /steps too far/);
    await picture('diverged');
    await part('mend-training').click();
    await untilState(5, /finished/);
    await eventually(async () => assert.equal(await part('mend-training').count(), 0));
    await picture('two-runs');
  });

  it('reads the epoch under the pointer and under the arrows, of every run', async () => {
    const { workbench } = session;
    const plot = workbench.panel.chart('gap').locator('.plot');
    await plot.hover({ position: { x: 200, y: 90 } });
    const card = (await part('epoch-card').textContent()) ?? '';
    assert.match(card, /run 5/);
    assert.match(card, /run 1/);
    await picture('cross-hair');
    await plot.focus();
    await workbench.page.keyboard.press('Home');
    await workbench.page.keyboard.press('ArrowRight');
    await eventually(async () =>
      assert.match(await workbench.panel.liveText(), /^epoch 1: run 5 train [\d.,]+/),
    );
    await workbench.page.keyboard.press('Escape');
  });

  it('zooms by dragging and shows all again', async () => {
    const { workbench } = session;
    const box = await workbench.panel.chart('loss').locator('.plot').boundingBox();
    assert.ok(box);
    const y = box.y + box.height / 2;
    await workbench.page.mouse.move(box.x + 60, y);
    await workbench.page.mouse.down();
    await workbench.page.mouse.move(box.x + 160, y, { steps: 5 });
    await workbench.page.mouse.up();
    await part('zoom-out').waitFor();
    await picture('zoomed');
    await part('zoom-out').click();
    await part('zoom-out').waitFor({ state: 'detached' });
  });

  it('renames, hides and deletes runs, and keeps the rest over a reload', async function () {
    this.timeout(120_000);
    const { workbench } = session;
    const choose = async (run: number, item: string) => {
      await part(`run-menu-${run}`).click();
      await runRow(run).locator(`[data-part="${item}"]`).click();
    };
    await choose(5, 'rename-run');
    await part('run-name').fill('calm <b>');
    await part('run-name').press('Enter');
    await eventually(async () => assert.match((await runRow(5).textContent()) ?? '', /calm <b>/));
    await choose(3, 'hide-run');
    await eventually(async () => assert.equal(await runRow(3).locator('.swatch.none').count(), 1));
    await choose(4, 'delete-run');
    await eventually(async () => assert.equal(await runRow(4).count(), 0));
    await workbench.reload();
    await workbench.panel.untilDrawn('training');
    await eventually(async () => assert.match((await runRow(5).textContent()) ?? '', /calm <b>.*finished/));
    assert.equal(await runRow(4).count(), 0);
    assert.equal(await runRow(3).locator('.swatch.none').count(), 1);
    await picture('reloaded');
  });

  it('says that a value makes no sense, and which one', async () => {
    const { panel } = session.workbench;
    const field = part('setting-learningRate').locator('input');
    await field.fill('-1');
    await field.press('Enter');
    await eventually(async () => assert.match(await panel.text(), /train\/learning-rate/));
    assert.equal(await field.getAttribute('aria-invalid'), 'true');
    await part('setting-learningRate').locator('.setting-revert').click();
    await eventually(async () => assert.equal(await field.getAttribute('aria-invalid'), 'false'));
  });

  for (const theme of ['light', 'high-contrast', 'high-contrast-light', 'dark'] as const)
    it(`stands in ${theme}`, async () => {
      const { workbench } = session;
      await workbench.setTheme(theme);
      await workbench.page.waitForTimeout(800);
      await workbench.panel.untilDrawn('training');
      await picture(`theme-${theme}`);
    });

  it('fits into 360 pixels', async () => {
    const { workbench } = session;
    await workbench.setPanelWidth(360);
    await workbench.panel.untilItFits();
    await picture('narrow');
    await workbench.setPanelWidth(720);
    await workbench.page.waitForTimeout(400);
    await picture('wide');
  });
});

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
}
