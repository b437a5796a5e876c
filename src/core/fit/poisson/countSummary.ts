import { chiSquaredUpper } from '../../judge/distributions.js';
import { meanErrors } from '../../judge/errorSums.js';
import { estimatedDigits } from '../../judge/estimatedDigits.js';
import type { FileSolution } from '../../judge/fileUnits.js';
import { criteria } from '../../judge/likelihood.js';
import { peakOf } from '../../judge/peak.js';
import type { ModelSummary } from '../fit.js';
import type { FitBasis } from '../fitBasis.js';
import type { Solution } from '../leastSquares.js';
import { aliasedOf } from '../modelSummary.js';
import type { RowSums } from '../rowSummary.js';
import type { CountFacts } from './countFacts.js';
import type { CountSolution } from './countSolution.js';

/**
 * The statistics of a Poisson fit as a whole, with the conventions of R's `glm`. What belongs to least squares is null:
 * R², F, sigma, and the tests of Gaussian residuals.
 */
export function countSummary(
  basis: FitBasis,
  counts: CountSolution,
  { file, sums }: { file: FileSolution; sums: RowSums },
): ModelSummary {
  const { frame, solution, moments } = basis;
  const { n, kept, dfResidual } = solution;
  const { link, steps, isConverged, facts } = counts;
  const deviance = devianceOf(solution, sums);
  // The residual sum of squares of the last step.
  const pearson = solution.rss;
  return {
    ridge: null,
    covariance: basis.covariance,
    n,
    rank: kept.length,
    aliased: aliasedOf(basis),
    dfResidual,
    ...{ residualStandardError: null, rSquared: null, adjustedRSquared: null, fStatistic: null, rss: null },
    ...meanErrors(sums.errors, n),
    deviance,
    ...likelihood(facts, deviance, { n, rank: kept.length }),
    diagnostics: {
      ...{ durbinWatson: null, jarqueBera: null, breuschPagan: null },
      maxLeverage: peakOf(sums.leverage),
      maxCooksDistance: peakOf(sums.cooksDistance),
      conditionNumber: solution.conditionNumber,
    },
    method: `IRLS, ${steps} ${steps === 1 ? 'step' : 'steps'}, double precision`,
    estimatedDigits: estimatedDigits(solution, file, false),
    isPerfectFit: false,
    targetMean: moments.means.at(-1)!,
    leaveOneOutError: null,
    robust: null,
    counts: {
      ...{ link, steps, isConverged },
      nullDeviance: facts.nullDeviance,
      dfNull: frame.hasIntercept ? n - 1 : n,
      pearson,
      pearsonPValue: chiSquaredUpper(pearson, dfResidual),
    },
  };
}

/** The sum of the squares of the deviance residuals, which were summed over what sigma would be. */
function devianceOf({ rss, dfResidual }: Solution, { moments }: RowSums): number {
  const unit = Math.sqrt(rss / dfResidual) || 1;
  return (moments.second + moments.n * moments.mean ** 2) * unit ** 2;
}

/** Numbers that are no counts have no probability. */
function likelihood(facts: CountFacts, deviance: number, { n, rank }: { n: number; rank: number }) {
  if (facts.fractional.count > 0) return { logLikelihood: null, aic: null, bic: null };
  const logLikelihood = facts.saturated - deviance / 2;
  return { logLikelihood, ...criteria(logLikelihood, n, rank) };
}
