import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { type FormulaOptions, fitFormula } from '../../../src/core/fitFormula.js';
import {
  type ComparedModel,
  compareLikelihoods,
  type LikelihoodComparison,
  type NoiseModel,
} from '../../../src/core/likelihood/compareLikelihoods.js';
import type { Table } from '../../../src/core/table/table.js';
import { assertClose } from '../fit/close.js';
import { certifiedTable, tableOf } from '../fit/tableOf.js';

type Likelihood = {
  logLikelihood: number;
  aic: number;
  bic: number;
  jacobian: number | null;
  scale: number | null;
  unbiasedScale: number | null;
};
type OfR = Record<NoiseModel | 'log1p', Likelihood | null> & {
  dataset: string;
  target: string;
  terms: string;
};

// R 4.2.2: logLik, AIC and BIC of lm and glm, quantreg's rq, with the Jacobian of a logarithm: see likelihoods.R beside it.
const ofR: { models: OfR[]; weighted: Pick<OfR, 'gaussian' | 'logGaussian'> } = JSON.parse(
  readFileSync('test/certified/likelihoods/ofR.json', 'utf8'),
);
const TOLERANCE = 1e-10;

async function compared(
  table: Table,
  formula: string,
  options: Partial<FormulaOptions> = {},
): Promise<LikelihoodComparison> {
  const { fit } = await fitFormula(table, formula, { confidence: 0.95, ...options });
  return compareLikelihoods(fit, table, options);
}

function modelOf({ models }: LikelihoodComparison, name: NoiseModel): ComparedModel {
  return models.find(({ model }) => model === name)!;
}

function assertSame(found: ComparedModel, expected: Likelihood, what: string): void {
  const { fitted } = found;
  assert.ok(fitted, `${what}: ${found.why}`);
  for (const key of ['logLikelihood', 'aic', 'bic', 'jacobian', 'scale', 'unbiasedScale'] as const) {
    const value = expected[key];
    if (value === null) assert.equal(fitted[key], null, `${what} ${key}`);
    else assertClose(fitted[key], value, { tolerance: TOLERANCE, what: `${what} ${key}` });
  }
}

describe('Likelihoods side by side', () => {
  for (const expected of ofR.models) {
    const { dataset, target, terms } = expected;
    const table = () => certifiedTable(`r/${dataset}.csv`);

    it(`are R's of ${dataset}, whichever model is asked about`, async () => {
      const plain = await compared(table(), `${target} ~ ${terms}`);
      const logged = await compared(table(), `log(${target}) ~ ${terms}`);
      for (const [k, comparison] of [plain, logged].entries()) {
        assert.equal(comparison.target, target);
        for (const model of ['gaussian', 'laplace', 'logGaussian', 'poisson'] as const) {
          const found = modelOf(comparison, model);
          if (expected[model] !== null) assertSame(found, expected[model], `${dataset} ${model}`);
          else assert.match(found.why!, /is no count: it has fractions, such as /);
          assert.equal(found.isAsked, model === (k === 0 ? 'gaussian' : 'logGaussian'));
        }
      }
    });

    it(`keep log1p and have the Jacobian of log2 of ${dataset}`, async () => {
      const plus = await compared(table(), `log1p(${target}) ~ ${terms}`);
      assertSame(modelOf(plus, 'logGaussian'), expected.log1p!, `${dataset} log1p`);
      const { fitted } = modelOf(await compared(table(), `log2(${target}) ~ ${terms}`), 'logGaussian');
      // The same model, in other units.
      const { logLikelihood } = expected.logGaussian!;
      assertClose(fitted!.logLikelihood, logLikelihood, { tolerance: TOLERANCE, what: 'log2' });
    });
  }

  it("are R's with weights, without counts", async () => {
    const comparison = await compared(certifiedTable('r/mtcars.csv'), 'log10(mpg) ~ wt + hp', {
      weights: 'qsec',
    });
    assertSame(modelOf(comparison, 'gaussian'), ofR.weighted.gaussian!, 'gaussian');
    assertSame(modelOf(comparison, 'logGaussian'), ofR.weighted.logGaussian!, 'log10');
    const counts = await compared(certifiedTable('r/cars.csv'), 'dist ~ speed', { weights: 'speed' });
    assert.match(modelOf(counts, 'poisson').why!, /With precision weights/);
  });

  it('name the smallest AIC', async () => {
    const comparison = await compared(certifiedTable('r/trees.csv'), 'Volume ~ Girth + Height');
    const aics = comparison.models.flatMap(({ model, fitted }) =>
      fitted === null ? [] : ([[fitted.aic, model]] as const),
    );
    assert.equal(comparison.best, aics.sort(([a], [b]) => a - b)[0]![1]);
    assert.equal(comparison.best, 'logGaussian');
  });

  it('say why there is no logarithm, and why no counts', async () => {
    const x = Array.from({ length: 12 }, (_, i) => i);
    const [zeros, negatives] = [x.map((i) => (i * 7) % 5), x.map((i) => ((i * 7) % 5) - 2)];
    const zero = await compared(tableOf({ x, y: zeros }), 'y ~ x');
    assert.match(modelOf(zero, 'logGaussian').why!, /`y` has zeros, which have no logarithm/);
    assert.ok(modelOf(zero, 'poisson').fitted);
    const negative = await compared(tableOf({ x, y: negatives }), 'y ~ x');
    assert.match(modelOf(negative, 'logGaussian').why!, /values down to −2, which have no logarithm/);
    assert.match(modelOf(negative, 'poisson').why!, /values down to −2; counts are 0 or more/);
    // Of a logarithm that leaves rows out, the others are fitted to all of them.
    const logged = await compared(tableOf({ x, y: zeros }), 'log(y) ~ x');
    assert.equal(logged.n, 12);
    assert.equal(modelOf(logged, 'logGaussian').fitted, null);
    assert.equal(modelOf(logged, 'logGaussian').isAsked, true);
  });

  it('are those without a penalty of a ridge, and none of a perfect fit', async () => {
    const cars = certifiedTable('r/cars.csv');
    const ridge = await compared(cars, 'dist ~ speed', { lambda: 3 });
    assert.equal(ridge.isRidge, true);
    assert.ok(ridge.models.every(({ isAsked }) => !isAsked));
    assertSame(modelOf(ridge, 'gaussian'), ofR.models[1]!.gaussian!, 'without the penalty');
    const perfect = await compared(tableOf({ x: [1, 2, 3, 4, 5], y: [3, 5, 7, 9, 11] }), 'y ~ x');
    assert.match(modelOf(perfect, 'gaussian').why!, /perfect/);
    assert.equal(perfect.sameness, null);
  });

  it('keep the link of the counts that are asked about', async () => {
    const family = { name: 'poisson', link: 'identity' } as const;
    const comparison = await compared(certifiedTable('r/cars.csv'), 'dist ~ speed', { family });
    assert.deepEqual(modelOf(comparison, 'poisson').family, family);
    assert.equal(modelOf(comparison, 'poisson').isAsked, true);
  });
});

