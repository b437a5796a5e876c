import assert from 'node:assert/strict';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { eventually } from '../eventually.js';
import { gpuProcesses } from './gpuProcess.js';
import { LaboratoryPage } from './laboratoryPage.js';
import { fromRunner, useWorkbench } from './session.js';
import { TrainingPage } from './trainingPage.js';

const folder = path.join(fromRunner('RESULTS'), '../gpu');

// The server has a Vulkan driver, Chromium's SwiftShader: Dawn finds it in a process beside the extension host.
describe('Training on a GPU in a process of its own', function () {
  this.timeout(120_000);
  const session = useWorkbench({
    files: ['houses.csv'],
    size: { width: 1800, height: 1500 },
    hasMotion: true,
  });
  const training = () => new TrainingPage(session.workbench);
  const picture = (name: string) =>
    session.workbench.panel.outer.screenshot({ path: path.join(folder, `${name}.png`) });

  before(async () => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    await training().open('houses.csv');
  });

  it('trains to the end, and says truthfully what ran', async () => {
    const page = training();
    assert.deepEqual(gpuProcesses(), []);
    // So many that the process is still there once the page has shown two of them, on a busy machine too.
    await page.choose({ backend: 'gpu', epochs: 400 });
    await page.begin(1);
    assert.equal(gpuProcesses().length, 1);
    assert.match(await page.backend(), /WebGPU, .*SwiftShader/i);
    assert.match(await page.backend(), /float32 · .* as chosen/);
    await page.untilRow(1, /GPU .*finished/);
    assert.ok((await page.distanceFromExact()) < 0.05);
    await picture('process-finished');
    // The process goes with the run.
    await eventually(() => assert.deepEqual(gpuProcesses(), []));
  });

  it('goes on with the CPU when the process crashes, and nothing else is lost', async () => {
    const page = training();
    await page.choose({ backend: 'gpu', epochs: 5000 });
    await page.begin(2);
    const [id] = gpuProcesses();
    assert.ok(id, 'there is a process');
    process.kill(id, 'SIGSEGV');
    await eventually(async () => assert.match(await page.backend(), /CPU kernel · .*lost after step [\d,]+/));
    await picture('process-crashed');
    await page.untilRow(2, /GPU, CPU .*finished/);
    assert.match(await page.messages(), /SwiftShader.* was lost after step [\d,]+.*CPU kernel went on/i);
    assert.ok((await page.distanceFromExact()) < 0.01);
    await picture('process-crashed-finished');
    assert.equal(await session.workbench.notifications.count(), 0);
    await session.workbench.panel.openView('fit');
    await session.workbench.panel.fitFormula('`price (kUSD)` ~ `area (sqft)`');
    await session.workbench.panel.openView('training');
  });

  it('trains there again afterwards, and stops when it is told to', async () => {
    const page = training();
    await page.choose({ backend: 'gpu', epochs: 5000 });
    await page.begin(3);
    await page.part('pause').click();
    await page.part('resume').waitFor();
    await page.part('step').click();
    await eventually(async () => assert.match((await page.part('epochs').textContent()) ?? '', /step/));
    await page.part('stop').click();
    await page.untilRow(3, /GPU .*stopped/);
    await eventually(() => assert.deepEqual(gpuProcesses(), []));
  });

  it('takes the kernel by itself for steps this small', async () => {
    const page = training();
    await page.choose({ backend: 'auto', epochs: 20 });
    await page.part('train').click();
    await page.untilRow(4, /CPU .*finished/);
    assert.match(await page.backend(), /CPU kernel · batch × features = .*a GPU would be slower/);
    assert.deepEqual(gpuProcesses(), []);
  });

  it('ends the process when the panel is closed in the middle', async () => {
    const page = training();
    await page.choose({ backend: 'gpu', epochs: 5000 });
    await page.begin(5);
    assert.equal(gpuProcesses().length, 1);
    await session.workbench.closeAllEditors();
    await eventually(() => assert.deepEqual(gpuProcesses(), []));
  });

  for (const theme of ['light', 'high-contrast', 'high-contrast-light', 'dark'] as const)
    it(`stands in ${theme}`, async () => {
      const { workbench } = session;
      await workbench.setTheme(theme);
      if (theme === 'light') {
        await training().open('houses.csv');
        await training().choose({ backend: 'gpu', epochs: 40 });
        await training().begin(1);
        await training().untilRow(1, /finished/);
        await training().part('more-settings').locator('summary').click();
      }
      await workbench.page.waitForTimeout(800);
      await picture(`theme-${theme}`);
    });

  it('benchmarks vectorization there, and names the adapter', async () => {
    const laboratory = new LaboratoryPage(session.workbench);
    await training().part('tab-benchmark').click();
    await laboratory.start('vectorization');
    await laboratory.untilDone('vectorization');
    await laboratory.untilDrawn('vectorization');
    const names = (await laboratory.rows('vectorization')).map(([name]) => name ?? '');
    for (const name of ['sum: tfjs, WebGPU, float32', 'epoch: WebGPU, float32'])
      assert.ok(names.includes(name), `${name} in ${names}`);
    await laboratory.untilText('vectorization', /WebGPU is .*SwiftShader/i);
    await laboratory.study('vectorization').screenshot({ path: path.join(folder, 'vectorization.png') });
    // The process goes with the benchmark.
    await eventually(() => assert.deepEqual(gpuProcesses(), []));
  });

  it('trains many models there as one product, and names the adapter', async () => {
    const laboratory = new LaboratoryPage(session.workbench);
    await training().part('tab-run').click();
    await training().choose({ backend: 'gpu', epochs: 20 });
    await training().part('tab-many').click();
    await laboratory.part('rates-models').selectOption('8');
    await laboratory.start('learning-rates');
    await laboratory.untilDone('learning-rates', 100_000);
    await laboratory.untilDrawn('learning-rates');
    await laboratory.untilText('learning-rates', /Of 8 rates trained together .*SwiftShader.*float32/i);
    assert.equal((await laboratory.rows('learning-rates')).length, 8);
    await laboratory.study('learning-rates').screenshot({ path: path.join(folder, 'learning-rates.png') });
    // The process goes with the study.
    await eventually(() => assert.deepEqual(gpuProcesses(), []));
  });
});
