import assert from 'node:assert/strict';
import type { Fit } from '../../../src/core/fit/fit.js';
import { fitLinear } from '../../../src/core/fit/fitLinear.js';
import { assertClose } from './close.js';
import { certifiedTable, spec, tableOf } from './tableOf.js';

type Columns = Record<string, Float64Array | readonly number[]>;

const fitted = (columns: Columns, formula: string): Promise<Fit> =>
  fitLinear(tableOf(columns), spec(formula), { confidence: 0.95 });

function scattered(n: number, seed: number): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => (((i + 1) * 0.6180339887498949 * seed) % 1) - 0.5);
}

function money(n: number, seed: number): Float64Array {
  return scattered(n, seed).map((value) => Math.round(value * 1e6) / 100);
}

function base(n: number) {
  const [a, b, c] = [money(n, 1), money(n, 7.3), money(n, 13.9)];
  const noise = scattered(n, 31.7);
  return { a, b, c, y: a.map((value, i) => value - 2 * b[i]! + 50 * noise[i]!) };
}

const messages = ({ warnings }: Fit) => warnings.map(({ code, message }) => `${code}: ${message}`);

describe('collinear features', () => {
  it('are dropped, the later one, with the identity written out', async () => {
    const columns = base(503);
    const total = columns.a.map((value, i) => value + columns.b[i]!);
    const result = await fitted({ ...columns, total }, 'y ~ a + b + total');
    assert.deepEqual(messages(result), [
      'fit/collinear: `total = a + b`, on all 503 rows. The three columns hold two facts, so their weights cannot be ' +
        'told apart. `total` is left out; predictions do not change.',
    ]);
    assert.deepEqual(result.summary.aliased, ['total']);
    assert.equal(result.coefficients[3]!.estimate, null);
    const without = await fitted(columns, 'y ~ a + b');
    for (const [i, value] of without.rows.fitted.entries())
      assert.ok(Math.abs(result.rows.fitted[i]! - value) < 1e-10, `prediction of row ${i} moved`);
    assert.equal(result.summary.rank, 3);
    assert.equal(result.unscaledCovariance.length, 9);
  });

  it('keep what stands before in the formula', async () => {
    const columns = base(100);
    const total = columns.a.map((value, i) => value + columns.b[i]!);
    const result = await fitted({ ...columns, total }, 'y ~ total + a + c + b');
    assert.match(result.warnings[0]!.message, /^`total = a \+ b`, on all 100 rows/);
    assert.deepEqual(result.summary.aliased, ['b']);
  });

  it('tell the identity of units, shares and copies', async () => {
    const { a, b, c, y } = base(2000);
    const cases: [string, (i: number) => number, string][] = [
      ['f', (i) => 1.8 * a[i]! + 32, 'f = 1.8 * a + 32'],
      ['copy', (i) => a[i]!, 'copy = a'],
      ['opposite', (i) => 1 - a[i]!, 'opposite = -a + 1'],
      ['mean', (i) => (a[i]! + b[i]! + c[i]!) / 3, 'mean = 1/3 * a + 1/3 * b + 1/3 * c'],
      ['net', (i) => a[i]! - b[i]!, 'a = b + net'],
      ['kilo', (i) => a[i]! / 1000, 'kilo = 0.001 * a'],
    ];
    for (const [name, value, identity] of cases) {
      const column = a.map((_, i) => value(i));
      const { warnings } = await fitted({ a, b, c, [name]: column, y }, `y ~ a + b + c + ${name}`);
      assert.equal(warnings[0]!.message.split('`')[1], identity);
      assert.equal(warnings.length, 1);
    }
  });

  it('tell the identity where rounding leaves eight digits of a weight', async () => {
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      const far = scattered(200, seed).map((value) => 1e6 + 1e3 * value);
      const small = scattered(200, seed + 10.3).map((value) => value / 50);
      const sum = far.map((value, i) => value + small[i]!);
      const { warnings } = await fitted(
        { far, small, sum, y: scattered(200, 31.7) },
        'y ~ far + small + sum',
      );
      assert.equal(warnings[0]!.message.split('`')[1], 'sum = far + small');
    }
  });

  it('name the columns where no short identity holds', async () => {
    const { a, b, y } = base(200);
    const mix = a.map((value, i) => Math.PI * value + Math.E * b[i]!);
    const { warnings, summary } = await fitted({ a, b, mix, y }, 'y ~ a + b + mix');
    assert.deepEqual(summary.aliased, ['mix']);
    assert.match(warnings[0]!.message, /^`mix` is a combination of `a` and `b` on all 200 rows/);
  });

  it('are seen through a large offset, and only those', async () => {
    const { a, b, y } = base(1000);
    const far = a.map((value) => value + 1e9);
    const farToo = b.map((value) => value - 3e9);
    const sum = far.map((value, i) => value + farToo[i]!);
    const { summary } = await fitted({ far, farToo, sum, y }, 'y ~ far + farToo + sum');
    assert.deepEqual(summary.aliased, ['sum']);
    const independent = await fitted({ far, farToo, y }, 'y ~ far + farToo');
    assert.deepEqual(independent.warnings, []);
  });

  it('are found among many rows and columns', async () => {
    const n = 30_000;
    const columns: Record<string, Float64Array> = {};
    for (let k = 0; k < 20; k++)
      columns[`x${k}`] = scattered(n, 3 * k + 1.7).map((value) => value * 10 ** (k % 7) + 100);
    const parts = Object.values(columns);
    columns.sum = parts[0]!.map((_, i) => parts.reduce((total, column) => total + column[i]!, 0));
    const y = scattered(n, 0.77);
    const names = Object.keys(columns).join(' + ');
    const { summary } = await fitted({ ...columns, y }, `y ~ ${names}`);
    assert.deepEqual(summary.aliased, ['sum']);
  });

  it('are dropped without intercept too', async () => {
    const { a, b, y } = base(100);
    const twice = a.map((value) => 2 * value);
    const result = await fitted({ a, b, twice, y }, 'y ~ a + b + twice - 1');
    assert.match(
      result.warnings[0]!.message,
      /^`twice = 2 \* a`, on all 100 rows. The two columns hold one fact/,
    );
  });
});

