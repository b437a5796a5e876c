import assert from 'node:assert/strict';
import type { Fit } from '../../../src/core/fit/fit.js';
import { fitLinear } from '../../../src/core/fit/fitLinear.js';
import { plainColumn } from '../../../src/core/model/designColumn.js';
import { loadKernel } from '../../../src/worker/loadKernel.js';
import { assertClose } from './close.js';
import { certifiedTable, spec } from './tableOf.js';

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
