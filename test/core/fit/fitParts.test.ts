import assert from 'node:assert/strict';
import type { Fit } from '../../../src/core/fit/fit.js';
import { fitParts } from '../../../src/core/fit/fitParts.js';
import { normalNumbers } from '../plot/handMadeFit.js';
import { assertClose } from './close.js';
import { type Columns, partsOf } from './parts.js';
import { spec } from './tableOf.js';

const N = 9500;
const MODEL = 'y ~ a + b + c';

function sample(): Columns {
  const [a, b, c, noise] = [1, 2, 3, 4].map((seed) => Float64Array.from(normalNumbers(N, seed))) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const y = a.map((value, i) => 1e3 + 2 * value - b[i]! + 0.1 * c[i]! + noise[i]!);
  y[4321] = 1040;
  for (let row = 0; row < N; row += 97) c[row] = Number.NaN;
  return { a: a.map((value) => 1e6 + value), b, c, y };
}

type How = { kind?: string; markLimit?: number; formula?: string };

async function fitted(columns: Columns, cuts: readonly number[], how: How = {}): Promise<Fit> {
  const { kind = 'kernel', markLimit = 20_000, formula = MODEL } = how;
  return fitParts(await partsOf(columns, cuts, kind), spec(formula), { confidence: 0.95, markLimit });
}

/** All numbers of both that are not counts agree to this, relatively. */
const TOLERANCE = 1e-12;

function assertSame(found: unknown, expected: unknown, what: string): void {
  if (typeof expected === 'number' && !Number.isInteger(expected)) {
    if (!Number.isNaN(expected)) assertClose(found as number, expected, { tolerance: TOLERANCE, what });
    else assert.ok(Number.isNaN(found), what);
  } else if (typeof expected === 'object' && expected !== null) {
    assert.deepEqual(Object.keys(found as object), Object.keys(expected), what);
    for (const [key, value] of Object.entries(expected))
      assertSame((found as Record<string, unknown>)[key], value, `${what}.${key}`);
  } else assert.equal(found, expected, what);
}

function assertSameFit(found: Fit, expected: Fit, what: string): void {
  const { pValue: _, ...shape } = found.summary.fStatistic!;
  const { pValue: __, ...expectedShape } = expected.summary.fStatistic!;
  assertSame(shape, expectedShape, `${what} F`);
  const parts = (fit: Fit) => ({
    coefficients: fit.coefficients.map(({ pValue: ___, statistic: ____, ...row }) => row),
    summary: { ...fit.summary, fStatistic: null, diagnostics: null },
    leftOut: fit.leftOut,
    lines: fit.rows.firstLine,
    row: fit.rows.row,
    columns: fit.columns,
    usedSpan: fit.usedSpan,
  });
  assertSame(parts(found), parts(expected), what);
  const { diagnostics } = found.summary;
  for (const [key, tolerance] of [
    ['durbinWatson', 1e-12],
    ['conditionNumber', 1e-11],
  ] as const)
    assertClose(diagnostics[key], expected.summary.diagnostics[key]!, { tolerance, what: `${what} ${key}` });
  for (const key of ['jarqueBera', 'breuschPagan'] as const)
    assertClose(diagnostics[key]!.statistic, expected.summary.diagnostics[key]!.statistic, {
      tolerance: 1e-9,
      what: `${what} ${key}`,
    });
  for (const key of ['maxLeverage', 'maxCooksDistance'] as const)
    assert.equal(diagnostics[key]!.line, expected.summary.diagnostics[key]!.line, `${what} ${key}`);
}

describe('fitParts', () => {
  for (const markLimit of [20_000, 3000])
    it(`does not mind where the rows are cut, with at most ${markLimit} marks`, async () => {
      const columns = sample();
      const whole = await fitted(columns, [], { markLimit });
      for (const cuts of [[5000], [1, 4097], [7, 100, 101, 3000, 4096, 9400]]) {
        const fit = await fitted(columns, cuts, { markLimit });
        assertSameFit(fit, whole, `${cuts}`);
        if (whole.crowd === null) continue;
        const { trend, spread, fit: main, partials, residuals } = fit.crowd!;
        const expected = whole.crowd;
        assert.deepEqual([main, ...partials], [expected.fit, ...expected.partials]);
        // Residuals round differently from cut to cut: one on the edge of a cell may change it.
        assert.deepEqual([trend.across, trend.up], [expected.trend.across, expected.trend.up]);
        assert.deepEqual([spread.across, spread.up], [expected.spread.across, expected.spread.up]);
        assert.deepEqual(residuals.counts, expected.residuals.counts);
        assert.deepEqual(fit.crowd!.sample.fitted.length, expected.sample.fitted.length);
      }
    });

  it('gives the same in plain loops as in the kernel', async () => {
    const columns = sample();
    for (const formula of [MODEL, 'y ~ a', 'y ~ b + c - 1', 'y ~ a + c'])
      for (const markLimit of [20_000, 3000]) {
        const plain = await fitted(columns, [], { kind: 'plain', markLimit, formula });
        assertSameFit(await fitted(columns, [], { markLimit, formula }), plain, formula);
      }
  });

  it('gives the same bits again', async () => {
    const columns = sample();
    const cuts = [3000, 6001];
    assert.deepEqual(
      await fitted(columns, cuts, { markLimit: 3000 }),
      await fitted(columns, cuts, { markLimit: 3000 }),
    );
  });

  it('takes parts without rows, and without one that can be used', async () => {
    const columns = sample();
    columns.b!.fill(Number.NaN, 0, 4200);
    columns.b!.fill(Number.NaN, 6000, 7000);
    const whole = await fitted(columns, []);
    for (const cuts of [
      [0, 0, 4000],
      [100, 4200, 4200, 6000, 7000],
      [9500, 9500],
    ])
      assertSameFit(await fitted(columns, cuts), whole, `${cuts}`);
    assert.equal(whole.leftOut.rows[0]!.line, 2);
  });

  it('finds a frame for rows far larger than the first', async () => {
    const columns = sample();
    const plain = await fitted(columns, []);
    columns.b!.fill(0, 0, 5000);
    const small = columns.b!.map((value) => value * 2 ** -300);
    const fit = await fitted({ ...columns, b: small }, [2000]);
    const expected = await fitted(columns, [2000]);
    assertClose(fit.coefficients[2]!.estimate! * 2 ** -300, expected.coefficients[2]!.estimate!, {
      tolerance: 1e-12,
      what: 'slope of the small column',
    });
    assert.equal(fit.summary.n, plain.summary.n);
  });

  it('names the first lines of leverage 1 over all parts', async () => {
    const columns = sample();
    const only = new Float64Array(N);
    only[8000] = 1;
    const { warnings, summary } = await fitted({ ...columns, c: only }, [100, 7000]);
    assert.ok(warnings.some(({ message }) => message.startsWith('Line 8002: leverage 1')));
    assert.equal(summary.diagnostics.maxLeverage!.line, 8002);
  });

  it('says a perfect fit over parts', async () => {
    const columns = sample();
    const y = columns.b!.map((value) => 3 + 2 * value);
    for (const markLimit of [20_000, 3000]) {
      const { summary } = await fitted({ ...columns, y }, [100, 7000], { markLimit, formula: 'y ~ b' });
      assert.ok(summary.isPerfectFit);
    }
  });
});
