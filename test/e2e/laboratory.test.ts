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
  const pictureOf = async (name: string, kind = name) => {
    const file = path.join(folder, `${name}.png`);
    await page().study(kind).screenshot({ path: file });
  };
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
    await page().untilText('batch-sizes', /Closest at the end came all 503 rows, .* above it/);
    await pictureOf('batch-sizes');
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

  it('multiplies two linear layers out to least squares', async () => {
    await page().start('two-layers');
    await page().untilDone('two-layers');
    await page().untilDrawn('two-layers');
    await page().untilText('two-layers', /As it should be: .*the same as least squares/);
    for (const [, product, exact] of (await page().rows('two-layers')).slice(0, 3))
      assert.ok(Math.abs(numberIn(product!) / numberIn(exact!) - 1) < 1e-5, `${product} for ${exact}`);
    await pictureOf('two-layers');
  });

  it('finds other weights of the same loss from two starts without full rank', async () => {
    await page().start('two-starts');
    await page().untilDone('two-starts');
    await page().untilDrawn('two-starts');
    await page().untilText('two-starts', /Both starts ended at the same loss/);
    const rows = (await page().rows('two-starts')).map((cells) => cells.slice(1).map(numberIn));
    for (const [zero, shortest] of rows) assert.ok(Math.abs(zero! - shortest!) < 0.01);
    const length = rows.at(-1)!;
    assert.ok(length[2]! > length[0]!);
    await pictureOf('two-starts');
  });

  it('shows how the absolute loss rattles, and what calms it', async () => {
    await page().start('absolute-loss');
    await page().untilDone('absolute-loss');
    await page().untilDrawn('absolute-loss');
    await page().untilText('absolute-loss', /At a constant rate the loss of the last 60 epochs/);
    const spreads = (await page().rows('absolute-loss')).map((cells) => numberIn(cells[2]!));
    assert.equal(Math.max(...spreads), spreads[0]);
    await pictureOf('absolute-loss');
  });

  it('benchmarks vectorization from the palette, and names what is not there', async () => {
    const { workbench } = session;
    await workbench.runCommand('Gaussline: Benchmark vectorization');
    await page().start('vectorization');
    await page().untilDone('vectorization');
    await page().untilDrawn('vectorization');
    const names = (await page().rows('vectorization')).map(([name]) => name);
    for (const name of [
      'sum: loop over boxed numbers',
      'sum: kernel',
      'sum: tfjs, CPU, float32',
      'epoch: kernel',
    ])
      assert.ok(names.includes(name), `${name} in ${names}`);
    await page().untilText('vectorization', /Adding two vectors of 10,000 takes .* Measured on \d+ x /);
    await page().untilText('vectorization', /Not timed: tfjs, (GPU|WebGL|WebGPU): /);
    await pictureOf('vectorization');
    await page().part('tab-experiments').click();
  });

  it('keeps its studies over a reload', async function () {
    this.timeout(120_000);
    const { workbench } = session;
    // What is kept is written down a moment after it came.
    await workbench.page.waitForTimeout(4000);
    await workbench.reload();
    // The tab that was open is open again, and the form says what it said.
    await page().study('batch-sizes').waitFor();
    assert.equal(await page().part('batch-seconds').inputValue(), '5');
    await page().untilDrawn('batch-sizes');
    assert.ok((await page().rows('batch-sizes')).length > 0);
  });

  for (const theme of ['light', 'high-contrast', 'high-contrast-light', 'dark'] as const)
    it(`stands in ${theme}`, async () => {
      const { workbench } = session;
      await workbench.setTheme(theme);
      await workbench.page.waitForTimeout(800);
      await picture(`theme-${theme}`);
      await page().part('tab-benchmark').click();
      await page().untilDrawn('vectorization');
      await picture(`benchmark-${theme}`);
      await page().part('tab-experiments').click();
      for (const kind of ['two-starts', 'absolute-loss']) {
        await page().untilDrawn(kind);
        await page()
          .study(kind)
          .screenshot({ path: path.join(folder, `${kind}-${theme}.png`) });
      }
    });

  it('fits into 360 pixels', async () => {
    const { workbench } = session;
    await workbench.setPanelWidth(360);
    await workbench.panel.untilItFits();
    await workbench.page.waitForTimeout(400);
    await picture('narrow');
    await pictureOf('two-starts-narrow', 'two-starts');
    await page().part('tab-benchmark').click();
    await page().untilDrawn('vectorization');
    await workbench.panel.untilItFits();
    await picture('benchmark-narrow');
    await workbench.setPanelWidth(720);
  });
});

/** A number as the panel writes it. */
function numberIn(text: string): number {
  return Number(text.replaceAll('−', '-').replaceAll(',', ''));
}
