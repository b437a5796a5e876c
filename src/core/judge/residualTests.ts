import type { Test } from '../fit/fit.js';
import type { Solution } from '../fit/leastSquares.js';
import type { SecondPass } from '../fit/secondPass.js';
import { chiSquaredUpper } from './distributions.js';

/**
 * Durbin-Watson statistic of residuals in file order, near 2 when neighbours are unrelated; null when all are zero.
 *
 * @see Durbin and Watson (1950).
 */
export function durbinWatson(residual: Float64Array): number | null {
  const scale = rootMeanSquare(residual);
  if (scale === 0) return null;
  let steps = 0;
  for (let i = 1; i < residual.length; i++) steps += ((residual[i]! - residual[i - 1]!) / scale) ** 2;
  return steps / residual.length;
}

/**
 * Jarque-Bera test that residuals are normal, with population moments: n/6 (S² + (K - 3)² / 4), chi squared with 2
 * degrees of freedom. Null when the residuals do not vary.
 *
 * @see Jarque and Bera (1980).
 */
export function jarqueBera(residual: Float64Array): Test | null {
  const n = residual.length;
  const scale = rootMeanSquare(residual);
  if (scale === 0) return null;
  const mean = residual.reduce((sum, value) => sum + value / scale, 0) / n;
  let second = 0;
  let third = 0;
  let fourth = 0;
  for (let i = 0; i < n; i++) {
    const difference = residual[i]! / scale - mean;
    const square = difference * difference;
    second += square;
    third += square * difference;
    fourth += square * square;
  }
  if (second === 0) return null;
  const skewness = third / n / (second / n) ** 1.5;
  const kurtosis = fourth / n / (second / n) ** 2;
  const statistic = (n / 6) * (skewness ** 2 + (kurtosis - 3) ** 2 / 4);
  return { statistic, pValue: chiSquaredUpper(statistic, 2) };
}

/**
 * Studentised Breusch-Pagan test for a spread that changes with the features: n times the share of the squared
 * residuals' variation that the model's columns explain. As `bptest` of R's lmtest, which without intercept regresses
 * on the features alone and counts one degree of freedom less. Null with fewer than two columns.
 *
 * @see Koenker (1981).
 */
export function breuschPagan({ squares }: SecondPass, { n, kept }: Solution): Test | null {
  if (kept.length < 2 || squares.total === 0) return null;
  const explained = squares.projected.reduce((sum, value) => sum + value * value, 0);
  const statistic = (n * explained) / squares.total;
  return { statistic, pValue: chiSquaredUpper(statistic, kept.length - 1) };
}

function rootMeanSquare(values: Float64Array): number {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  if (largest === 0) return 0;
  let sum = 0;
  for (const value of values) sum += (value / largest) ** 2;
  return largest * Math.sqrt(sum / values.length);
}
