import type { Test } from '../fit/fit.js';
import { normalCumulative } from './distributions.js';
import { normalQuantile } from './normalQuantile.js';

/** Royston's approximation is made for so many numbers. */
export const MOST_FOR_SHAPIRO_WILK = 5000;
const FEWEST = 3;

/** Polynomials in 1 / sqrt(n), the constant first. */
const LAST_WEIGHT = [0, 0.221157, -0.147981, -2.07119, 4.434685, -2.706056];
const NEXT_WEIGHT = [0, 0.042981, -0.293762, -1.752461, 5.682633, -3.582633];
/** Of log(1 - W): mean and logarithm of the deviation, in n up to 11 and in log(n) beyond. */
const SMALL_MEAN = [0.544, -0.39978, 0.025054, -6.714e-4];
const SMALL_DEVIATION = [1.3822, -0.77857, 0.062767, -0.0020322];
const SMALL_END = [-2.273, 0.459];
const MEAN = [-1.5861, -0.31082, -0.083751, 0.0038915];
const DEVIATION = [-0.4803, -0.082676, 0.0030302];

/**
 * Shapiro and Wilk's test that numbers are normal, by Royston's approximation. Null for fewer than 3 or more than 5,000
 * numbers, or where they do not vary. As `shapiro.test` of R.
 *
 * @param ascending the numbers in ascending order.
 * @see Royston (1995), Remark AS R94: a remark on algorithm AS 181, the W-test for normality.
 */
export function shapiroWilk(ascending: Float64Array): Test | null {
  const n = ascending.length;
  if (n < FEWEST || n > MOST_FOR_SHAPIRO_WILK || ascending[0] === ascending[n - 1]) return null;
  const rest = oneLessW(ascending, weightsFor(n));
  return { statistic: 1 - rest, pValue: pValueOf(rest, n) };
}

/** Weights of the upper half, the largest number's first; those of the lower half are the same turned over. */
function weightsFor(n: number): Float64Array {
  const half = Math.floor(n / 2);
  if (n === FEWEST) return Float64Array.of(Math.SQRT1_2);
  const scores = Float64Array.from({ length: half }, (_, i) => -normalQuantile((i + 1 - 0.375) / (n + 0.25)));
  const squares = 2 * scores.reduce((sum, score) => sum + score * score, 0);
  const root = Math.sqrt(squares);
  const last = polynomial(LAST_WEIGHT, 1 / Math.sqrt(n)) + scores[0]! / root;
  const next = polynomial(NEXT_WEIGHT, 1 / Math.sqrt(n)) + scores[1]! / root;
  const ends = n > 5 ? [last, next] : [last];
  let [left, share] = [squares, 1];
  for (const [i, weight] of ends.entries()) {
    left -= 2 * scores[i]! ** 2;
    share -= 2 * weight ** 2;
  }
  const factor = Math.sqrt(left / share);
  return scores.map((score, i) => ends[i] ?? score / factor);
}

/** 1 - W without cancellation: the squared correlation of numbers and weights taken from one. */
function oneLessW(values: Float64Array, weights: Float64Array): number {
  const n = values.length;
  const range = values[n - 1]! - values[0]!;
  const scaled = values.map((value) => value / range);
  const mean = scaled.reduce((sum, value) => sum + value, 0) / n;
  let [weightSquares, squares, products] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const j = n - 1 - i;
    const weight = i === j ? 0 : i < j ? -weights[i]! : weights[j]!;
    const value = scaled[i]! - mean;
    weightSquares += weight * weight;
    squares += value * value;
    products += weight * value;
  }
  const root = Math.sqrt(weightSquares * squares);
  return ((root - products) * (root + products)) / (weightSquares * squares);
}

function pValueOf(rest: number, n: number): number {
  if (n === FEWEST) return Math.max(0, (6 / Math.PI) * (Math.asin(Math.sqrt(1 - rest)) - Math.PI / 3));
  const log = Math.log(rest);
  if (n > 11) return upper(log, polynomial(MEAN, Math.log(n)), polynomial(DEVIATION, Math.log(n)));
  const end = polynomial(SMALL_END, n);
  // So far out that the approximation ends.
  if (log >= end) return 1e-99;
  return upper(-Math.log(end - log), polynomial(SMALL_MEAN, n), polynomial(SMALL_DEVIATION, n));
}

function upper(value: number, mean: number, logDeviation: number): number {
  return normalCumulative((mean - value) / Math.exp(logDeviation));
}

function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
}
