import assert from 'node:assert/strict';
import { GausslineError } from '../../../src/core/errors.js';
import type { Fit } from '../../../src/core/fit/fit.js';
import { fitLinear } from '../../../src/core/fit/fitLinear.js';
import { markOdd } from '../../../src/core/table/oddValue.js';
import type { Table } from '../../../src/core/table/table.js';
import { assertClose } from './close.js';
import { certifiedTable, spec, tableOf } from './tableOf.js';

const fitted = (table: Table, formula: string): Promise<Fit> =>
  fitLinear(table, spec(formula), { confidence: 0.95 });

/** Numbers that look random and are the same on every machine: fractions of multiples of the golden ratio. */
function scattered(n: number, seed: number): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => (((i + 1) * 0.6180339887498949 * seed) % 1) - 0.5);
}

function sample(n: number) {
  const [a, b, noise] = [scattered(n, 1), scattered(n, 7.3), scattered(n, 31.7)];
  return { a, b, y: a.map((value, i) => 3 + 2 * value - b[i]! + 0.3 * noise[i]!) };
}

const estimates = (result: Fit) => result.coefficients.map(({ estimate }) => estimate!);

async function rejection(promise: Promise<Fit>): Promise<GausslineError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof GausslineError, `expected a GausslineError, found ${error}`);
  return error;
}

