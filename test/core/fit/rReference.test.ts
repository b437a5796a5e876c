import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Fit } from '../../../src/core/fit/fit.js';
import { fitFormula, modelOf, specOf } from '../../../src/core/fitFormula.js';
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
  maxHatRows: number[];
  maxCookRows: number[];
  vif?: Record<string, number> | number[] | null;
  exact: Exact;
};

const { models } = JSON.parse(readFileSync('test/certified/r/reference.json', 'utf8')) as { models: Model[] };

// `exact`: 50-digit arithmetic from R 4.2.2's model matrix. p, intervals, adjusted R² and the p-values of F and
// Jarque-Bera are R's own; test/certified/README.md states p to 7e-13 and F p to 1e-14; an interval is the estimate
// (12.7 digits) and the standard error.
const TIGHT = 1e-11;
const OF_R = 1e-10;

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
        assert.deepEqual(fit.summary.aliased, model.aliased);
        assert.equal(fit.leftOut.count, model.nOmitted);
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

function checkCoefficients(fit: Fit, { exact, coefNames, aliased, p, ciLow, ciHigh }: Model): void {
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
