import assert from 'node:assert/strict';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu/dist/backend_webgpu';
import { backend, memory } from '@tensorflow/tfjs-core';
import type { TrainerSetup } from '../../../src/core/train/trainer.js';
import { LocalEngine } from '../../../src/worker/gpu/localEngine.js';
import { webgpuTrainer } from '../../../src/worker/gpu/webgpuTrainer.js';
import { filledEngine } from './processEngine.js';
import { sampleRows } from './sampleRows.js';

const WIDTH = 5;
const shape = { trainingCount: 1000, validationCount: 100, featureCount: WIDTH, hasIntercept: true };
const setup: TrainerSetup = {
  ...{ batchSize: 300, loss: 'huber', bend: 1, optimiser: 'adam', momentum: 0, l2: 0 },
};

/** Dawn in this very process, for a look inside. Its package is no part of any bundle: it finds its binary itself. */
async function installDawn(): Promise<void> {
  const file = pathToFileURL(path.resolve('node_modules/webgpu/index.js')).href;
  const { create, globals } = (await import(file)) as { create(flags: string[]): GPU; globals: object };
  Object.assign(globalThis, globals);
  Object.defineProperty(globalThis, 'navigator', { value: { gpu: create([]) }, configurable: true });
}

async function startedEngine(): Promise<LocalEngine> {
  const engine = new LocalEngine([webgpuTrainer]);
  await filledEngine(engine, shape, {
    training: sampleRows(WIDTH, shape.trainingCount),
    validation: sampleRows(WIDTH, shape.validationCount, 9),
  });
  await engine.start({ ...setup, parameters: new Float64Array(WIDTH + 1) });
  return engine;
}

function steps(count: number) {
  return {
    batches: Int32Array.from({ length: count }, (_, i) => i % 4),
    rates: new Float64Array(count).fill(0.01),
  };
}

function webgpu(): WebGPUBackend {
  return backend() as WebGPUBackend;
}

describe('the engine on WebGPU, from inside', function () {
  this.timeout(60_000);
  let engine: LocalEngine | undefined;
  before(installDawn);
  afterEach(() => engine?.close());

  it('holds no more after many steps than after a few', async () => {
    engine = await startedEngine();
    const work = async () => {
      await engine!.runSteps(steps(400));
      await engine!.meanLoss({ part: 'validation' });
      await engine!.start({ ...setup, parameters: new Float64Array(WIDTH + 1) });
      return { tensors: memory().numTensors, ...webgpu().memory() };
    };
    const first = await work();
    assert.deepEqual(await work(), first);
    assert.deepEqual(await work(), first);
  });

  it('holds no more after many steps of many models, counted', async () => {
    engine = await startedEngine();
    const [models, counts] = [3, new Uint8Array(shape.trainingCount).fill(2)];
    for (let model = 0; model < models; model++) await engine.countRows({ models, model, counts });
    const start = { ...setup, parameters: new Float64Array(WIDTH + 1), rates: new Float64Array(models) };
    const { batches, rates: factors } = steps(12);
    const work = async () => {
      await engine!.startModels({ ...start, rates: start.rates.fill(0.01) });
      await engine!.runModels({ batches, factors, limit: 1e9, isAveraging: false });
      await engine!.runModels({ batches, factors, limit: 1e9, isAveraging: true });
      await engine!.modelLosses();
      return { tensors: memory().numTensors, ...webgpu().memory() };
    };
    const first = await work();
    assert.deepEqual(await work(), first);
    assert.deepEqual(await work(), first);
  });

  it('fails with train/gpu-lost when the device is lost in mid-run, and ever after', async () => {
    engine = await startedEngine();
    const lost = { code: 'train/gpu-lost', hint: /^Train again/ };
    const running = assert.rejects(engine.runSteps(steps(1000)), lost);
    webgpu().device.destroy();
    await running;
    await assert.rejects(engine.meanLoss({ part: 'training' }), lost);
  });

  it('fails with what the device refused, though no call asked about it', async () => {
    engine = await startedEngine();
    const { MAP_READ, STORAGE } = GPUBufferUsage;
    webgpu().device.createBuffer({ size: 16, usage: MAP_READ | STORAGE });
    const refused = { code: 'train/gpu-lost', message: /usage/i };
    await assert.rejects(engine.runSteps(steps(10)), refused);
    await assert.rejects(engine.runSteps(steps(10)), refused);
  });

  it('fails once it is closed', async () => {
    engine = await startedEngine();
    engine.close();
    engine.close();
    await assert.rejects(engine.runSteps(steps(1)), { code: 'train/gpu-lost', message: /closed/ });
  });
});

describe('the ways to a GPU', () => {
  it('are tried in their order, and what was found on each is told', async () => {
    const engine = new LocalEngine([
      async () => 'the first is shut',
      async () => {
        throw new Error('the second broke');
      },
    ]);
    await assert.rejects(engine.open(shape), {
      code: 'train/gpu-not-available',
      message: 'No GPU can be used: the first is shut; the second broke.',
    });
  });
});
