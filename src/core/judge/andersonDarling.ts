import type { Test } from '../fit/fit.js';
import { normalCumulative } from './distributions.js';

export const FEWEST_FOR_ANDERSON_DARLING = 8;
/** The formulas of the p-value end here; beyond it the value given is a bound. */
const LARGEST = 13;
/** The p-value there: what is given for a larger statistic is at most this. */
export const LEAST_P = tailOf(LARGEST);

/**
 * Anderson and Darling's test that numbers are normal, their mean and standard deviation estimated. The statistic is A²; p
 * comes from A² (1 + 0.75 / n + 2.25 / n²), never below that of 13. Null for fewer than 8 numbers, or where they do not vary.
 * As `normal_ad` of statsmodels and `ad.test` of R's nortest.
 *
 * @param ascending the numbers in ascending order.
 * @see Stephens (1986), in D'Agostino and Stephens, Goodness-of-fit techniques, 4.8.5.
 */
export function andersonDarling(ascending: Float64Array): Test | null {
  const n = ascending.length;
  if (n < FEWEST_FOR_ANDERSON_DARLING || ascending[0] === ascending[n - 1]) return null;
  const z = standardised(ascending);
  let sum = 0;
  for (let i = 0; i < n; i++) sum += (2 * i + 1) * (logCumulative(z[i]!) + logCumulative(-z[n - 1 - i]!));
  const statistic = -n - sum / n;
  return { statistic, pValue: pValueOf(statistic * (1 + 0.75 / n + 2.25 / n ** 2)) };
}

function standardised(values: Float64Array): Float64Array {
  const n = values.length;
  const unit = Math.max(Math.abs(values[0]!), Math.abs(values[n - 1]!));
  const scaled = values.map((value) => value / unit);
  const mean = scaled.reduce((sum, value) => sum + value, 0) / n;
  const squares = scaled.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / (n - 1));
  return scaled.map((value) => (value - mean) / deviation);
}

/** Logarithm of the normal distribution function; by its asymptotic series where the function itself underflows. */
function logCumulative(z: number): number {
  if (z > -30) return Math.log(normalCumulative(z));
  const square = 1 / (z * z);
  const series = -square * (1 - square * (3 - 15 * square));
  return -z * z * 0.5 - Math.log(-z * Math.sqrt(2 * Math.PI)) + Math.log1p(series);
}

function pValueOf(a: number): number {
  if (a < 0.2) return -Math.expm1(-13.436 + 101.14 * a - 223.73 * a * a);
  if (a < 0.34) return -Math.expm1(-8.318 + 42.796 * a - 59.938 * a * a);
  if (a < 0.6) return Math.exp(0.9177 - 4.279 * a - 1.38 * a * a);
  return tailOf(Math.min(a, LARGEST));
}

function tailOf(a: number): number {
  return Math.exp(1.2937 - 5.709 * a + 0.0186 * a * a);
}
