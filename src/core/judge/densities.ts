import { halfDeviance } from '../fit/poisson/counts.js';
import { normalDensity, saturatedLogDensity } from './distributions.js';

/** A Gaussian by its mean and its standard deviation, above 0. */
export type Gaussian = { mean: number; sigma: number };

/** All that a Gaussian's likelihood needs of numbers: how many, their mean, and the sum of squares about it. */
export type NumberSums = { n: number; mean: number; squares: number };

/**
 * Density of a Gaussian at x, per unit of x: `exp(-(x - mean)² / (2 sigma²)) / (sigma sqrt(2 pi))`. Never NaN; 0 where it
 * underflows.
 */
export function gaussianDensity(x: number, { mean, sigma }: Gaussian): number {
  return normalDensity((x - mean) / sigma) / sigma;
}

/** Density at x of Laplace's distribution about `mean`, whose mean distance from it is `scale`: sigma over the root of 2. */
export function laplaceDensity(x: number, { mean, scale }: { mean: number; scale: number }): number {
  return Math.exp(-Math.abs(x - mean) / scale) / (2 * scale);
}

/** Logarithm of Poisson's probability of a count, 0 or more, with a mean above 0; keeps its digits for large counts. */
export function poissonLogProbability(count: number, mean: number): number {
  return saturatedLogDensity(count) - halfDeviance(count, mean);
}

/** Sums of numbers about their mean, by two passes. */
export function numberSums(values: Float64Array): NumberSums {
  const n = values.length;
  if (n === 0) return { n, mean: 0, squares: 0 };
  const about = values[0]!;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += values[i]! - about;
  const mean = about + sum / n;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (values[i]! - mean) ** 2;
  return { n, mean, squares };
}

/**
 * Negative log-likelihood of numbers under a Gaussian: `n log(sigma sqrt(2 pi)) + sum (x - mean)² / (2 sigma²)`. In the mean
 * it is the squared loss, times 1 / sigma², and a constant.
 */
export function gaussianNegativeLogLikelihood(
  { n, mean: middle, squares }: NumberSums,
  { mean, sigma }: Gaussian,
): number {
  const total = squares + n * (middle - mean) ** 2;
  return n * (Math.log(sigma) + Math.log(2 * Math.PI) / 2) + total / sigma / sigma / 2;
}

/** Where that is smallest: the mean, and the root of the mean square about it (divisor n); or sigma at a given mean. */
export function likeliestGaussian({ n, mean: middle, squares }: NumberSums, mean = middle): Gaussian {
  return { mean, sigma: Math.sqrt(squares / n + (middle - mean) ** 2) };
}

/** Negative log-likelihood of numbers under Laplace's distribution: `n log(2 scale) + sum |x - mean| / scale`. */
export function laplaceNegativeLogLikelihood(
  values: Float64Array,
  { mean, scale }: { mean: number; scale: number },
): number {
  let absolute = 0;
  for (let i = 0; i < values.length; i++) absolute += Math.abs(values[i]! - mean);
  return values.length * Math.log(2 * scale) + absolute / scale;
}

/** Negative log-likelihood of counts under Poisson's distribution. @param rows rows to each count 0, 1, 2, ... */
export function poissonNegativeLogLikelihood(rows: ArrayLike<number>, mean: number): number {
  let sum = 0;
  for (let count = 0; count < rows.length; count++)
    if (rows[count]! > 0) sum -= rows[count]! * poissonLogProbability(count, mean);
  return sum;
}
