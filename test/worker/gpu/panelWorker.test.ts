import assert from 'node:assert/strict';
import { agreesWithTheKernel } from './engineAgreement.js';
import { PanelPage } from './panelEngine.js';

const shape = { trainingCount: 10, validationCount: 0, featureCount: 2, hasIntercept: true };

/** A processor that plays a GPU compiles every program anew, and may be busy with other things. */
const SLOW_MS = 90_000;

/** What Chromium computes with, on its own software drivers. */
const WEBGPU = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader', '--enable-features=Vulkan'];
const WEBGL = ['--use-angle=swiftshader', '--enable-unsafe-swiftshader'];
const NEITHER = ['--disable-gpu', '--disable-software-rasterizer'];

function usePage(flags: readonly string[]): () => PanelPage {
  let page: PanelPage | undefined;
  before(async function () {
    this.timeout(SLOW_MS);
    page = await PanelPage.open(flags);
  });
  after(() => page?.close());
  return () => page!;
}

describe('the engine in a Worker of the panel, on WebGPU, against the kernel', function () {
  this.timeout(SLOW_MS);
  const page = usePage(WEBGPU);
  agreesWithTheKernel(() => page().engine());

  it('names its adapter', async () => {
    const engine = await page().engine();
    const adapter = await engine.open(shape);
    assert.deepEqual([adapter.api, adapter.isSoftware], ['WebGPU', true]);
    engine.close();
  });

  it('keeps to the security policy', () => assert.deepEqual(page().complaints, []));
});

describe('the engine in a Worker of the panel, on WebGL, against the kernel', function () {
  this.timeout(SLOW_MS);
  const page = usePage(WEBGL);
  agreesWithTheKernel(() => page().engine());

  it('names its adapter', async () => {
    const engine = await page().engine();
    const adapter = await engine.open(shape);
    assert.deepEqual([adapter.api, adapter.isSoftware], ['WebGL', true]);
    assert.match(adapter.device, /SwiftShader/);
    engine.close();
  });

  it('says how much memory there is where the rows do not fit', async () => {
    const engine = await page().engine();
    const huge = { ...shape, trainingCount: 10_000_000, featureCount: 1000 };
    await assert.rejects(engine.open(huge), { code: 'train/gpu-not-available', message: /in one piece/ });
    engine.close();
  });

  it('keeps to the security policy', () => assert.deepEqual(page().complaints, []));
});

describe('the engine in a Worker of the panel, without a GPU', function () {
  this.timeout(SLOW_MS);
  const page = usePage(NEITHER);

  it('says what it found', async () => {
    const engine = await page().engine();
    const expected = { code: 'train/gpu-not-available', message: /WebGPU.*; .*WebGL/ };
    await assert.rejects(engine.open(shape), expected);
    engine.close();
  });
});
