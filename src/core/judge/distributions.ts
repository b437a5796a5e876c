import { findRootNear } from './findRoot.js';
import { betaFront, incompleteBeta } from './incompleteBeta.js';
import { incompleteGamma } from './incompleteGamma.js';
import { normalQuantile } from './normalQuantile.js';
import { stirlingError } from './stirling.js';

// Every probability and quantile here keeps eleven digits: tails down to 1e-300, 1 to 1e7 degrees of freedom, or as many
// as a fit can have. Probabilities are those of the upper tail where a small one matters.

/**
 * P(|T| >= |t|) for Student's t with `df` degrees of freedom.
 *
 * @see Abramowitz and Stegun, 26.7.1 and 26.5.27.
 */
export function studentTwoSided(t: number, df: number): number {
  // One degree of freedom is Cauchy's: there t * t may overflow where the tail is still a number.
  if (df === 1) return (2 / Math.PI) * Math.atan2(1, Math.abs(t));
  return fisherUpper(t * t, 1, df);
}

/** P(T <= t) of Student's t; the lower tail keeps its relative accuracy. */
export function studentCumulative(t: number, df: number): number {
  const half = studentTwoSided(t, df) / 2;
  return t < 0 ? half : 1 - half;
}

/** P(F >= f) for Fisher's F with `dfModel` and `dfResidual` degrees of freedom. */
export function fisherUpper(f: number, dfModel: number, dfResidual: number): number {
  return fisherTails(f, dfModel, dfResidual).upper;
}

/** P(X >= x) for chi squared with `df` degrees of freedom. */
export function chiSquaredUpper(x: number, df: number): number {
  return incompleteGamma(df / 2, x / 2).upper;
}

/** P(X <= count) for Poisson's distribution with this mean. */
export function poissonCumulative(count: number, mean: number): number {
  if (count < 0) return 0;
  return mean === 0 ? 1 : incompleteGamma(count + 1, mean).upper;
}

/** The smallest count that Poisson's distribution stays at or below with at least this probability. */
export function poissonQuantile(probability: number, mean: number): number {
  let count = Math.max(0, Math.floor(mean + Math.sqrt(mean) * normalQuantile(probability)));
  while (poissonCumulative(count, mean) < probability) count++;
  while (count > 0 && poissonCumulative(count - 1, mean) >= probability) count--;
  return count;
}

/** Log density of Poisson's distribution at a count that is its mean: `y log y - y - log y!`, by Stirling's formula. */
export function saturatedLogDensity(y: number): number {
  return y === 0 ? 0 : -stirlingError(y) - Math.log(2 * Math.PI * y) / 2;
}

/** P(|Z| >= |z|) for the standard normal. */
export function normalTwoSided(z: number): number {
  return incompleteGamma(0.5, (z * z) / 2).upper;
}

/**
 * P(X >= count) for `n` trials, `count` being from 1 to n, and its slope along the logarithm of the odds of a success,
 * which is given. Also the beta distribution's P(X <= x) at these odds x / (1 - x), for a = count and b = n + 1 - count.
 */
export function binomialUpper(logOdds: number, count: number, n: number): { upper: number; slope: number } {
  const odds = Math.exp(logOdds);
  const rest = 1 / (1 + odds);
  const x = 1 / (1 + 1 / odds);
  const b = n + 1 - count;
  const slope = betaFront({ x, rest, below: count * rest - b * x }, count, b);
  // Every count from the first on, as a share of the first.
  let term = 1;
  let sum = 1;
  for (let k = count; term > Number.EPSILON; k++) {
    term *= ((n - k) / (k + 1)) * odds;
    sum += term;
  }
  return { upper: (slope / (count * rest)) * sum, slope };
}

/**
 * The t > 0 with P(|T| >= t) = `probability`: a two-sided critical value.
 *
 * @param probability between 0 and 1, such as 0.05.
 */
export function studentTwoSidedQuantile(probability: number, df: number): number {
  if (df === 1) return 1 / Math.tan((Math.PI / 2) * probability);
  return Math.sqrt(squareNearNormal(probability, df) ?? fisherUpperQuantile(probability, 1, df));
}

