import { type Cholesky, choleskyOf } from '../../fit/smallAlgebra.js';
import type { Point } from './searchSpace.js';

/** What is believed of a function before it was seen: how far along each axis its values are alike, and its noise. */
export type Belief = {
  /** Length scales, one per axis. */
  lengths: readonly number[];
  /** Variance of the noise over that of the function. */
  noise: number;
};

/** Points and the values found there; `points` and `values` have the same length, at least 1. */
export type Observations = { points: readonly Point[]; values: Float64Array };

/** What is believed of the function (without noise) at a point: normal, with this mean and standard deviation. */
export type Posterior = { mean: number; deviation: number };

/** A function that is believed to be a draw from a Gaussian process, after it was seen at some points. */
export type GaussianProcess = {
  belief: Belief;
  /** Of the function, at its most likely value for the belief. */
  variance: number;
  /** Logarithm of the density of the values, with that variance and the mean below. */
  logLikelihood: number;
  at(point: Point): Posterior;
};

/** Keeps a matrix positive definite when two points are nearly one. */
const LEAST_NOISE = 1e-8;

/**
 * Conditions a Gaussian process on observations: Matérn 5/2 with a length scale per axis, a constant mean by
 * generalised least squares and the variance, both at their most likely value (Rasmussen and Williams 2006, 2.2, 4.2.1
 * and 5.4.1). Null where the points are too near each other for the belief.
 */
export function conditionedOn({ points, values }: Observations, belief: Belief): GaussianProcess | null {
  const n = points.length;
  const factors = choleskyOf(correlations(points, belief), n);
  if (factors === null) return null;
  const ones = factors.solve(new Float64Array(n).fill(1));
  const mean = dot(ones, values) / sum(ones);
  const rest = values.map((value) => value - mean);
  const weights = factors.solve(rest);
  const variance = Math.max(dot(rest, weights) / n, Number.MIN_VALUE);
  return {
    ...{ belief, variance },
    logLikelihood: -0.5 * (n * Math.log(2 * Math.PI * variance) + n + factors.logDeterminant),
    at: (point) => posterior({ points, belief, factors, weights, mean, variance }, point),
  };
}

type Conditioned = {
  points: readonly Point[];
  belief: Belief;
  factors: Cholesky;
  weights: Float64Array;
  mean: number;
  variance: number;
};

function posterior({ points, belief, factors, weights, mean, variance }: Conditioned, at: Point): Posterior {
  const near = Float64Array.from(points, (point) => matern(point, at, belief.lengths));
  const expected = mean + dot(near, weights);
  factors.whiten(near);
  const share = Math.max(0, 1 - dot(near, near));
  return { mean: expected, deviation: Math.sqrt(variance * share) };
}

function correlations(points: readonly Point[], { lengths, noise }: Belief): Float64Array {
  const n = points.length;
  const values = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    values[i * n + i] = 1 + Math.max(noise, LEAST_NOISE);
    for (let j = 0; j < i; j++) {
      const value = matern(points[i]!, points[j]!, lengths);
      values[i * n + j] = value;
      values[j * n + i] = value;
    }
  }
  return values;
}

/** Rasmussen and Williams (2006), eq. 4.17 with one length scale per axis. */
function matern(a: Point, b: Point, lengths: readonly number[]): number {
  let square = 0;
  for (let k = 0; k < lengths.length; k++) square += ((a[k]! - b[k]!) / lengths[k]!) ** 2;
  const scaled = Math.sqrt(5 * square);
  return (1 + scaled + (scaled * scaled) / 3) * Math.exp(-scaled);
}

function dot(a: Float64Array, b: Float64Array): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += a[i]! * b[i]!;
  return total;
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
