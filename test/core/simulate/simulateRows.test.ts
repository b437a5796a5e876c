import assert from 'node:assert/strict';
import { GausslineError } from '../../../src/core/errors.js';
import { simulateRows } from '../../../src/core/simulate/simulateRows.js';
import { FIRST_SIMULATION, type Simulation } from '../../../src/core/simulate/simulation.js';
import { memorySource } from '../../../src/core/table/byteSource.js';
import { readTable } from '../../../src/core/table/readTable.js';
import { textOf } from './textOf.js';

const LARGE: Simulation = { ...FIRST_SIMULATION, rowCount: 20_000 };

function columnsOf(simulation: Simulation): number[][] {
  const rows = [...simulateRows(simulation)];
  return rows[0]!.map((_, k) => rows.map((row) => row[k]!));
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function covariance(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [meanOf(a), meanOf(b)];
  return meanOf(a.map((value, i) => (value - meanA) * (b[i]! - meanB)));
}

/** What is left of the target without its mean. */
function noiseOf({ intercept, weights }: Simulation, columns: readonly number[][]): number[] {
  return columns
    .at(-1)!
    .map((y, i) => y - weights.reduce((sum, weight, k) => sum + weight * columns[k]![i]!, intercept));
}

function near(actual: number, expected: number, within: number): void {
  assert.ok(Math.abs(actual - expected) < within, `${actual} is not within ${within} of ${expected}`);
}

describe('simulated rows', () => {
  it('are the same for the same settings, and the first of more rows', async () => {
    const text = await textOf({ ...FIRST_SIMULATION, rowCount: 50 });
    assert.equal(await textOf({ ...FIRST_SIMULATION, rowCount: 50 }), text);
    assert.ok((await textOf({ ...FIRST_SIMULATION, rowCount: 5000 })).startsWith(text));
    assert.notEqual(await textOf({ ...FIRST_SIMULATION, rowCount: 50, seed: 2 }), text);
    const lines = text.split('\n');
    assert.deepEqual([lines[0], lines.length, lines.at(-1)], ['x1,x2,x3,y', 52, '']);
  });

  it('come back from the file as they went into it', async () => {
    const simulation = { ...FIRST_SIMULATION, rowCount: 300 };
    const source = memorySource('simulated.csv', new TextEncoder().encode(await textOf(simulation)));
    const { columns, warnings } = await readTable(source);
    const read = columns.map((column) => (column.kind === 'number' ? [...column.blocks[0]!] : []));
    assert.deepEqual(read, columnsOf(simulation));
    assert.deepEqual(warnings, []);
  });

  it('keep their features whatever the noise is', () => {
    const features = (change: Partial<Simulation>) =>
      columnsOf({ ...FIRST_SIMULATION, ...change }).slice(0, 3);
    assert.deepEqual(features({ noise: 'poisson' }), features({}));
    assert.deepEqual(features({ scale: 7, outlierShare: 0.1 }), features({}));
  });

  // Bounds are five standard errors of each mean over 20,000 rows.
  it('have standard normal features with the correlation that was asked for', () => {
    for (const correlation of [0, 0.7]) {
      const [a, b, c] = columnsOf({ ...LARGE, correlation });
      for (const values of [a!, b!, c!]) {
        near(meanOf(values), 0, 5 / Math.sqrt(20_000));
        near(covariance(values, values), 1, (5 * Math.SQRT2) / Math.sqrt(20_000));
      }
      near(covariance(a!, b!), correlation, (5 * Math.sqrt(1 + correlation ** 2)) / Math.sqrt(20_000));
      near(covariance(b!, c!), correlation, (5 * Math.sqrt(1 + correlation ** 2)) / Math.sqrt(20_000));
    }
    const [a, b] = columnsOf({ ...FIRST_SIMULATION, correlation: 1 });
    assert.deepEqual(a, b);
  });

  it('have noise of its kind and scale', () => {
    const gaussian = noiseOf(LARGE, columnsOf({ ...LARGE, scale: 1 }));
    near(meanOf(gaussian), 0, 5 / Math.sqrt(20_000));
    near(covariance(gaussian, gaussian), 1, (5 * Math.SQRT2) / Math.sqrt(20_000));
    // The variance of Laplace noise is 2 scale², its mean distance from zero the scale; its kurtosis is 6.
    const laplace = noiseOf(LARGE, columnsOf({ ...LARGE, noise: 'laplace', scale: 3 }));
    near(covariance(laplace, laplace), 18, (5 * 18 * Math.sqrt(5)) / Math.sqrt(20_000));
    near(meanOf(laplace.map(Math.abs)), 3, (5 * 3) / Math.sqrt(20_000));
    const none = noiseOf(LARGE, columnsOf({ ...LARGE, scale: 0 }));
    assert.ok(Math.max(...none.map(Math.abs)) < 1e-8);
  });

  it('are counts whose mean and variance are alike where the noise is Poisson', () => {
    const weights = [0];
    for (const intercept of [Math.log(0.3), Math.log(4), Math.log(60)]) {
      const y = columnsOf({ ...LARGE, noise: 'poisson', intercept, weights }).at(-1)!;
      const mean = Math.exp(intercept);
      assert.ok(y.every((count) => Number.isInteger(count) && count >= 0));
      near(meanOf(y), mean, 5 * Math.sqrt(mean / 20_000));
      near(covariance(y, y), mean, 5 * Math.sqrt((mean + 2 * mean ** 2) / 20_000));
    }
  });

  it('have the share of outliers that was asked for, on both sides', () => {
    const noise = noiseOf(LARGE, columnsOf({ ...LARGE, outlierShare: 0.1, outlierSize: 50 }));
    const far = noise.filter((value) => Math.abs(value) > 25);
    near(far.length / 20_000, 0.1, 5 * Math.sqrt(0.09 / 20_000));
    near(far.filter((value) => value > 0).length / far.length, 0.5, 2.5 / Math.sqrt(far.length));
  });
});

describe('a simulation that is not possible', () => {
  const wrong: [string, Partial<Simulation>, RegExp][] = [
    ['no weight', { weights: [] }, /0 weights/],
    ['201 weights', { weights: new Array<number>(201).fill(1) }, /201 weights/],
    ['a weight that is no number', { weights: [Number.NaN] }, /not a number/],
    ['an infinite intercept', { intercept: Number.POSITIVE_INFINITY }, /not a number/],
    ['too few rows', { rowCount: 4 }, /from 5 \(more than there are coefficients\)/],
    ['half a row', { rowCount: 10.5 }, /10\.5 rows/],
    ['too many rows', { rowCount: 1e9 }, /1000000000 rows/],
    [
      'too many numbers',
      { rowCount: 1e7, weights: new Array<number>(20).fill(1) },
      /at most 100000000 numbers/,
    ],
    ['a negative scale', { scale: -1 }, /scale -1/],
    ['a correlation of 2', { correlation: 2 }, /correlation of 2/],
    ['outliers only', { outlierShare: 1 }, /outlier share of 1/],
    ['outliers of negative size', { outlierSize: -1 }, /outlier size of -1/],
    ['a seed with a fraction', { seed: 0.5 }, /seed of 0\.5/],
    ['counts beyond a million', { noise: 'poisson', intercept: 20 }, /at most a million/],
  ];
  for (const [what, change, message] of wrong)
    it(`is refused with what is expected: ${what}`, () => {
      assert.throws(
        () => simulateRows({ ...FIRST_SIMULATION, ...change }).next(),
        (error: unknown) =>
          error instanceof GausslineError &&
          error.code === 'simulate/settings' &&
          message.test(error.message),
      );
    });
});
