import type { Test } from '../fit/fit.js';
import type { Solution } from '../fit/leastSquares.js';
import type { WalkSums } from '../fit/walkedRows.js';
import { chiSquaredUpper } from './distributions.js';
import type { NeighbourSteps } from './neighbourSteps.js';
import { type ResidualMoments, shapeOf } from './residualMoments.js';

/**
 * Durbin-Watson statistic of residuals in file order, near 2 when neighbours are unrelated; null when all are zero.
 *
 * @param moments of the residuals in the unit of the steps.
 * @see Durbin and Watson (1950).
 */
export function durbinWatson({ sum }: NeighbourSteps, { n, mean, second }: ResidualMoments): number | null {
  const squares = second + n * mean * mean;
  return squares === 0 ? null : sum / squares;
}

/**
 * Jarque-Bera test that residuals are normal, with population moments: n/6 (S² + (K - 3)² / 4), chi squared with 2
 * degrees of freedom. Null when the residuals do not vary.
 *
 * @see Jarque and Bera (1980).
 */
export function jarqueBera(moments: ResidualMoments): Test | null {
  const shape = shapeOf(moments);
  if (shape === null) return null;
  const statistic = (moments.n / 6) * (shape.skewness ** 2 + shape.excess ** 2 / 4);
  return { statistic, pValue: chiSquaredUpper(statistic, 2) };
}

/**
 * Studentised Breusch-Pagan test for a spread that changes with the features: n times the share of the squared
 * residuals' variation that the model's columns explain. As `bptest` of R's lmtest, which without intercept regresses
 * on the features alone and counts one degree of freedom less. Null with fewer than two columns.
 *
 * @see Koenker (1981).
 */
export function breuschPagan(
  { squares }: Pick<WalkSums, 'squares'>,
  { n, kept }: Pick<Solution, 'n' | 'kept'>,
): Test | null {
  if (kept.length < 2 || squares.total === 0) return null;
  const explained = squares.projected.reduce((sum, value) => sum + value * value, 0);
  const statistic = (n * explained) / squares.total;
  return { statistic, pValue: chiSquaredUpper(statistic, kept.length - 1) };
}