describe('Least squares as maximum likelihood', () => {
  for (const { dataset, target, terms, gaussian } of ofR.models)
    it(`has the same coefficients and sigma for ${dataset}`, async () => {
      const { sameness } = await compared(certifiedTable(`r/${dataset}.csv`), `${target} ~ ${terms}`);
      assert.ok(sameness);
      assert.ok(sameness.largestDifference < 1e-8, `${sameness.largestDifference} standard errors`);
      for (const { name, leastSquares, maximumLikelihood } of sameness.coefficients)
        assertClose(maximumLikelihood, leastSquares, { tolerance: 1e-8, what: name });
      assertClose(sameness.climbedSigma, gaussian!.scale!, { tolerance: 1e-10, what: 'sigma' });
      // The negative log-likelihood as the squared loss has it.
      const { n, rss, sigma, negativeLogLikelihood } = sameness;
      const made = n * Math.log(sigma * Math.sqrt(2 * Math.PI)) + rss / (2 * sigma ** 2);
      assertClose(made, negativeLogLikelihood, { tolerance: 1e-12, what: 'negative log-likelihood' });
      assertClose(-negativeLogLikelihood, gaussian!.logLikelihood, { tolerance: 1e-10, what: 'logLik' });
    });

  it('holds with weights, a factor of dropped columns, and without an intercept', async () => {
    const mtcars = certifiedTable('r/mtcars.csv');
    const weighted = await compared(mtcars, 'mpg ~ wt + hp', { weights: 'qsec' });
    const { n, rss, sigma, weightTerm, negativeLogLikelihood, largestDifference } = weighted.sameness!;
    const made = n * Math.log(sigma * Math.sqrt(2 * Math.PI)) + rss / (2 * sigma ** 2) - weightTerm;
    assertClose(made, negativeLogLikelihood, { tolerance: 1e-12, what: 'weighted' });
    assert.ok(largestDifference < 1e-10);
    const dropped = await compared(mtcars, 'mpg ~ wt + I(2 * wt) + hp - 1');
    assert.deepEqual(
      dropped.sameness!.coefficients.map(({ name }) => name),
      ['wt', 'hp'],
    );
    assert.ok(dropped.sameness!.largestDifference < 1e-10);
  });
});
