import assert from 'node:assert/strict';
import type { GpuEngine } from '../../../src/core/train/gpuEngine.js';
import { LOSSES, OPTIMISERS } from '../../../src/core/train/hyperparameters.js';
import { KernelTrainer } from '../../../src/core/train/kernelTrainer.js';
import { ModelsTrainer } from '../../../src/core/train/modelsTrainer.js';
import { Generator } from '../../../src/core/train/random.js';
import type { TrainerSetup } from '../../../src/core/train/trainer.js';
import { loadKernel } from '../../../src/worker/loadKernel.js';
import { filledEngine } from './processEngine.js';
import { assertClose, sampleRows } from './sampleRows.js';

type Case = {
  setup: TrainerSetup;
  count: number;
  width: number;
  models: number;
  isCounted?: boolean;
  averagesFrom?: number;
  hasIntercept?: boolean;
  /** The last model's rate is far too large. */
  fliesOff?: boolean;
};

const setup: TrainerSetup = {
  ...{ batchSize: 8, loss: 'squared', bend: 0.5, optimiser: 'sgd', momentum: 0.9, l2: 0.1 },
};
const usual = { count: 45, width: 5, models: 6, isCounted: true };

/** The kernel's models, with counts from a seed. */
async function kernelModels({ count, width, models, isCounted = false, hasIntercept = true }: Case) {
  const kernel = await loadKernel();
  const shape = { trainingCount: count, validationCount: 0, featureCount: width, hasIntercept };
  const trainer = new KernelTrainer(kernel, shape);
  const { values, targets } = sampleRows(width, count);
  const store = trainer.store('training');
  store.targets.set(targets);
  for (let i = 0; i < count; i++)
    store.rows.set(values.subarray(i * width, (i + 1) * width), i * trainer.stride);
  const together = new ModelsTrainer(
    kernel,
    { kernel: trainer, shape },
    { count: models, areRowsCounted: isCounted },
  );
  const generator = new Generator(4, 'bootstrap');
  for (let model = 0; isCounted && model < models; model++)
    together.setCounts(
      model,
      Uint8Array.from({ length: count }, () => generator.below(4)),
    );
  return { together, shape };
}

/** The same updates on the engine and on the kernel, in double precision: losses at the end, and all parameters. */
async function compare(engine: GpuEngine, options: Case): Promise<void> {
  const { setup, count, width, models, averagesFrom = Number.POSITIVE_INFINITY } = options;
  const { together, shape } = await kernelModels(options);
  for (let model = 0; model < models; model++) {
    const counts = together.counts(model);
    if (counts !== null) await engine.countRows({ models, model, counts });
  }
  const parameters = Float64Array.from({ length: width + 1 }, (_, k) =>
    k < width ? Math.fround(0.5 / Math.sqrt(width)) : shape.hasIntercept ? 0.75 : 0,
  );
  const rates = Float64Array.from({ length: models }, (_, model) => 0.003 * (model + 1));
  if (options.fliesOff === true) rates[models - 1] = 1e4;
  const start = { ...setup, parameters, rates };
  await engine.startModels(start);
  together.start(start);
  const batchCount = Math.ceil(count / setup.batchSize);
  const batches = Int32Array.from({ length: batchCount + 12 }, (_, i) => (i * 5) % batchCount);
  const factors = Float64Array.from(batches, (_, i) => 1 / (1 + i / 10));
  for (const [from, to] of [[0, 7] as const, [7, batches.length] as const]) {
    const limit = 1e12;
    const some = { batches: batches.slice(from, to), factors: factors.slice(from, to), limit };
    const isAveraging = averagesFrom <= from;
    if (averagesFrom === from) together.startAveraging();
    const { losses, parameters } = await engine.runModels({ ...some, isAveraging });
    await together.runSteps(some, () => {});
    assert.equal(losses.length, models * (to - from));
    // As for one model: half a unit of the last place to each term of a sum and each step, 4 for the size of the terms,
    // and 3 more where rows count up to three times.
    const terms = width + Math.min(count, setup.batchSize) + batches.length;
    const tolerance = 4 * (options.isCounted === true ? 3 : 1) * terms * 2 ** -24;
    const going = options.fliesOff === true ? models - 1 : models;
    for (let model = 0; model < going; model++) {
      const own = Float64Array.from({ length: width + 1 }, (_, k) => parameters[k * models + model]!);
      assertClose(own, together.parameters(model), tolerance, `parameters of model ${model}`);
    }
    const means = await together.meanLosses('training', () => {});
    const own = await engine.modelLosses();
    assertClose(own.subarray(0, going), means.subarray(0, going), tolerance, 'mean losses');
  }
}

/** Many models on an engine, wherever it is: to be called inside a `describe`. */
export function modelsAgreeWithTheKernel(open: () => Promise<GpuEngine>): void {
  /** By rows and intercept: a start forgets what was, so that one engine serves many cases. */
  const engines = new Map<string, Promise<GpuEngine>>();
  const engineFor = ({ count, width, hasIntercept = true }: Case) => {
    const key = `${count} ${width} ${hasIntercept}`;
    const shape = { trainingCount: count, validationCount: 0, featureCount: width, hasIntercept };
    const opened =
      engines.get(key) ??
      open().then((engine) => filledEngine(engine, shape, { training: sampleRows(width, count) }));
    engines.set(key, opened);
    return opened;
  };
  const check = async (options: Case) => compare(await engineFor(options), options);

  describe('of many models', () => {
    after(async () => {
      for (const engine of engines.values()) (await engine).close();
    });

    for (const [i, loss] of LOSSES.entries())
      it(`${loss}, rows counted`, () =>
        check({ ...usual, setup: { ...setup, loss, optimiser: OPTIMISERS[i % OPTIMISERS.length]! } }));
    it('without counts or intercept', () =>
      check({ ...usual, setup, isCounted: false, hasIntercept: false }));
    it('the means of the iterates', () => check({ ...usual, setup, averagesFrom: 7 }));
    it('batches of several blocks and a rest', () =>
      check({ setup: { ...setup, batchSize: 2300 }, count: 3000, width: 33, models: 17 }));
    it('one that flies off, and leaves the others alone', () => check({ ...usual, setup, fliesOff: true }));
    it('all rows, as many as whole blocks', () =>
      check({ setup: { ...setup, batchSize: 2048 }, count: 2048, width: 3, models: 2 }));
  });
}
