import assert from 'node:assert/strict';
import { eventually } from '../eventually.js';
import { LaboratoryPage } from './laboratoryPage.js';
import { type SessionOptions, useWorkbench } from './session.js';
import { TrainingPage } from './trainingPage.js';

// The server has no Vulkan driver, so that Dawn finds no adapter: the way to a GPU is a Worker of the panel.
const options: SessionOptions = { files: ['houses.csv', 'cars.csv'], size: { width: 1500, height: 1500 } };

describe("Training in the panel, on Chromium's WebGPU", function () {
  this.timeout(120_000);
  const session = useWorkbench({ ...options, gpu: 'webgpu' });
  const training = () => new TrainingPage(session.workbench);
  before(() => training().open('houses.csv'));

  it('trains to the end, and says truthfully what ran', async () => {
    const page = training();
    await page.choose({ backend: 'gpu', epochs: 60 });
    await page.begin(1);
    assert.match(await page.backend(), /WebGPU, .*SwiftShader.* · float32 · .* as chosen/i);
    await page.untilRow(1, /GPU .*finished/);
    assert.ok((await page.distanceFromExact()) < 0.05);
  });

  it('goes on with the CPU when the panel is out of sight, and says so when it is back', async () => {
    const { workbench } = session;
    const page = training();
    await page.choose({ backend: 'gpu', epochs: 5000 });
    await page.begin(2);
    await workbench.panelTabs.first().click();
    await workbench.runCommand('File: New Untitled Text File');
    await workbench.panel.outer.waitFor({ state: 'hidden' });
    await workbench.panelTabs.first().click();
    await workbench.panel.untilDrawn('training');
    await page.untilRow(2, /GPU, CPU .*finished/);
    assert.match(await page.messages(), /was lost after step [\d,]+.*out of sight.*CPU kernel went on/);
  });

  it('ends when the panel is closed, and the next panel trains again', async () => {
    const { workbench } = session;
    await training().choose({ backend: 'gpu', epochs: 5000 });
    await training().begin(3);
    await workbench.closeAllEditors();
    await training().open('cars.csv');
    await training().choose({ backend: 'gpu', epochs: 20 });
    await training().begin(1);
    await training().untilRow(1, /GPU .*finished/);
  });

  it('benchmarks vectorization there, and names the adapter', async () => {
    const laboratory = new LaboratoryPage(session.workbench);
    await training().part('tab-benchmark').click();
    await laboratory.start('vectorization');
    await laboratory.untilDone('vectorization');
    const names = (await laboratory.rows('vectorization')).map(([name]) => name ?? '');
    for (const name of ['sum: tfjs, WebGPU, float32', 'epoch: WebGPU, float32'])
      assert.ok(names.includes(name), `${name} in ${names}`);
    await laboratory.untilText('vectorization', /WebGPU is .*SwiftShader/i);
  });
});

describe("Training in the panel, on Chromium's WebGL", function () {
  this.timeout(120_000);
  const session = useWorkbench({ ...options, gpu: 'webgl' });

  it('trains to the end, and says truthfully what ran', async () => {
    const page = new TrainingPage(session.workbench);
    await page.open('houses.csv');
    // A processor that plays WebGL takes a handful of steps a second.
    await page.choose({ backend: 'gpu', epochs: 8 });
    await page.begin(1);
    assert.match(await page.backend(), /WebGL, .*SwiftShader.* · float32 · .* as chosen/i);
    await page.untilRow(1, /GPU .*finished/);
    assert.ok((await page.distanceFromExact()) < 0.05);
  });
});

describe('Training where there is no GPU at all', function () {
  this.timeout(120_000);
  const session = useWorkbench({ ...options, gpu: 'none' });

  it('trains on the CPU, with a word', async () => {
    const page = new TrainingPage(session.workbench);
    await page.open('houses.csv');
    await page.choose({ backend: 'gpu', epochs: 30 });
    await page.part('train').click();
    await page.untilRow(1, /CPU .*finished/);
    assert.match(await page.backend(), /CPU kernel · .*no GPU can be used: .*WebGPU found no adapter/i);
    await eventually(async () => assert.match(await page.messages(), /train\/gpu-not-available/));
  });
});