/** Newton's steps, of which the error is about the square of the last one. */
const LAST_STEP = 1e-8;
const MOST_STEPS = 8;

/**
 * The square of a two-sided critical value by Newton's steps on logarithmic axes, from the expansion about that of the
 * normal; undefined where that is not near.
 *
 * @see Abramowitz and Stegun, 26.7.5, for the expansion.
 */
function squareNearNormal(probability: number, df: number): number | undefined {
  const square = normalQuantile(probability / 2) ** 2;
  if (probability > 0.5 || square > df) return undefined;
  const first = (square + 1) / 4;
  const second = (5 * square ** 2 + 16 * square + 3) / 96;
  let place = Math.log(square) + 2 * Math.log1p((first + second / df) / df);
  for (let round = 0; round < MOST_STEPS; round++) {
    const { upper, front } = fisherTails(Math.exp(place), 1, df);
    const step = (Math.log(upper / probability) * upper) / front;
    place += step;
    if (Math.abs(step) <= LAST_STEP) return Math.exp(place);
  }
  return undefined;
}

/** The value a Student's t with `df` degrees of freedom stays below with this probability. */
export function studentQuantile(probability: number, df: number): number {
  if (probability === 0.5) return 0;
  return probability < 0.5
    ? -studentTwoSidedQuantile(2 * probability, df)
    : studentTwoSidedQuantile(2 * (1 - probability), df);
}

/** The f with P(F >= f) = `probability`, between 0 and 1. */
export function fisherUpperQuantile(probability: number, dfModel: number, dfResidual: number): number {
  const width = Math.sqrt(2 / dfModel + 2 / dfResidual);
  return quantileOf((f) => fisherTails(f, dfModel, dfResidual), probability, { centre: 1, width });
}

/** The x with P(X >= x) = `probability`, between 0 and 1, for chi squared with `df` degrees of freedom. */
export function chiSquaredUpperQuantile(probability: number, df: number): number {
  const width = Math.sqrt(2 / df);
  return quantileOf((x) => incompleteGamma(df / 2, x / 2), probability, { centre: df, width });
}

/** Density of the standard normal. */
export function normalDensity(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}

/** P(Z <= z) for the standard normal; the lower tail keeps its relative accuracy. */
export function normalCumulative(z: number): number {
  const { lower, upper } = incompleteGamma(0.5, (z * z) / 2);
  return z < 0 ? upper / 2 : (1 + lower) / 2;
}

/** Both tails of a distribution at a place: the smaller one keeps its relative accuracy. */
type Tails = { lower: number; upper: number };

/**
 * Of F at f, from parts in which neither a small tail nor many degrees of freedom lose digits to a subtraction; `front`
 * is their slope along log f.
 */
function fisherTails(f: number, dfModel: number, dfResidual: number): Tails & { front: number } {
  if (f === Infinity) return { lower: 1, upper: 0, front: 0 };
  const sum = dfResidual + dfModel * f;
  const place = {
    x: dfResidual / sum,
    rest: (dfModel * f) / sum,
    below: (dfModel / sum) * (dfResidual / 2) * (f - 1),
  };
  const { lower, upper, front } = incompleteBeta(place, dfResidual / 2, dfModel / 2);
  return { lower: upper, upper: lower, front };
}

/** A tail that underflows is still one to search past. */
function logOf(tail: number): number {
  return Math.log(Math.max(tail, Number.MIN_VALUE));
}

/**
 * The positive place where the upper tail is `probability`. On logarithmic axes a tail is nearly straight for few
 * degrees of freedom and smooth for many. The tail that is the smaller one is looked at.
 *
 * @param about where most of the distribution lies: `width` on the logarithmic axis, about a standard deviation.
 */
function quantileOf(
  tailsAt: (place: number) => Tails,
  probability: number,
  about: { centre: number; width: number },
): number {
  const isUpper = probability <= 0.5;
  const target = Math.log(isUpper ? probability : 1 - probability);
  const excess = (place: number) => {
    const { lower, upper } = tailsAt(Math.exp(place));
    return isUpper ? target - logOf(upper) : logOf(lower) - target;
  };
  return Math.exp(findRootNear(excess, Math.log(about.centre), { step: about.width }));
}
