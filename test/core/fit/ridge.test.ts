import assert from 'node:assert/strict';
import type { Fit } from '../../../src/core/fit/fit.js';
import { fitLinear } from '../../../src/core/fit/fitLinear.js';
import { plainColumn } from '../../../src/core/model/designColumn.js';
import { Generator } from '../../../src/core/train/random.js';
import { loadKernel } from '../../../src/worker/loadKernel.js';
import {
  add,
  divide,
  multiply,
  type Rational,
  rational,
  rationalOfDouble,
  subtract,
  toDouble,
} from '../exact/rationals.js';
import { assertClose } from './close.js';
import { certifiedTable, spec, tableOf } from './tableOf.js';

const MTCARS = certifiedTable('r/mtcars.csv');

function ridgeFit(formula: string, lambda: number): Promise<Fit> {
  return fitLinear(MTCARS, spec(formula), { confidence: 0.95, lambda, loadKernel });
}

describe('ridge regression', () => {
  // R 4.2.2: solve(t(X) X + 2 diag(0, 1, 1)) t(X) y, its sum of squared residuals, and the trace of its hat matrix.
  it('adds lambda to the diagonal of X’X in the units of the file, not for the intercept', async () => {
    const { coefficients, summary, warnings } = await ridgeFit('mpg ~ wt + hp', 2);
    const expect = (actual: number | null, expected: number, what: string) =>
      assertClose(actual, expected, { tolerance: 1e-11, what });
    expect(coefficients[0]!.estimate, 36.468910000666341, 'intercept');
    expect(coefficients[1]!.estimate, -3.4653244429366952, 'wt');
    expect(coefficients[2]!.estimate, -0.035650412861547805, 'hp');
    expect(summary.rss, 197.90641459977115, 'rss');
    expect(summary.ridge!.effectiveDf, 2.8935931501493171, 'effective degrees of freedom');
    expect(summary.dfResidual, 32 - 2.8935931501493171, 'residual degrees of freedom');
    assert.deepEqual(
      warnings.map(({ code }) => code),
      ['fit/ridge-is-biased'],
    );
  });

  it('keeps collinear columns', async () => {
    const twice = {
      name: 'twice',
      factors: [{ kind: 'number', value: 2 }, ...plainColumn('wt').factors],
    } as const;
    const features = [plainColumn('wt'), plainColumn('hp'), twice];
    const model = {
      ...spec('mpg ~ wt'),
      features,
      terms: features.map(({ name }, k) => ({ label: name, variables: [name], features: [k] })),
    };
    const { coefficients, summary } = await fitLinear(MTCARS, model, { confidence: 0.95, lambda: 2 });
    // R 4.2.2, as above.
    const expected = [37.061490055926782, -0.75753653469303017, -0.032619977671734683, -1.5150730693858652];
    for (const [k, value] of expected.entries())
      assertClose(coefficients[k]!.estimate, value, { tolerance: 1e-11, what: `coefficient ${k}` });
    assert.deepEqual(summary.aliased, []);
    assert.equal(summary.rank, 3);
  });

  it('at 0 is least squares, in every number', async () => {
    const { spec: _, ...plain } = await fitLinear(MTCARS, spec('mpg ~ wt + hp'), {
      confidence: 0.95,
      loadKernel,
    });
    const { spec: __, ...atZero } = await ridgeFit('mpg ~ wt + hp', 0);
    assert.deepEqual(atZero, plain);
  });

  it('near 0 is near least squares, and far from 0 leaves the mean', async () => {
    const plain = await ridgeFit('mpg ~ wt + hp + qsec', 0);
    const near = await ridgeFit('mpg ~ wt + hp + qsec', 1e-12);
    for (const [k, { estimate }] of near.coefficients.entries())
      assertClose(estimate, plain.coefficients[k]!.estimate!, { tolerance: 1e-10, what: `coefficient ${k}` });
    const far = await ridgeFit('mpg ~ wt + hp + qsec', 1e20);
    assertClose(far.coefficients[0]!.estimate, far.summary.targetMean, {
      tolerance: 1e-10,
      what: 'intercept',
    });
    assertClose(far.summary.ridge!.effectiveDf, 1, {
      tolerance: 1e-10,
      what: 'effective degrees of freedom',
    });
  });

  it('refuses a lambda that is no number of 0 or more', async () => {
    for (const lambda of [-1, Number.NaN, Number.POSITIVE_INFINITY])
      await assert.rejects(ridgeFit('mpg ~ wt', lambda), { code: 'fit/ridge' });
  });
});

describe('a ridge against exact rational arithmetic', () => {
  // Normal equations of the decimals as doubles, with lambda on the diagonal but for the intercept, solved without rounding.
  for (const lambda of [0.01, 2, 1e5])
    it(`at ${lambda}`, async () => {
      const { coefficients, summary } = await ridgeFit('mpg ~ wt + hp + qsec', lambda);
      const exact = exactRidge(columnsOf(['wt', 'hp', 'qsec']), columnsOf(['mpg'])[0]!, lambda);
      for (const [k, { estimate, name }] of coefficients.entries())
        assertClose(estimate, toDouble(exact[k]!), { tolerance: 1e-11, what: name });
      assert.equal(summary.ridge!.lambda, lambda);
    });
});

