import type { FileSolution } from '../judge/fileUnits.js';
import { linkOf } from '../model/family.js';
import { loneMoves } from '../model/loneMoves.js';
import { featureSdOf } from './coefficientTable.js';
import type { ColumnFacts } from './fit.js';
import type { FitBasis } from './fitBasis.js';
import type { ChartedFeature } from './rowPart.js';

/** Small charts one screen can hold. */
export const MOST_CHARTED = 24;

/**
 * The features that are drawn by themselves: a lone one always, of several those that were kept and can move while the
 * others stay, the ones first that move the target most by one standard deviation. With a log link none of several is.
 */
export function chartedFeatures(
  basis: Omit<FitBasis, 'confidence' | 'covariance' | 'lambda'>,
  file: FileSolution,
  facts: readonly ColumnFacts[],
): ChartedFeature[] {
  const { spec, frame, solution } = basis;
  // What is straight in a feature of counts is no residual on the counts' own scale.
  if (linkOf(spec.family) === 'log' && spec.features.length > 1) return [];
  const first = frame.hasIntercept ? 1 : 0;
  const slopes = spec.features.map((_, k) => file.estimates[solution.kept.indexOf(k + first)] ?? 0);
  // The mean of the fitted values: that of the target in least squares with an intercept.
  const intercept = frame.hasIntercept ? file.estimates[0]! : 0;
  const height =
    frame.hasIntercept && spec.family === undefined
      ? facts.at(-1)!.mean
      : slopes.reduce((sum, slope, k) => sum + slope * facts[k]!.mean, intercept);
  const distances = slopes.map((slope, k) => Math.abs(slope * featureSdOf(basis, k + first)));
  const moves = loneMoves(spec);
  const isDrawn = (k: number) =>
    slopes.length === 1 || (solution.kept.includes(k + first) && moves[k]?.kind === 'number');
  return [...slopes.keys()]
    .filter(isDrawn)
    .sort((a, b) => distances[b]! - distances[a]!)
    .slice(0, MOST_CHARTED)
    .map((column) => ({ column, slope: slopes[column]!, mean: facts[column]!.mean, height }));
}
