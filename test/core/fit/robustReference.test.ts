import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Fit, HuberSummary, QuantileSummary } from '../../../src/core/fit/fit.js';
import { fitFormula } from '../../../src/core/fitFormula.js';
import type { Family } from '../../../src/core/model/family.js';
import { loadKernel } from '../../../src/worker/loadKernel.js';
import { assertClose } from './close.js';
import { certifiedTable } from './tableOf.js';

type Lad = {
  coef: number[];
  sumAbsResid: number;
  unique: boolean;
  optimalRange: { low: number[]; high: number[] } | null;
};
type Model = {
  id: string;
  dataset: string;
  formula: string;
  coefNames: string[];
  n: number;
  lad?: Lad | null;
};
const { models } = JSON.parse(readFileSync('test/certified/r/reference.json', 'utf8')) as { models: Model[] };

type Quantile = {
  dataset: string;
  formula: string;
  quantile: number;
  names: string[];
  estimates: number[];
  loss: number;
  logLikelihood: number;
};
type Huber = {
  dataset: string;
  formula: string;
  weights: string | null;
  names: string[];
  estimates: number[];
  standardErrors: number[];
  scale: number;
};
const robust = JSON.parse(readFileSync('test/certified/r/robust.json', 'utf8')) as {
  quantiles: Quantile[];
  weighted: { estimates: number[]; loss: number };
  huber: Huber[];
};

async function fitted(
  dataset: string,
  formula: string,
  family: Family,
  weights?: string | null,
): Promise<Fit> {
  const table = certifiedTable(`r/${dataset}.csv`);
  const choices = { family, weights: weights ?? undefined };
  return (await fitFormula(table, formula, { confidence: 0.95, loadKernel, ...choices })).fit;
}

function quantileOf({ summary }: Fit): QuantileSummary {
  assert.ok(summary.robust?.kind === 'quantile');
  return summary.robust;
}

function close(actual: number | null | undefined, expected: number, what: string, tolerance = 1e-10): void {
  assertClose(actual, expected, { tolerance, what });
}

const median = { name: 'laplace', quantile: 0.5 } as const;

// `lad`: R 4.2.2, quantreg's rq(tau = .5, method = "br"), the objective checked with HiGHS; see
// test/certified/README.md.
describe('median regression against R', () => {
  for (const { id, dataset, formula, coefNames, n, lad } of models)
    if (lad)
      it(id, async () => {
        const fit = await fitted(dataset, formula, median);
        const found = quantileOf(fit);
        close(found.absolute, lad.sumAbsResid, 'objective');
        assert.equal(found.isUnique, lad.unique);
        assert.ok(found.gap <= 1e-9, `gap ${found.gap}`);
        assert.deepEqual(
          fit.coefficients.map(({ name }) => name),
          coefNames,
        );
        if (lad.unique)
          for (const [k, { estimate, name }] of fit.coefficients.entries())
            close(estimate, lad.coef[k]!, name);
        // HiGHS' own tolerance is 1e-7 of the objective's slopes.
        for (const [k, range] of (found.ranges ?? []).entries()) {
          close(range![0], lad.optimalRange!.low[k]!, `low ${k}`, 1e-7);
          close(range![1], lad.optimalRange!.high[k]!, `high ${k}`, 1e-7);
        }
        // At the scale that is the mean absolute residual.
        const scale = lad.sumAbsResid / n;
        close(fit.summary.logLikelihood, -n * (Math.log(2 * scale) + 1), 'log-likelihood');
        assert.ok(fit.coefficients.every(({ standardError }) => standardError === null));
      });
});

// test/certified/r/robust.R: quantreg's rq, MASS's rlm.
describe('other quantiles against R', () => {
  for (const expected of robust.quantiles)
    it(`${expected.dataset}: ${expected.formula} at ${expected.quantile}`, async () => {
      const { dataset, formula, quantile } = expected;
      const fit = await fitted(dataset, formula, { name: 'laplace', quantile });
      const found = quantileOf(fit);
      close(found.loss, expected.loss, 'loss');
      close(fit.summary.logLikelihood, expected.logLikelihood, 'log-likelihood');
      if (found.isUnique)
        for (const [k, { estimate, name }] of fit.coefficients.entries())
          close(estimate, expected.estimates[k]!, name);
    });

  it('weighs rows as rq does', async () => {
    const fit = await fitted('mtcars', 'mpg ~ wt + hp', median, 'qsec');
    close(quantileOf(fit).loss, robust.weighted.loss, 'loss');
    for (const [k, { estimate, name }] of fit.coefficients.entries())
      close(estimate, robust.weighted.estimates[k]!, name);
  });
});

describe("Huber's estimate against R", () => {
  for (const expected of robust.huber)
    it(`${expected.dataset}: ${expected.formula}${expected.weights === null ? '' : ', weighted'}`, async () => {
      const { dataset, formula, weights } = expected;
      const fit = await fitted(dataset, formula, { name: 'huber' }, weights);
      assert.ok((fit.summary.robust as HuberSummary).isConverged);
      close((fit.summary.robust as HuberSummary).scale, expected.scale, 'scale', 1e-8);
      for (const [k, { estimate, standardError, name }] of fit.coefficients.entries()) {
        close(estimate, expected.estimates[k]!, name, 1e-8);
        close(standardError, expected.standardErrors[k]!, `error of ${name}`, 1e-8);
      }
      assert.equal(fit.summary.logLikelihood, null);
    });
});
