import assert from 'node:assert/strict';
import type { TrainingRun } from '../../../src/core/train/trainingRun.js';
import { MOST_IN_BOWL } from '../../../src/core/train/weightSpace.js';
import { countSample, open, type Sample, sampleOf, scaledSample } from './sampleTables.js';

const sample = scaledSample(300, [1, 5, 1000]);

/** Values of a column of the table. */
function valuesOf({ table }: Sample, name: string): Float64Array {
  const column = table.columns.find((candidate) => candidate.name === name)!;
  assert.ok(column.kind === 'number');
  return column.blocks[0]!;
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Weights after the last epoch in the units of the file. */
function lastInFile({ parts, weights }: TrainingRun): Float64Array {
  const { factor, offset } = parts.weightSpace;
  const last = weights.from(0).slice(-factor.length);
  return last.map((value, k) => offset[k]! + factor[k]! * value);
}

function close(actual: number, expected: number, tolerance = 1e-10): void {
  assert.ok(
    Math.abs(actual - expected) <= tolerance * Math.max(1, Math.abs(expected)),
    `${actual} ${expected}`,
  );
}

describe('the space of the weights', () => {
  it('leads to the coefficients of the run; the intercept stands at the means', async () => {
    const run = await open(sample, { epochs: 5 });
    const { coefficients } = await run.run();
    const found = lastInFile(run);
    const [intercept, ...slopes] = coefficients.map(({ estimate }) => estimate!);
    const atMeans = slopes.reduce(
      (sum, slope, k) => sum + slope * meanOf(valuesOf(sample, `x${k}`)),
      intercept!,
    );
    close(found[0]!, atMeans);
    for (const [k, slope] of slopes.entries()) close(found[k + 1]!, slope);
  });

  it('has the exact answer where there is one', async () => {
    const run = await open(sample);
    const { exact, factor } = run.parts.weightSpace;
    const slopes = run.parts.exactCoefficients!.slice(1);
    for (const [k, { estimate }] of slopes.entries()) close(exact![k + 1]! * factor[k + 1]!, estimate!);
    close(exact![0]!, 0);
    assert.equal((await open(sample, { l2: 1 })).parts.weightSpace.exact, null);
    assert.equal((await open(sample, { loss: 'absolute' })).parts.weightSpace.exact, null);
  });

  it('leaves out what was left out of the fit', async () => {
    const a = [1, 2, 3, 5, 8, 13];
    const run = await open(sampleOf({ a, twice: a.map((value) => 2 * value), b: [1, 0, 1, 1, 0, 0], y: a }));
    assert.deepEqual(run.parts.weightSpace.places, [0, 1, 3]);
  });

  it('knows the logarithm of a mean', async () => {
    const counts = countSample(80);
    const run = await open(counts, { loss: 'poisson-log', epochs: 5 });
    const { coefficients } = await run.run();
    const [intercept, a, b] = coefficients.map(({ estimate }) => estimate!);
    const found = lastInFile(run);
    close(found[0]!, intercept! + a! * meanOf(valuesOf(counts, 'a')) + b! * meanOf(valuesOf(counts, 'b')));
    close(found[2]!, b!);
  });
});

describe('the bowl of the squared loss', () => {
  for (const hasIntercept of [true, false])
    it(`is the loss over all rows, ${hasIntercept ? 'with' : 'without'} intercept`, async () => {
      const { table, spec } = sample;
      const run = await open({ table, spec: { ...spec, hasIntercept } }, { epochs: 3, batchSize: 32 });
      const { epochs } = await run.run();
      const { bowl, factor } = run.parts.weightSpace;
      const { loss, unit, minimum, correlations } = bowl!;
      const size = factor.length;
      const weights = run.weights.from(0);
      for (const [epoch, { trainLoss }] of epochs.entries()) {
        const apart = weights
          .subarray(epoch * size, (epoch + 1) * size)
          .map((value, k) => value - minimum[k]!);
        const square = apart.reduce(
          (sum, a, i) => sum + apart.reduce((inner, b, j) => inner + a * b * correlations[i * size + j]!, 0),
          0,
        );
        close(loss + (unit / 2) * square, trainLoss, 1e-9);
      }
    });

  it('is there with a penalty, and not for other losses', async () => {
    assert.ok((await open(sample, { l2: 1 })).parts.weightSpace.bowl);
    assert.equal((await open(sample, { loss: 'huber' })).parts.weightSpace.bowl, null);
  });

  it('is left out of a run with more coefficients than can travel', async () => {
    const many = scaledSample(2 * MOST_IN_BOWL, new Array<number>(MOST_IN_BOWL).fill(1));
    assert.equal((await open(many, { epochs: 1 })).parts.weightSpace.bowl, null);
  });
});