describe('the path of a ridge', () => {
  const rowCount = 12;
  const names = ['wt', 'hp'];
  const few = tableOf(
    Object.fromEntries(
      ['mpg', ...names].map((name, k) => [name, columnsOf(['mpg', ...names])[k]!.slice(0, rowCount)]),
    ),
  );
  const fitFew = (lambda: number | 'gcv' | 'cv') =>
    fitLinear(few, spec('mpg ~ wt + hp'), { confidence: 0.95, lambda, wantsPath: true, loadKernel });

  it('has the error of every row held back in ten turns, each refitted without rounding', async () => {
    const { ridgePath } = await fitFew(3);
    const place = ridgePath!.places.find(({ lambda }) => lambda === 3)!;
    // The folds: rows in the order that the seed shuffles them into, dealt out in turns.
    const order = Uint32Array.from({ length: rowCount }, (_, row) => row);
    new Generator(1, 'folds').shuffle(order);
    let squares = 0;
    for (let fold = 0; fold < 10; fold++) {
      const held = [...order].filter((_, at) => at % 10 === fold);
      const kept = [...order.keys()].filter((row) => !held.includes(row));
      const of = (name: string, rows: number[]) => rows.map((row) => columnsOf([name])[0]![row]!);
      const b = exactRidge(
        names.map((name) => of(name, kept)),
        of('mpg', kept),
        (3 * kept.length) / rowCount,
      ).map(toDouble);
      for (const row of held) {
        const [wt, hp] = names.map((name) => of(name, [row])[0]!);
        squares += (of('mpg', [row])[0]! - b[0]! - b[1]! * wt! - b[2]! * hp!) ** 2;
      }
    }
    assertClose(place.crossValidated, squares / rowCount, {
      tolerance: 1e-10,
      what: 'error of rows held back',
    });
  });

  it('has generalised cross-validation by its formula, and effective coefficients from all to one', async () => {
    const { ridgePath, summary } = await fitFew(3);
    const place = ridgePath!.places.find(({ lambda }) => lambda === 3)!;
    const share = 1 - summary.ridge!.effectiveDf / rowCount;
    assertClose(place.gcv, summary.rss! / rowCount / share ** 2, { tolerance: 1e-11, what: 'GCV' });
    const df = ridgePath!.places.map(({ effectiveDf }) => effectiveDf);
    assert.ok(df.every((value, i) => i === 0 || value < df[i - 1]!));
    assert.ok(Math.abs(df[0]! - 3) < 0.01 && Math.abs(df.at(-1)! - 1) < 0.2);
  });

  it('chooses the penalty whose error is smallest', async () => {
    for (const rule of ['gcv', 'cv'] as const) {
      const { ridgePath, summary } = await fitFew(rule);
      const errors = ridgePath!.places.map((place) => (rule === 'gcv' ? place.gcv : place.crossValidated));
      const best = ridgePath!.places[errors.indexOf(Math.min(...errors))]!;
      assert.equal(summary.ridge!.lambda, best.lambda);
      assert.equal(ridgePath!.rule, rule);
    }
  });

  it('is refused where there is no feature', async () => {
    await assert.rejects(
      fitLinear(few, spec('mpg ~ 1'), { confidence: 0.95, lambda: 'gcv', loadKernel }),
      ({ code }: { code: string }) => code === 'fit/ridge',
    );
  });
});

function columnsOf(names: readonly string[]): number[][] {
  return names.map((name) => {
    const column = MTCARS.columns.find((one) => one.name === name);
    if (column?.kind !== 'number') throw new Error(`${name} is no number column.`);
    return column.blocks.flatMap((block) => [...block]);
  });
}

/** Coefficients of `[1 features]`. */
function exactRidge(
  features: readonly (readonly number[])[],
  target: readonly number[],
  lambda: number,
): Rational[] {
  const columns = [target.map(() => 1), ...features].map((column) => column.map(rationalOfDouble));
  const y = target.map(rationalOfDouble);
  const dot = (a: readonly Rational[], b: readonly Rational[]) =>
    a.reduce((sum, value, i) => add(sum, multiply(value, b[i]!)), rational(0n));
  const rows = columns.map((column, k) => [
    ...columns.map((other, j) =>
      j === k && k > 0 ? add(dot(column, other), rationalOfDouble(lambda)) : dot(column, other),
    ),
    dot(column, y),
  ]);
  const size = rows.length;
  for (let k = 0; k < size; k++) {
    const pivot = rows[k]!.map((value) => divide(value, rows[k]![k]!));
    rows[k] = pivot;
    for (let i = 0; i < size; i++) {
      const factor = rows[i]![k]!;
      if (i !== k) rows[i] = rows[i]!.map((value, j) => subtract(value, multiply(factor, pivot[j]!)));
    }
  }
  return rows.map((row) => row[size]!);
}
