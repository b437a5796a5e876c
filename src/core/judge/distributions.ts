import betainc from '@stdlib/math-base-special-betainc';
import gammainc from '@stdlib/math-base-special-gammainc';
import normalQuantileOf from '@stdlib/stats-base-dists-normal-quantile';
import { findRoot } from './findRoot.js';

/**
 * P(|T| >= |t|) for Student's t with `df` degrees of freedom. Keeps its relative accuracy down to 1e-300.
 *
 * @see Abramowitz and Stegun, 26.7.1 and 26.5.27.
 */
export function studentTwoSided(t: number, df: number): number {
  // One degree of freedom is Cauchy's: the arctangent is exact where the incomplete beta loses digits near t = 0.
  if (df === 1) return (2 / Math.PI) * Math.atan2(1, Math.abs(t));
  return regularizedBeta({ numerator: df, other: t * t }, df / 2, 0.5);
}

/** P(F >= f) for Fisher's F with `dfModel` and `dfResidual` degrees of freedom, relative accuracy as above. */
export function fisherUpper(f: number, dfModel: number, dfResidual: number): number {
  if (dfModel === 1) return studentTwoSided(Math.sqrt(f), dfResidual);
  return regularizedBeta({ numerator: dfResidual, other: dfModel * f }, dfResidual / 2, dfModel / 2);
}

/** P(X >= x) for chi squared with `df` degrees of freedom, relative accuracy as above. */
export function chiSquaredUpper(x: number, df: number): number {
  return x <= 0 ? 1 : gammainc(x / 2, df / 2, true, true);
}

/** P(X <= count) for Poisson's distribution with this mean. */
export function poissonCumulative(count: number, mean: number): number {
  if (count < 0) return 0;
  return mean === 0 ? 1 : gammainc(mean, count + 1, true, true);
}

/** The smallest count that Poisson's distribution stays at or below with at least this probability. */
export function poissonQuantile(probability: number, mean: number): number {
  let count = Math.max(0, Math.floor(mean + Math.sqrt(mean) * normalQuantile(probability)));
  while (poissonCumulative(count, mean) < probability) count++;
  while (count > 0 && poissonCumulative(count - 1, mean) >= probability) count--;
  return count;
}

/**
 * Log density of Poisson's distribution at a count that is its mean: `y log y - y - log y!`, by Stirling's series where
 * the terms would cancel.
 *
 * @see Abramowitz and Stegun, 6.1.41.
 */
export function saturatedLogDensity(y: number): number {
  if (y === 0) return 0;
  if (y < FEW && Number.isInteger(y)) return y * Math.log(y) - y - Math.log(factorial(y));
  const square = 1 / (y * y);
  const series = 1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188)));
  return -series / y - Math.log(2 * Math.PI * y) / 2;
}

/** From here on the series below is right to the last digit. */
const FEW = 16;

function factorial(n: number): number {
  return n < 2 ? 1 : n * factorial(n - 1);
}

/** P(|Z| >= |z|) for the standard normal; keeps its relative accuracy down to 1e-300. */
export function normalTwoSided(z: number): number {
  return gammainc((z * z) / 2, 0.5, true, true);
}

/** P(X <= x) for the beta distribution on (0, 1). */
export function betaCumulative(x: number, a: number, b: number): number {
  return betainc(Math.min(Math.max(x, 0), 1), a, b, true, false);
}

/**
 * The t > 0 with P(|T| >= t) = `probability`: a two-sided critical value, exact to the accuracy of the tail itself.
 *
 * @param probability between 0 and 1, such as 0.05.
 */
export function studentTwoSidedQuantile(probability: number, df: number): number {
  if (df === 1) return 1 / Math.tan((Math.PI / 2) * probability);
  const target = Math.log(probability);
  // On logarithmic axes the tail is nearly straight for few degrees of freedom and smooth for many.
  const excess = (logT: number) => Math.log(studentTwoSided(Math.exp(logT), df)) - target;
  const normal = Math.log(-normalQuantile(probability / 2));
  let step = 0.02;
  while (excess(normal + step) > 0) step *= 2;
  return Math.exp(findRoot(excess, normal - 0.01, normal + step));
}

/** The value a Student's t with `df` degrees of freedom stays below with this probability. */
export function studentQuantile(probability: number, df: number): number {
  if (probability === 0.5) return 0;
  return probability < 0.5
    ? -studentTwoSidedQuantile(2 * probability, df)
    : studentTwoSidedQuantile(2 * (1 - probability), df);
}

/** Density of the standard normal. */
export function normalDensity(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}

/** P(Z <= z) for the standard normal; the lower tail keeps its relative accuracy. */
export function normalCumulative(z: number): number {
  const tail = gammainc((z * z) / 2, 0.5, true, true) / 2;
  return z < 0 ? tail : 1 - tail;
}

/** The value a standard normal stays below with this probability; a small one keeps its relative accuracy. */
export function normalQuantile(probability: number): number {
  if (probability >= SMALL_PROBABILITY || probability <= 0) return normalQuantileOf(probability, 0, 1);
  // Newton's steps on the logarithm, which is concave, from a bound on the left: they never overshoot.
  const target = Math.log(probability);
  let z = -Math.sqrt(-2 * (target + Math.LN2));
  for (let round = 0; round < 12; round++) {
    const below = normalCumulative(z);
    const step = ((target - Math.log(below)) * below) / normalDensity(z);
    z += step;
    if (Math.abs(step) <= 1e-15 * Math.abs(z)) break;
  }
  return z;
}

/** Under it the library's way, through 1 - 2 p, loses digits. */
const SMALL_PROBABILITY = 1e-4;

/**
 * I_x(a, b) at x = numerator / (numerator + other). Both x and 1 - x come from the parts, and the smaller one is
 * used, so that neither a small tail nor many degrees of freedom lose digits to a subtraction from 1.
 */
function regularizedBeta(parts: { numerator: number; other: number }, a: number, b: number): number {
  const { numerator, other } = parts;
  if (other === Infinity) return 0;
  const sum = numerator + other;
  return numerator <= other
    ? betainc(numerator / sum, a, b, true, false)
    : betainc(other / sum, b, a, true, true);
}