describe('constant features', () => {
  it('are dropped and named', async () => {
    const { a, y } = base(60);
    const result = await fitted({ a, five: a.map(() => 5), y }, 'y ~ five + a');
    assert.deepEqual(messages(result), [
      'fit/constant-feature: `five` is 5 on all 60 rows used and explains nothing. It is left out; predictions do not change.',
    ]);
    assert.deepEqual(result.summary.aliased, ['five']);
    assert.equal(result.coefficients[1]!.featureSd, 0);
  });

  it('are constant up to the rounding of their values', async () => {
    const { a, y } = base(60);
    const result = await fitted({ a, sum: a.map((_, i) => (i % 2 ? 0.3 : 0.1 + 0.2)), y }, 'y ~ a + sum');
    assert.equal(result.warnings[0]!.code, 'fit/constant-feature');
  });

  it('are the intercept where there is none', async () => {
    const { a, y } = base(60);
    const without = await fitted({ a, one: a.map(() => 1), y }, 'y ~ one + a - 1');
    const plain = await fitted({ a, y }, 'y ~ a');
    for (const k of [0, 1])
      assertClose(without.coefficients[k]!.estimate, plain.coefficients[k]!.estimate!, {
        tolerance: 1e-12,
        what: `coefficient ${k}`,
      });
  });
});

describe('nearly collinear features', () => {
  it('are fitted and said', async () => {
    const { a, b, y } = base(300);
    // Printed with seven digits: another column by a hair.
    const total = a.map((value, i) => Number((1.37 * value + b[i]! / 7).toPrecision(7)));
    const result = await fitted({ a, b, total, y }, 'y ~ a + b + total');
    assert.deepEqual(result.summary.aliased, []);
    assert.match(
      messages(result)[0]!,
      /^fit\/near-collinear: `a`, `b` and `total`: each is all but a combination/,
    );
    assert.ok(result.coefficients[3]!.vif! > 1e10);
  });

  it('have the variance inflation of R', async () => {
    // R 4.2.2, diag(solve(cor(X))), in test/certified/r/reference.json where it is given; here 1 / (1 - R²) by hand.
    const table = certifiedTable('r/mtcars.csv');
    const { coefficients } = await fitLinear(table, spec('mpg ~ wt + hp'), { confidence: 0.95 });
    const other = await fitLinear(table, spec('wt ~ hp'), { confidence: 0.95 });
    const vif = 1 / (1 - other.summary.rSquared!);
    assert.equal(coefficients[0]!.vif, null);
    assertClose(coefficients[1]!.vif, vif, { tolerance: 1e-13, what: 'wt' });
    assertClose(coefficients[2]!.vif, vif, { tolerance: 1e-13, what: 'hp' });
  });
});