describe('fitLinear', () => {
  describe('properties', () => {
    it('leaves residuals orthogonal to the features, across blocks', async () => {
      const { a, b, y } = sample(10_000);
      const { rows, summary } = await fitted(tableOf({ a, b, y }), 'y ~ a + b');
      for (const column of [a, b, a.map(() => 1)]) {
        const product = rows.residual.reduce((sum, value, i) => sum + value * column[i]!, 0);
        assert.ok(Math.abs(product) < 1e-10, `${product}`);
      }
      const leverages = rows.leverage.reduce((sum, value) => sum + value, 0);
      assertClose(leverages, 3, { tolerance: 1e-12, what: 'sum of leverages is the rank' });
      const squares = rows.residual.reduce((sum, value) => sum + value * value, 0);
      assertClose(summary.rss, squares, { tolerance: 1e-12, what: 'rss' });
      rows.fitted.forEach((value, i) => {
        assertClose(value + rows.residual[i]!, y[i]!, { tolerance: 1e-15, what: `row ${i}` });
      });
    });

    it('does not mind the order of the rows', async () => {
      const { a, b, y } = sample(5000);
      const order = Array.from(a, (_, i) => (i * 1777) % 5000);
      const shuffled = [a, b, y].map((column) => Float64Array.from(order, (i) => column[i]!));
      const first = await fitted(tableOf({ a, b, y }), 'y ~ a + b');
      const second = await fitted(
        tableOf({ a: shuffled[0]!, b: shuffled[1]!, y: shuffled[2]! }),
        'y ~ a + b',
      );
      for (const [k, value] of estimates(first).entries())
        assertClose(estimates(second)[k], value, { tolerance: 1e-13, what: `coefficient ${k}` });
    });

    it('loses nothing to an offset of 1e8 in a feature and in the target', async () => {
      const grid = sample(3000);
      // Multiples of 2^-20 below 1: adding 1e8 to them rounds nothing.
      const [a, b, y] = [grid.a, grid.b, grid.y].map((column) =>
        column.map((v) => Math.round(v * 2 ** 20) / 2 ** 20),
      );
      const plain = await fitted(tableOf({ a: a!, b: b!, y: y! }), 'y ~ a + b');
      const far = await fitted(
        tableOf({ a: a!.map((v) => v + 1e8), b: b!, y: y!.map((v) => v - 1e8) }),
        'y ~ a + b',
      );
      for (const k of [1, 2]) {
        const expected = plain.coefficients[k]!;
        const found = far.coefficients[k]!;
        assertClose(found.estimate, expected.estimate!, { tolerance: 1e-13, what: `slope ${k}` });
        assertClose(found.standardError, expected.standardError!, { tolerance: 1e-13, what: `se ${k}` });
        assertClose(found.robustStandardError, expected.robustStandardError!, {
          tolerance: 1e-12,
          what: 'HC3',
        });
      }
      const intercept = estimates(plain)[0]! - 1e8 - estimates(plain)[1]! * 1e8;
      assertClose(far.coefficients[0]!.estimate, intercept, { tolerance: 1e-13, what: 'intercept' });
    });

    it('gives the same bits again and leaves the table alone', async () => {
      const columns = sample(4500);
      const table = tableOf(columns);
      const first = await fitted(table, 'y ~ a + b');
      const second = await fitted(table, 'y ~ a + b');
      assert.deepEqual(first, second);
      assert.deepEqual(table, tableOf(columns));
    });

    it('scales with powers of ten far from one', async () => {
      const { a, b, y } = sample(50);
      const plain = await fitted(tableOf({ a, b, y }), 'y ~ a + b');
      for (const size of [1e120, 1e-120]) {
        const scaled = await fitted(
          tableOf({ a: a.map((v) => v * size), b, y: y.map((v) => v / size) }),
          'y ~ a + b',
        );
        const expected = estimates(plain)[1]! / size / size;
        assertClose(estimates(scaled)[1], expected, { tolerance: 1e-13, what: `slope at ${size}` });
        assertClose(scaled.coefficients[1]!.pValue, plain.coefficients[1]!.pValue!, {
          tolerance: 1e-11,
          what: 'p',
        });
        assertClose(scaled.summary.rSquared, plain.summary.rSquared!, { tolerance: 1e-13, what: 'R²' });
      }
    });
  });

  it('keeps t and p where the sum of squares underflows', async () => {
    const { a, y } = sample(50);
    const plain = await fitted(tableOf({ a, y }), 'y ~ a');
    const tiny = await fitted(tableOf({ a, y: y.map((v) => v * 2 ** -600) }), 'y ~ a');
    assert.deepEqual(tiny.coefficients[1]!.pValue, plain.coefficients[1]!.pValue);
    assert.equal(tiny.summary.residualStandardError, plain.summary.residualStandardError! * 2 ** -600);
  });

  describe('rows left out', () => {
    it('counts them by reason and lists them with line, column and cell', async () => {
      const { a, b, y } = sample(9000);
      a[3] = Number.NaN;
      a[5000] = Number.NaN;
      y[8999] = Number.NaN;
      const table = tableOf({ a, b, y });
      const odd = table.columns.map((column) =>
        column.name === 'a' && column.kind === 'number'
          ? { ...column, oddCells: [{ row: 5000, text: '4.2?' }] }
          : column,
      );
      const { leftOut, rows, rowCount } = await fitted({ ...table, columns: odd }, 'y ~ a');
      assert.equal(rowCount, 9000);
      assert.equal(rows.row.length, 8997);
      assert.equal(rows.row[3], 4);
      assert.deepEqual(leftOut.byReason, { 'missing value': 2, 'not a number': 1 });
      assert.deepEqual(
        leftOut.rows.map(({ row, line, reason, column, cell }) => [row, line, reason, column, cell]),
        [
          [3, 5, 'missing value', 'a', ''],
          [5000, 5002, 'not a number', 'a', '4.2?'],
          [8999, 9001, 'missing value', 'y', ''],
        ],
      );
    });

    it('tells an odd cell from a missing one where its text is no longer known', async () => {
      const table = tableOf(sample(5000));
      const [a] = table.columns;
      assert.ok(a?.kind === 'number');
      markOdd(a.blocks[1]!, 10);
      const { leftOut } = await fitted(table, 'y ~ a');
      assert.deepEqual(leftOut.byReason, { 'not a number': 1 });
      assert.equal(leftOut.rows[0]!.row, 4106);
    });

    it('lists the first thousand and counts all', async () => {
      const { a, y } = sample(5000);
      a.fill(Number.NaN, 0, 3000);
      const { leftOut } = await fitted(tableOf({ a, y }), 'y ~ a');
      assert.equal(leftOut.count, 3000);
      assert.equal(leftOut.rows.length, 1000);
    });

    it('reports to the checkpoint and lets it stop the fit', async () => {
      const table = tableOf(sample(9000));
      const seen: number[] = [];
      await fitLinear(table, spec('y ~ a'), {
        confidence: 0.95,
        checkpoint: ({ rows }) => void seen.push(rows),
      });
      // Three walks over the rows: for the triangle, for the one in double-double, for the residuals.
      const walk = [4096, 8192, 9000];
      assert.deepEqual(seen, [...walk, ...walk, ...walk]);
      const stop = () => {
        throw new GausslineError('cancelled', 'Cancelled.');
      };
      const error = await rejection(fitLinear(table, spec('y ~ a'), { confidence: 0.95, checkpoint: stop }));
      assert.equal(error.code, 'cancelled');
    });
  });

  describe('what cannot be fitted', () => {
    it('no complete row', async () => {
      const error = await rejection(fitted(tableOf({ x: [1, Number.NaN], y: [Number.NaN, 2] }), 'y ~ x'));
      assert.equal(error.code, 'fit/no-complete-row');
      assert.match(error.message, /^None of the 2 rows .*\(missing value: 2\)/);
    });

    it('fewer rows than coefficients, and as many', async () => {
      const few = await rejection(fitted(tableOf({ a: [1, 2], b: [3, 5], y: [1, 4] }), 'y ~ a + b'));
      assert.equal(few.code, 'fit/too-few-rows');
      assert.match(few.message, /^2 rows .* 3 coefficients need at least 4 rows/);
      const equal = await rejection(fitted(tableOf({ x: [1, 2], y: [3, 5] }), 'y ~ x'));
      assert.equal(equal.code, 'fit/too-few-rows');
      const one = await rejection(fitted(tableOf({ x: [1], y: [3] }), 'y ~ x'));
      assert.match(one.message, /^1 row has/);
    });

    it('values beyond a double', async () => {
      const table = tableOf({
        x: [-1.7e308, 1.7e308, 3, 4],
        y: [1, 2, 3, 5],
        z: [1e200, 5e200, -3e200, 4e201],
      });
      assert.equal((await rejection(fitted(table, 'y ~ x'))).code, 'fit/overflow');
      assert.equal((await rejection(fitted(table, 'z ~ y'))).code, 'fit/overflow');
    });

    it('nothing left to fit', async () => {
      const error = await rejection(fitted(tableOf({ x: [0, 0, 0], y: [1, 2, 3] }), 'y ~ x - 1'));
      assert.equal(error.code, 'fit/no-terms');
    });
  });

  describe('degenerate fits', () => {
    it('constant target', async () => {
      const { summary, coefficients, warnings } = await fitted(
        tableOf({ x: [1, 2, 4, 8], y: [5, 5, 5, 5] }),
        'y ~ x',
      );
      assert.deepEqual(
        warnings.map(({ code }) => code),
        ['fit/constant-target'],
      );
      assert.equal(coefficients[0]!.estimate, 5);
      assert.equal(coefficients[1]!.estimate, 0);
      assert.equal(coefficients[1]!.pValue, null);
      assert.deepEqual([summary.rSquared, summary.fStatistic, summary.logLikelihood], [null, null, null]);
      assert.equal(summary.rss, 0);
    });

    it('perfect fit', async () => {
      const x = Array.from({ length: 30 }, (_, i) => 0.1 * i);
      const result = await fitted(tableOf({ x, y: x.map((value) => 32 + 1.8 * value) }), 'y ~ x');
      assert.deepEqual(
        result.warnings.map(({ code }) => code),
        ['fit/perfect'],
      );
      assert.ok(result.summary.isPerfectFit);
      assertClose(result.coefficients[1]!.estimate, 1.8, { tolerance: 1e-14, what: 'slope' });
      const { statistic, pValue } = result.coefficients[1]!;
      assert.deepEqual(
        [statistic, pValue, result.summary.fStatistic, result.summary.aic],
        [null, null, null, null],
      );
      assert.deepEqual(result.summary.diagnostics.durbinWatson, null);
      assert.ok(result.rows.cooksDistance.every(Number.isNaN));
    });

    it('a leverage of 1 names its line', async () => {
      const { coefficients, warnings, rows } = await fitted(certifiedTable('r/anscombe.csv'), 'y4 ~ x4');
      assert.deepEqual(
        warnings.map(({ code }) => code),
        ['fit/leverage-one'],
      );
      assert.match(warnings[0]!.message, /^Line 9: leverage 1/);
      assert.equal(coefficients[1]!.robustStandardError, null);
      assert.ok(Number.isNaN(rows.studentised[7]!) && Number.isNaN(rows.cooksDistance[7]!));
    });

    it('only the intercept says why F is not defined', async () => {
      const { warnings } = await fitted(certifiedTable('r/cars.csv'), 'dist ~ 1');
      assert.deepEqual(
        warnings.map(({ code }) => code),
        ['fit/statistic-undefined', 'fit/statistic-undefined'],
      );
      assert.match(warnings[0]!.message, /F and the condition number/);
      assert.match(warnings[1]!.message, /Breusch-Pagan/);
    });

    it('every number is finite or null', async () => {
      for (const [table, formula] of [
        [certifiedTable('r/anscombe.csv'), 'y4 ~ x4'],
        [tableOf({ x: [1, 2, 4], y: [1, 3, 4] }), 'y ~ x'],
        [tableOf({ x: [1, 2, 4], y: [1, 1, 1] }), 'y ~ x'],
        [tableOf({ x: [1, 1, 1], y: [1, 2, 5] }), 'y ~ x - 1'],
        [tableOf({ x: [1, 2, 3], y: [1, 2, 3] }), 'y ~ 1'],
      ] as const) {
        const { coefficients, summary } = await fitted(table, formula);
        const text = JSON.stringify({ coefficients, summary }, (_, value: unknown) =>
          typeof value === 'number' && !Number.isFinite(value) ? 'not finite' : value,
        );
        assert.ok(!text.includes('not finite'), `${formula}: ${text}`);
      }
    });
  });
});
