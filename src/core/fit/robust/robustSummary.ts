import { meanErrors, NO_ERRORS } from '../../judge/errorSums.js';
import { estimatedDigits } from '../../judge/estimatedDigits.js';
import type { FileSolution } from '../../judge/fileUnits.js';
import { quantileLikelihood } from '../../judge/likelihood.js';
import { peakOf } from '../../judge/peak.js';
import type { ModelSummary, RobustSummary } from '../fit.js';
import type { FitBasis } from '../fitBasis.js';
import { HUBER } from '../huber/solveHuber.js';
import { aliasedOf } from '../modelSummary.js';
import type { RowSums } from '../rowSummary.js';
import type { HuberSolution, QuantileSolution, RobustSolution } from './robustSolution.js';

/**
 * The statistics of a median, another quantile or Huber's estimate as a whole. What belongs to squares is null: R²,
 * F, sigma, deviance, Cook's distances and the tests of Gaussian residuals. The scale of Laplace's noise counts as a
 * parameter in `aic` and `bic`; Huber's estimate has no likelihood.
 */
export function robustSummary(
  basis: FitBasis,
  robust: RobustSolution,
  { file, sums }: { file: FileSolution; sums: RowSums },
): ModelSummary {
  const { solution, moments, isPerfectFit } = basis;
  const { n, kept, dfResidual } = solution;
  const errors = isPerfectFit ? NO_ERRORS : meanErrors(sums.errors, n);
  const hasLikelihood = robust.kind === 'quantile' && !isPerfectFit;
  return {
    ...{ ridge: null, counts: null, covariance: basis.covariance },
    ...{ n, rank: kept.length, aliased: aliasedOf(basis), dfResidual },
    ...{
      residualStandardError: null,
      rSquared: null,
      adjustedRSquared: null,
      fStatistic: null,
      deviance: null,
    },
    ...errors,
    rss: errors.rootMeanSquaredError ** 2 * n,
    ...(hasLikelihood
      ? quantileLikelihood({ n, rank: kept.length, logWeights: moments.logWeights, ...robust })
      : { logLikelihood: null, aic: null, bic: null }),
    diagnostics: {
      ...{ durbinWatson: null, jarqueBera: null, breuschPagan: null, maxCooksDistance: null },
      maxLeverage: peakOf(sums.leverage),
      conditionNumber: solution.conditionNumber,
    },
    method: methodOf(robust),
    estimatedDigits: estimatedDigits(solution, file, false),
    isPerfectFit,
    leaveOneOutError: null,
    targetMean: basis.frame.shift.at(-1)! + moments.means.at(-1)! / basis.frame.scale.at(-1)!,
    robust: robust.kind === 'quantile' ? quantileSummary(basis, robust) : huberSummary(robust),
  };
}

function methodOf(robust: RobustSolution): string {
  if (robust.kind === 'quantile') return 'exchanges of rows met, to a dual certificate, double precision';
  return `IRLS, ${robust.steps} ${robust.steps === 1 ? 'step' : 'steps'}, double precision`;
}

function quantileSummary(
  { spec, solution, bootstrap }: FitBasis,
  { standardErrors, ranges, ...found }: QuantileSolution,
): RobustSummary {
  const columns = spec.features.length + (solution.hasIntercept ? 1 : 0);
  const rangeOf = (column: number) => ranges![solution.kept.indexOf(column)] ?? null;
  return {
    ...found,
    ranges: ranges && Array.from({ length: columns }, (_, column) => rangeOf(column)),
    samples: standardErrors === null ? 0 : (bootstrap?.samples ?? 0),
  };
}

function huberSummary({ errorScale: _, ...found }: HuberSolution): RobustSummary {
  return { ...found, constant: HUBER };
}
