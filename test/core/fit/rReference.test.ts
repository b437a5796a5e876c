import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Fit } from '../../../src/core/fit/fit.js';
import { fitFormula, modelOf, specOf } from '../../../src/core/fitFormula.js';
import { fisherUpper, studentQuantile, studentTwoSided } from '../../../src/core/judge/distributions.js';
import { loadKernel } from '../../../src/worker/loadKernel.js';
import { assertClose } from './close.js';
import { certifiedTable } from './tableOf.js';

type Exact = {
  estimates: number[];
  se: number[];
  sigma: number;
  rss: number;
  r2: number;
  F?: number;
  durbinWatson: number;
  jarqueBera: number;
  maxHat: number;
  maxCook?: number;
  hc3?: number[];
  hc0?: number[];
  logLik: number;
  aic: number;
  bic: number;
};
type Model = {
  id: string;
  dataset: string;
  formula: string;
  family: string;
  n: number;
  nOmitted: number;
  coefNames: string[];
  aliased: string[];
  dfResidual: number;
  p: number[];
  ciLow: number[];
  ciHigh: number[];
  adjR2: number;
  Fp: number | null;
  Fdf1: number | null;
  jarqueBeraP: number;
  hc1: number[];
  maxHatRows: number[];
  maxCookRows: number[];
  vif?: Record<string, number>;
  exact: Exact;
};

const { models } = JSON.parse(readFileSync('test/certified/r/reference.json', 'utf8')) as { models: Model[] };

// `exact`: 50-digit arithmetic from R 4.2.2's model matrix. p, intervals, adjusted R² and the p-values of F and
// Jarque-Bera are R's own; test/certified/README.md states p to 7e-13 and F p to 1e-14; an interval is the estimate
// (12.7 digits) and the standard error. p and intervals are recomputed from `exact` as well, by distributions that are
// held against mpmath (distributions.test.ts). What only R gives (HC1, variance inflation) is right to 1e-7.
const TIGHT = 1e-11;
const OF_R = 1e-10;
const OF_R_ALONE = 1e-7;

describe('fitLinear against R', () => {
  const gaussian = models.filter(({ family }) => family === 'gaussian');

  it('finds the models', () => {
    assert.equal(gaussian.length, 33);
  });

  for (const [how, kernel] of [
    ['kernel', loadKernel],
    ['plain loops', undefined],
  ] as const)
    for (const model of gaussian)
      it(`${model.id}, ${how}`, async () => {
        const options = { confidence: 0.95, loadKernel: kernel };
        const { fit } = await fitFormula(certifiedTable(`r/${model.dataset}.csv`), model.formula, options);
        checkCoefficients(fit, model);
        checkSummary(fit, model);
        checkDiagnostics(fit, model);
        checkInflation(fit, model);
        assert.deepEqual(fit.summary.aliased, model.aliased);
        assert.equal(fit.leftOut.count, model.nOmitted);
      });
});

describe('robust standard errors against R', () => {
  // Where a leverage is 1 (anscombe 4), `exact` has none: R divides 0 by 0.
  for (const model of models.filter(({ family, exact }) => family === 'gaussian' && exact.hc0 !== undefined))
    it(model.id, async () => {
      const table = certifiedTable(`r/${model.dataset}.csv`);
      for (const [covariance, errors, tolerance] of [
        ['hc0', model.exact.hc0!, TIGHT],
        ['hc1', model.hc1, OF_R_ALONE],
      ] as const) {
        const { fit } = await fitFormula(table, model.formula, { confidence: 0.95, loadKernel, covariance });
        for (const [k, { name, standardError }] of fit.coefficients.entries())
          if (errors[k] === null) assert.equal(standardError, null);
          else assertClose(standardError, errors[k]!, { tolerance, what: `${name} ${covariance}` });
      }
    });
});

describe('the designs of Poisson models against R', () => {
  for (const model of models.filter(({ family }) => family === 'poisson'))
    it(model.id, async () => {
      const table = certifiedTable(`r/${model.dataset}.csv`);
      const { features } = await specOf(modelOf(table, model.formula).plan, table);
      assert.deepEqual(['(Intercept)', ...features.map(({ name }) => name)], model.coefNames);
    });
});

