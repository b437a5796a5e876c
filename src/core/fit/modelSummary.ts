import { fisherUpper } from '../judge/distributions.js';
import { meanErrors, NO_ERRORS } from '../judge/errorSums.js';
import { estimatedDigits } from '../judge/estimatedDigits.js';
import type { FileSolution } from '../judge/fileUnits.js';
import { gaussianLikelihood } from '../judge/likelihood.js';
import { peakOf } from '../judge/peak.js';
import { breuschPagan, durbinWatson, jarqueBera } from '../judge/residualTests.js';
import type { Diagnostics, ModelSummary } from './fit.js';
import type { FitBasis } from './fitBasis.js';
import { leaveOneOutError } from './predictiveSums.js';
import type { RowSums } from './rowSummary.js';

/** The statistics of the fit as a whole, with R's conventions. */
export function modelSummary(basis: FitBasis, file: FileSolution, sums: RowSums): ModelSummary {
  const { frame, solution, isPerfectFit, moments } = basis;
  const { n, dfResidual, rss } = solution;
  const target = moments.means.at(-1)!;
  const likelihood = isPerfectFit
    ? { logLikelihood: null, aic: null, bic: null }
    : gaussianLikelihood({
        ...{ n, rank: n - dfResidual, logWeights: moments.logWeights },
        logRss: Math.log(rss) - 2 * Math.log(frame.scale.at(-1)!),
      });
  const first = frame.hasIntercept ? 1 : 0;
  const { shares } = file;
  return {
    ridge: basis.lambda === 0 ? null : { lambda: basis.lambda, effectiveDf: n - dfResidual },
    covariance: basis.covariance,
    n,
    rank: basis.decision.kept.length,
    aliased: aliasedOf(basis),
    dfResidual,
    residualStandardError: file.sigma,
    ...(isPerfectFit ? NO_ERRORS : meanErrors(sums.errors, n)),
    rSquared: shares?.explained ?? null,
    adjustedRSquared: shares && 1 - shares.unexplained * ((n - first) / dfResidual),
    fStatistic: fStatistic(basis),
    rss: file.rss,
    deviance: file.rss,
    ...likelihood,
    diagnostics: diagnostics(basis, sums),
    ...methodOf(basis, file),
    isPerfectFit,
    targetMean: frame.shift.at(-1)! + target / frame.scale.at(-1)!,
    leaveOneOutError:
      isPerfectFit || basis.lambda > 0 ? null : leaveOneOutError(sums.predictive, n, sums.errors.unit),
    ...{ counts: null, robust: null },
  };
}

/** Names of dropped columns, in the order of the formula. */
export function aliasedOf({ spec, frame, solution }: FitBasis): readonly string[] {
  const first = frame.hasIntercept ? 1 : 0;
  return spec.features.filter((_, k) => !solution.kept.includes(k + first)).map(({ name }) => name);
}

function methodOf({ spec, survey, solution, lambda, exact }: FitBasis, file: FileSolution) {
  const digits = (isExact: boolean) => estimatedDigits(solution, file, isExact);
  if (lambda > 0) return { method: METHODS.ridge, estimatedDigits: digits(false) };
  if (solution.exact === null) return { method: METHODS.double, estimatedDigits: digits(false) };
  if (!spec.isPolynomial) return { method: METHODS.exactOfFunctions, estimatedDigits: digits(false) };
  if (!survey.hasLowWords) return { method: METHODS.exactOfDoubles, estimatedDigits: digits(false) };
  // Double precision in the same triangle must come as near as it promises, or nothing better is promised.
  const isConfirmed = exact === null || exact.agreement >= digits(false) - 1;
  return { method: METHODS.exact, estimatedDigits: digits(isConfirmed) };
}

/** What was computed how; only the first is called exact. */
const METHODS = {
  exact: 'least squares in double-double from the decimals on',
  exactOfFunctions: 'least squares in double-double; some columns are computed in double precision',
  exactOfDoubles: 'least squares in double-double; the numbers of the file are read in double precision',
  ridge: 'ridge by QR, double precision',
  double: 'QR, double precision',
} as const;

function fStatistic({ solution, isPerfectFit, lambda }: FitBasis): ModelSummary['fStatistic'] {
  const { kept, hasIntercept, explained, rss, dfResidual } = solution;
  const dfModel = kept.length - (hasIntercept ? 1 : 0);
  if (dfModel === 0 || isPerfectFit || lambda > 0) return null;
  const value = explained / dfModel / (rss / dfResidual);
  return { value, dfModel, dfResidual, pValue: fisherUpper(value, dfModel, dfResidual) };
}

function diagnostics({ solution, isPerfectFit, lambda }: FitBasis, sums: RowSums): Diagnostics {
  return {
    durbinWatson: isPerfectFit ? null : durbinWatson(sums.steps, sums.moments),
    jarqueBera: isPerfectFit ? null : jarqueBera(sums.moments),
    breuschPagan: isPerfectFit || lambda > 0 ? null : breuschPagan(sums, solution),
    maxLeverage: peakOf(sums.leverage),
    maxCooksDistance: peakOf(sums.cooksDistance),
    conditionNumber: solution.conditionNumber,
  };
}
