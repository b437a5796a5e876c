import assert from 'node:assert/strict';
import { GausslineError } from '../../../src/core/errors.js';
import { fitFormula, modelOf, specOf } from '../../../src/core/fitFormula.js';
import type { References } from '../../../src/core/model/modelPlan.js';
import type { Table } from '../../../src/core/table/table.js';
import { assertClose } from './close.js';
import { tableOf } from './tableOf.js';

const NONE = Number.NaN;
const table = tableOf({
  y: [3, 1, 4, 1, 5, 9, 2, 6],
  x: [1, NONE, 3, 4, 5, 6, NONE, 8],
  zone: ['edge', 'centre', 'edge', 'edge', 'edge', 'edge', 'north', 'edge'],
  side: ['b', 'b', 'a', '', 'a', 'c', 'c', 'a'],
  size: [10, 9, 10, 9, 100, 10, 9, 100],
});

function settled(formula: string, references: References = {}, of: Table = table) {
  return specOf(modelOf(of, formula, { references }).plan, of);
}

async function failureOf(promise: Promise<unknown>): Promise<GausslineError> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof GausslineError, String(error));
  assert.match(error.hint!, /^[A-Z][a-z]+ /);
  return error;
}

describe('settleModel', () => {
  it('names the factor that takes the most coefficients where there are too few rows', async () => {
    const few = tableOf({ y: [1, 5, 2], zone: ['a', 'b', 'c'] });
    const failure = await failureOf(fitFormula(few, 'y ~ zone', { confidence: 0.95 }));
    assert.equal(failure.code, 'fit/too-few-rows');
    assert.match(failure.hint!, /such as the factor `zone` with its 3 levels/);
  });

  it('knows the levels among the rows used, numbers as numbers and texts by code point', async () => {
    const { factors, features } = await settled('y ~ factor(size) + side');
    assert.deepEqual(factors, [
      {
        label: 'factor(size)',
        column: 'size',
        levels: [
          { level: '9', count: 2 },
          { level: '10', count: 3 },
          { level: '100', count: 2 },
        ],
      },
      {
        label: 'side',
        column: 'side',
        levels: [
          { level: 'a', count: 3 },
          { level: 'b', count: 2 },
          { level: 'c', count: 2 },
        ],
      },
    ]);
    const names = ['factor(size)10', 'factor(size)100', 'sideb', 'sidec'];
    assert.deepEqual(
      features.map(({ name }) => name),
      names,
    );
  });

  it('orders texts by code point, beyond the first plane too', async () => {
    const texts = ['\u{1F600}', '\uFF5E', 'b', 'B', '\u{1F600}', '\uFF5E', 'b', 'B'];
    const { factors } = await settled('y ~ t', {}, tableOf({ y: [1, 2, 3, 4, 5, 6, 7, 9], t: texts }));
    assert.deepEqual(
      factors[0]!.levels.map(({ level }) => level),
      ['B', 'b', '\uFF5E', '\u{1F600}'],
    );
  });

  it('drops levels that no row used has, as R does', async () => {
    // R 4.2.2: names(coef(lm(y ~ x + side))) on these rows.
    const { features } = await settled('y ~ x + side');
    assert.deepEqual(
      features.map(({ name }) => name),
      ['x', 'sideb', 'sidec'],
    );
    const { factors } = await settled('y ~ side');
    assert.deepEqual(
      factors[0]!.levels.map(({ count }) => count),
      [3, 2, 2],
    );
  });

  it('compares with the level it is told to', async () => {
    const { features } = await settled('y ~ side + factor(size)', { side: 'c', size: '10.0' });
    assert.deepEqual(
      features.map(({ name }) => name),
      ['sidea', 'sideb', 'factor(size)9', 'factor(size)100'],
    );
  });

  it('refuses a reference that is no level, with the nearest one', async () => {
    const { code, message, hint } = await failureOf(settled('y ~ side + zone', { zone: 'cente' }));
    assert.equal(code, 'formula/unknown-level');
    assert.match(message, /`zone` has no level "cente".* Its levels are "centre", "edge", "north"\./);
    assert.equal(hint, 'Choose "centre", the nearest one.');
  });

  it('says which lines emptied a factor with one level left', async () => {
    const { code, message, details } = await failureOf(settled('y ~ x + zone'));
    assert.equal(code, 'formula/one-level');
    assert.match(message, /`zone` is "edge" in every row used/);
    assert.match(message, /emptied "centre" \(line 3\), "north" \(line 8\)\./);
    assert.equal(details.line, 3);
    assert.deepEqual(details.range, { start: 8, end: 12 });
  });

  it('refuses a factor that never had two levels', async () => {
    const one = tableOf({ y: [1, 2, 3], zone: ['a', 'a', 'a'] });
    const { code, message, hint } = await failureOf(settled('y ~ zone', {}, one));
    assert.equal(code, 'formula/one-level');
    assert.equal(message, '`zone` is "a" in every row used, so it has one level and explains nothing.');
    assert.equal(hint, 'Remove `zone` from the formula.');
  });

  for (const kind of ['texts', 'numbers'] as const)
    it(`refuses a factor of 5,000 ${kind}`, async () => {
      const n = 10_000;
      const codes = Array.from({ length: n }, (_, i) => i % 5000);
      const x = kind === 'texts' ? codes.map((code) => `s${code}`) : codes;
      const wide = tableOf({ y: codes, x });
      const { code, message } = await failureOf((async () => settled('y ~ factor(x)', {}, wide))());
      assert.equal(code, kind === 'texts' || kind === 'numbers' ? 'formula/too-many-levels' : '');
      assert.match(message, /1000 are the most that are fitted/);
    });

  it('refuses products of more columns than can be solved, before it makes them', async () => {
    const n = 3000;
    const cells = (k: number) => Array.from({ length: n }, (_, i) => `l${(i * k) % 997}`);
    const wide = tableOf({ y: cells(1).map((_, i) => i), a: cells(1), b: cells(7), c: cells(11) });
    const { code } = await failureOf(settled('y ~ a * b * c', {}, wide));
    assert.equal(code, 'formula/too-many-columns');
  });

  it('refuses a degree that there are too few values for', async () => {
    const { code, message } = await failureOf(settled('y ~ poly(size, 3)'));
    assert.equal(code, 'formula/degree');
    assert.match(message, /needs more than 3 distinct values, and there are 3/);
  });

  it('tells why no row is left', async () => {
    const none = tableOf({ y: [1, 2, 3], x: [0, -1, NONE], z: ['a', 'b', 'c'] });
    const { code, message } = await failureOf(settled('y ~ log(x) + z', {}, none));
    assert.equal(code, 'fit/no-complete-row');
    assert.match(message, /undefined value: 2, missing value: 1/);
  });

  it('leaves rows out where a function has no value, and says which', async () => {
    const logs = tableOf({ y: [1, 2, 4, 3, 7, 5], x: [1, 0, 3, -2, 5, NONE] });
    const { fit } = await fitFormula(logs, 'y ~ log(x)', { confidence: 0.95 });
    assert.equal(fit.summary.n, 3);
    assert.deepEqual(fit.leftOut.byReason, { 'undefined value': 2, 'missing value': 1 });
    assert.deepEqual(
      fit.leftOut.rows.map(({ line, reason, column, cell }) => [line, reason, column, cell]),
      [
        [3, 'undefined value', 'x', '0'],
        [5, 'undefined value', 'x', '-2'],
        [7, 'missing value', 'x', ''],
      ],
    );
    const warning = fit.warnings.find(({ code }) => code === 'fit/undefined-value')!;
    assert.equal(
      warning.message,
      '`log(x)` has no value on 2 rows: line 3 (`x` is 0), line 5 (`x` is -2). They are left out: the fit speaks of the other rows only.',
    );
  });

  it('makes orthogonal polynomials orthogonal, far from zero too', async () => {
    const x = Array.from({ length: 50 }, (_, i) => 2000 + i * i * 0.01);
    const years = tableOf({ x, y: x.map((value, i) => Math.sin(i) + value) });
    const { fit } = await fitFormula(years, 'y ~ poly(x, 4)', { confidence: 0.95 });
    const root = Math.sqrt(49);
    for (const { featureSd, vif } of fit.coefficients.slice(1)) {
      assertClose(featureSd, 1 / root, { tolerance: 1e-11, what: 'unit norm' });
      assertClose(vif, 1, { tolerance: 1e-9, what: 'vif' });
    }
  });

  it('knows which designs are polynomials of the decimals of a file', async () => {
    const verdicts = ['y ~ x + I(x^2)', 'y ~ I((x - 1) * size / 2) + side:x', 'y ~ poly(x, 2, raw = TRUE)'];
    for (const formula of verdicts) assert.ok((await settled(formula)).isPolynomial, formula);
    for (const formula of ['y ~ log(x)', 'y ~ I(1/x)', 'y ~ I(x^0.5)', 'y ~ poly(x, 2)', 'sqrt(y) ~ x'])
      assert.ok(!(await settled(formula)).isPolynomial, formula);
  });
});
