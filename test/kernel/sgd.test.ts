import assert from 'node:assert/strict';
import { LOSSES, OPTIMISERS } from '../../src/core/train/hyperparameters.js';
import { KernelTrainer } from '../../src/core/train/kernelTrainer.js';
import { Generator } from '../../src/core/train/random.js';
import type { TrainerSetup } from '../../src/core/train/trainer.js';
import { loadKernel } from '../../src/worker/loadKernel.js';
import { ReferenceTrainer, type Rows } from './referenceTrainer.js';

const N = 45;

/** Standard normal features and positive targets; odd widths show the padding, 45 rows a short last batch. */
function sampleRows(width: number): Rows {
  const generator = new Generator(7, 'weights');
  const x = Array.from({ length: N }, () => Array.from({ length: width }, () => generator.normal()));
  return { x, y: x.map(() => Math.floor(4 * generator.unit())) };
}

async function kernelTrainer({ x, y }: Rows, hasIntercept: boolean): Promise<KernelTrainer> {
  const shape = { trainingCount: N, validationCount: 0, featureCount: x[0]!.length, hasIntercept };
  const trainer = new KernelTrainer(await loadKernel(), shape);
  const store = trainer.store('training');
  for (let i = 0; i < N; i++) {
    store.rows.set(x[i]!, i * trainer.stride);
    store.targets[i] = y[i]!;
  }
  return trainer;
}

/** The kernel adds in another order than the reference: both round differently, by a few units in the last place. */
const TOLERANCE = 1e-12;

function assertAllClose(actual: Float64Array, expected: readonly number[], what: string): void {
  assert.equal(actual.length, expected.length, what);
  for (const [i, value] of expected.entries()) {
    const error = Math.abs(actual[i]! - value);
    assert.ok(
      error <= TOLERANCE * Math.max(1, Math.abs(value)),
      `${what}[${i}]: ${actual[i]} is not ${value}`,
    );
  }
}

async function compare(width: number, setup: TrainerSetup, options = { intercept: true, averaging: false }) {
  const rows = sampleRows(width);
  const trainer = await kernelTrainer(rows, options.intercept);
  const reference = new ReferenceTrainer(rows, setup, options.intercept);
  const start = Float64Array.from({ length: width + 1 }, (_, k) =>
    options.intercept || k < width ? 0.1 : 0,
  );
  trainer.start({ ...setup, parameters: start });
  reference.parameters = [...start];
  if (options.averaging) trainer.startAveraging();
  const stepCount = 2 * Math.ceil(N / setup.batchSize);
  const batches = Int32Array.from({ length: stepCount }, (_, i) => (i * 5) % (stepCount / 2));
  const rates = Float64Array.from(batches, (_, i) => 0.02 / (1 + i));
  const losses = await trainer.runSteps({ batches, rates, limit: Infinity }, () => {});
  const expected = [...batches].map((batch, i) => reference.step(batch, rates[i]!));
  assertAllClose(losses, expected, 'losses');
  assertAllClose(trainer.gradient(), reference.gradient, 'gradient');
  const parameters = options.averaging ? reference.average : reference.parameters;
  assertAllClose(trainer.parameters(), parameters, 'parameters');
  const mean = await trainer.meanLoss('training', () => {});
  assertAllClose(Float64Array.of(mean), [reference.meanLoss(parameters)], 'mean loss');
}

const setup: TrainerSetup = {
  ...{ batchSize: 8, loss: 'squared', bend: 0.5, optimiser: 'sgd', momentum: 0.9, l2: 0 },
};

describe('the kernel against plain loops', () => {
  for (const loss of LOSSES)
    for (const optimiser of OPTIMISERS)
      it(`${loss}, ${optimiser}`, () => compare(5, { ...setup, loss, optimiser }));

  for (const batchSize of [1, 2, 3, 7, 32, N])
    it(`batches of ${batchSize}`, () => compare(4, { ...setup, batchSize }));

  for (const width of [0, 1, 2, 3, 10])
    it(`${width} features`, () => compare(width, { ...setup, optimiser: 'momentum' }));

  it('a penalty', () => compare(3, { ...setup, l2: 0.3 }));
  it('no intercept', () => compare(3, setup, { intercept: false, averaging: false }));
  it('the mean of the iterates', () => compare(3, setup, { intercept: true, averaging: true }));

  it('stops at the first loss beyond the limit, before its update', async () => {
    const trainer = await kernelTrainer(sampleRows(2), true);
    trainer.start({ ...setup, parameters: new Float64Array(3) });
    const batches = Int32Array.of(0, 1, 2);
    const rates = Float64Array.of(1e200, 1e200, 1e200);
    const losses = await trainer.runSteps({ batches, rates, limit: 1e6 }, () => {});
    assert.equal(losses.length, 2);
    assert.ok(losses[1]! > 1e6);
  });

  it('gives the same bits again', async () => {
    const rows = sampleRows(5);
    const runs = await Promise.all(
      [1, 2].map(async () => {
        const trainer = await kernelTrainer(rows, true);
        trainer.start({ ...setup, parameters: new Float64Array(6) });
        const steps = { batches: Int32Array.of(3, 1, 0), rates: Float64Array.of(0.1, 0.1, 0.1), limit: 1e9 };
        return trainer.runSteps(steps, () => {});
      }),
    );
    assert.deepEqual(runs[0], runs[1]);
  });
});