function checkCoefficients(
  fit: Fit,
  { exact, coefNames, aliased, dfResidual, p, ciLow, ciHigh }: Model,
): void {
  const quantile = studentQuantile(0.975, dfResidual);
  assert.deepEqual(
    fit.coefficients.map(({ name }) => name),
    coefNames,
  );
  for (const [k, row] of fit.coefficients.entries()) {
    if (row.estimate === null) {
      assert.ok(aliased.includes(row.name));
      assert.equal(exact.estimates[k], null);
      continue;
    }
    const expect = (actual: number | null | undefined, expected: number, what: string, tolerance = TIGHT) =>
      assertClose(actual, expected, { tolerance, what: `${row.name} ${what}` });
    expect(row.estimate, exact.estimates[k]!, 'estimate');
    expect(row.standardError, exact.se[k]!, 'standard error');
    expect(row.statistic, exact.estimates[k]! / exact.se[k]!, 't');
    expect(row.pValue, p[k]!, 'p', OF_R);
    expect(row.confidenceInterval?.[0], ciLow[k]!, 'interval low', OF_R);
    expect(row.confidenceInterval?.[1], ciHigh[k]!, 'interval high', OF_R);
    expect(row.pValue, studentTwoSided(exact.estimates[k]! / exact.se[k]!, dfResidual), 'exact p');
    for (const [side, sign] of [-1, 1].entries())
      expect(
        row.confidenceInterval?.[side],
        exact.estimates[k]! + sign * quantile * exact.se[k]!,
        'interval',
      );
    if (exact.hc3 === undefined) assert.equal(row.robustStandardError, null);
    else expect(row.robustStandardError, exact.hc3[k]!, 'HC3');
  }
}

function checkSummary({ summary }: Fit, model: Model): void {
  const { exact } = model;
  const expect = (actual: number | null, expected: number, what: string) =>
    assertClose(actual, expected, { tolerance: TIGHT, what });
  assert.equal(summary.n, model.n);
  assert.equal(summary.dfResidual, model.dfResidual);
  expect(summary.residualStandardError, exact.sigma, 'sigma');
  expect(summary.rss, exact.rss, 'rss');
  expect(summary.deviance, exact.rss, 'deviance');
  expect(summary.rSquared, exact.r2, 'R²');
  expect(summary.adjustedRSquared, model.adjR2, 'adjusted R²');
  expect(summary.logLikelihood, exact.logLik, 'logLik');
  expect(summary.aic, exact.aic, 'AIC');
  expect(summary.bic, exact.bic, 'BIC');
  if (exact.F === undefined) {
    assert.equal(summary.fStatistic, null);
    return;
  }
  expect(summary.fStatistic!.value, exact.F, 'F');
  expect(summary.fStatistic!.pValue, model.Fp!, 'F p');
  expect(summary.fStatistic!.pValue, fisherUpper(exact.F, model.Fdf1!, model.dfResidual), 'exact F p');
  assert.equal(summary.fStatistic!.dfModel, model.Fdf1);
  assert.equal(summary.fStatistic!.dfResidual, model.dfResidual);
}

function checkDiagnostics({ summary: { diagnostics } }: Fit, { exact, ...model }: Model): void {
  const expect = (actual: number | null | undefined, expected: number, what: string) =>
    assertClose(actual, expected, { tolerance: TIGHT, what });
  expect(diagnostics.durbinWatson, exact.durbinWatson, 'Durbin-Watson');
  expect(diagnostics.jarqueBera?.statistic, exact.jarqueBera, 'Jarque-Bera');
  expect(diagnostics.jarqueBera?.pValue, model.jarqueBeraP, 'Jarque-Bera p');
  expect(diagnostics.maxLeverage?.value, exact.maxHat, 'largest leverage');
  // Rows of the CSV count from 1, lines with the header; of ties the first row is named.
  assert.equal(diagnostics.maxLeverage?.line, model.maxHatRows[0]! + 1);
  if (exact.maxCook !== undefined)
    expect(diagnostics.maxCooksDistance?.value, exact.maxCook, "Cook's distance");
  assert.equal(diagnostics.maxCooksDistance?.line, model.maxCookRows[0]! + 1);
}

function checkInflation({ coefficients }: Fit, { vif = {} }: Model): void {
  for (const [name, expected] of Object.entries(vif))
    assertClose(coefficients.find((row) => row.name === name)!.vif, expected, {
      ...{ tolerance: OF_R_ALONE, what: `variance inflation of ${name}` },
    });
}
