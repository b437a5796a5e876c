import assert from 'node:assert/strict';
import { GausslineError } from '../../../src/core/errors.js';
import type { BackendChoice } from '../../../src/core/train/backend.js';
import type { OpenGpu } from '../../../src/core/train/gpuEngine.js';
import { KernelTrainer } from '../../../src/core/train/kernelTrainer.js';
import { chooseTrainer } from '../../../src/core/train/trainerChoice.js';
import { loadKernel } from '../../../src/worker/loadKernel.js';
import { processGpu } from './processGpu.js';

const shape = { trainingCount: 40, validationCount: 5, featureCount: 3, hasIntercept: true };
const SMALL = { batchSize: 40, featureCount: 3, stepsPerEpoch: 1 };
const LARGE = { batchSize: 1e6, featureCount: 256, stepsPerEpoch: 1 };

async function choose(choice: BackendChoice, openGpu: OpenGpu | 'later' | undefined, more = {}) {
  const kernel = new KernelTrainer(await loadKernel(), shape);
  return chooseTrainer(choice, { kernel, shape, openGpu, work: LARGE, breathe: () => {}, ...more });
}

const notStarted: OpenGpu = () => assert.fail('no GPU is to be started');
const without: OpenGpu = async () => {
  throw new GausslineError('train/gpu-not-available', 'WebGPU found no adapter.', 'Install a driver.');
};

describe('the choice of a trainer', function () {
  this.timeout(30_000);
  const gpu = processGpu();
  afterEach(() => gpu.close());

  it('starts no GPU for small work, for the CPU, or for a plan', async () => {
    const small = await choose('auto', notStarted, { work: SMALL });
    assert.equal(small.backend.reason, 'batch x features = 40 x 3 = 120; a GPU would be slower');
    assert.equal((await choose('cpu', notStarted)).backend.name, 'CPU kernel');
    const { backend } = await choose('auto', 'later');
    assert.equal(backend.name, 'GPU');
    assert.match(backend.reason, /^tried when the run begins; batch x features = 1000000 x 256 = 256000000/);
  });

  it('says what was found instead of a GPU, and warns who asked for one', async () => {
    const auto = await choose('auto', without);
    assert.deepEqual(auto.backend, {
      kind: 'cpu',
      name: 'CPU kernel',
      reason: 'WebGPU found no adapter',
    });
    assert.deepEqual(auto.warnings, []);
    const asked = await choose('gpu', without, { work: SMALL });
    assert.equal(asked.backend.kind, 'cpu');
    assert.deepEqual(asked.warnings, [
      { code: 'train/gpu-not-available', message: 'WebGPU found no adapter.', hint: 'Install a driver.' },
    ]);
    const nowhere = await choose('gpu', undefined);
    assert.deepEqual(
      nowhere.warnings.map(({ code }) => code),
      ['train/gpu-not-available'],
    );
  });

  it('has nothing for a GPU to do without a feature, and says so to who asked', async () => {
    const { backend, warnings } = await choose('gpu', notStarted, { work: { ...LARGE, featureCount: 0 } });
    assert.equal(backend.kind, 'cpu');
    assert.match(warnings[0]!.message, /no feature/);
  });

  it('never takes a software adapter by itself, and takes it for who asks', async () => {
    const asked = await choose('gpu', gpu.openGpu);
    assert.equal(asked.backend.kind, 'gpu');
    const isSoftware = /software/i.test(asked.backend.name);
    const auto = await choose('auto', gpu.openGpu);
    assert.equal(auto.backend.kind, isSoftware ? 'cpu' : 'gpu');
    if (isSoftware) assert.match(auto.backend.reason, /^There is only WebGPU, .*software/);
    assert.deepEqual(auto.warnings, []);
  });

  it('goes back to the kernel when the GPU is lost while it takes the rows', async () => {
    const dies: OpenGpu = async (rows) => {
      const opened = await gpu.openGpu(rows);
      gpu.crash();
      return opened;
    };
    const { backend, warnings } = await choose('gpu', dies);
    assert.equal(backend.kind, 'cpu');
    assert.equal(warnings[0]!.code, 'train/gpu-not-available');
  });

  it('lets go of the GPU when it is cancelled meanwhile', async () => {
    let engine: Awaited<ReturnType<OpenGpu>>['engine'] | undefined;
    const openGpu: OpenGpu = async (rows) => {
      const opened = await gpu.openGpu(rows);
      engine = opened.engine;
      return opened;
    };
    const breathe = () => {
      throw new GausslineError('cancelled', 'Cancelled.');
    };
    await assert.rejects(choose('gpu', openGpu, { breathe }), { code: 'cancelled' });
    await assert.rejects(engine!.meanLoss({ part: 'training' }), { code: 'train/gpu-lost' });
  });
});
