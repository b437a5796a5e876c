import { fisherUpper } from '../judge/distributions.js';
import { estimatedDigits } from '../judge/estimatedDigits.js';
import type { FileSolution } from '../judge/fileUnits.js';
import { gaussianLikelihood } from '../judge/likelihood.js';
import { breuschPagan, durbinWatson, jarqueBera } from '../judge/residualTests.js';
import { widthOf } from './designBlocks.js';
import type { Diagnostics, ModelSummary, RowTable } from './fit.js';
import type { FitParts } from './fitParts.js';
import type { SecondPass } from './secondPass.js';

/** Values of rows this near, relatively, are a tie: the first row is named. */
const TIE = 1e-12;

/** The statistics of the fit as a whole, with R's conventions. */
export function modelSummary(parts: FitParts, file: FileSolution, pass: SecondPass): ModelSummary {
  const { spec, design, solution, isPerfectFit, moments } = parts;
  const { n, kept, dfResidual, rss, explained } = solution;
  const target = moments.mean(widthOf(design) - 1);
  const likelihood = isPerfectFit
    ? { logLikelihood: null, aic: null, bic: null }
    : gaussianLikelihood(n, kept.length, Math.log(rss) - 2 * Math.log(design.scale.at(-1)!));
  const rSquared = explained + rss > 0 ? explained / (explained + rss) : null;
  const first = design.hasIntercept ? 1 : 0;
  return {
    n,
    rank: kept.length,
    aliased: spec.features.filter((_, k) => !kept.includes(k + first)),
    dfResidual,
    residualStandardError: file.sigma,
    rSquared,
    adjustedRSquared: rSquared === null ? null : 1 - (1 - rSquared) * ((n - first) / dfResidual),
    fStatistic: fStatistic(parts),
    rss: file.rss,
    deviance: file.rss,
    ...likelihood,
    diagnostics: diagnostics(parts, pass),
    method: 'Householder QR, double precision',
    estimatedDigits: estimatedDigits(solution, file),
    isPerfectFit,
    targetMean: design.shift.at(-1)! + target / design.scale.at(-1)!,
  };
}

function fStatistic({ solution, isPerfectFit }: FitParts): ModelSummary['fStatistic'] {
  const { kept, hasIntercept, explained, rss, dfResidual } = solution;
  const dfModel = kept.length - (hasIntercept ? 1 : 0);
  if (dfModel === 0 || isPerfectFit) return null;
  const value = explained / dfModel / (rss / dfResidual);
  return { value, dfModel, dfResidual, pValue: fisherUpper(value, dfModel, dfResidual) };
}

function diagnostics({ solution, isPerfectFit }: FitParts, pass: SecondPass): Diagnostics {
  const { residual, leverage, cooksDistance } = pass.rows;
  return {
    durbinWatson: isPerfectFit ? null : durbinWatson(residual),
    jarqueBera: isPerfectFit ? null : jarqueBera(residual),
    breuschPagan: isPerfectFit ? null : breuschPagan(pass, solution),
    maxLeverage: largest(leverage, pass.rows),
    maxCooksDistance: largest(cooksDistance, pass.rows),
    conditionNumber: solution.conditionNumber,
  };
}

/** The largest value and the line of the first row that has it; null when all are undefined. */
function largest(values: Float64Array, { firstLine }: RowTable): { value: number; line: number } | null {
  let value = -Infinity;
  for (const candidate of values) if (candidate > value) value = candidate;
  if (value === -Infinity) return null;
  const index = values.findIndex((candidate) => candidate >= value * (1 - TIE));
  return { value, line: firstLine[index]! };
}
