import type { Test } from '../fit/fit.js';
import { chiSquaredUpper } from './distributions.js';
import { type ResidualMoments, shapeOf } from './residualMoments.js';

/** Under this many numbers the transformation of the skewness is not to be trusted. */
export const FEWEST_FOR_K2 = 8;

/**
 * D'Agostino and Pearson's test that residuals are normal: skewness and kurtosis, each brought to a standard normal, and
 * the sum of their squares, chi squared with 2 degrees of freedom. Null for fewer than 8 numbers, or where they do not
 * vary. As `scipy.stats.normaltest`.
 *
 * @see D'Agostino, Belanger and D'Agostino (1990), A suggestion for using powerful and informative tests of normality;
 *   Anscombe and Glynn (1983) for the kurtosis.
 */
export function dagostinoK2(moments: ResidualMoments): Test | null {
  const shape = shapeOf(moments);
  const { n } = moments;
  if (shape === null || n < FEWEST_FOR_K2) return null;
  const statistic = skewnessScore(shape.skewness, n) ** 2 + kurtosisScore(shape.excess + 3, n) ** 2;
  return { statistic, pValue: chiSquaredUpper(statistic, 2) };
}

function skewnessScore(skewness: number, n: number): number {
  const y = skewness * Math.sqrt(((n + 1) * (n + 3)) / (6 * (n - 2)));
  const kurtosis = (3 * (n * n + 27 * n - 70) * (n + 1) * (n + 3)) / ((n - 2) * (n + 5) * (n + 7) * (n + 9));
  const square = Math.sqrt(2 * (kurtosis - 1)) - 1;
  return Math.asinh(y / Math.sqrt(2 / (square - 1))) / Math.sqrt(Math.log(square) / 2);
}

function kurtosisScore(kurtosis: number, n: number): number {
  const mean = (3 * (n - 1)) / (n + 1);
  const variance = (24 * n * (n - 2) * (n - 3)) / ((n + 1) ** 2 * (n + 3) * (n + 5));
  const x = (kurtosis - mean) / Math.sqrt(variance);
  const skewness =
    ((6 * (n * n - 5 * n + 2)) / ((n + 7) * (n + 9))) *
    Math.sqrt((6 * (n + 3) * (n + 5)) / (n * (n - 2) * (n - 3)));
  const a = 6 + (8 / skewness) * (2 / skewness + Math.sqrt(1 + 4 / skewness ** 2));
  const root = Math.cbrt((1 - 2 / a) / (1 + x * Math.sqrt(2 / (a - 4))));
  return (1 - 2 / (9 * a) - root) / Math.sqrt(2 / (9 * a));
}
