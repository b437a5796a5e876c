import { solveUpper } from '../fit/smallAlgebra.js';
import type { Triangle } from '../fit/triangle.js';

/** Steps after which the way up is given up: a fit that explains all but 1e-200 of the squares takes 500. */
const MOST_STEPS = 1000;
/** Steps shorter than this share of the target, and on the logarithm of sigma, are rounding. */
const STANDING = 1e-13;

/** The top of a Gaussian likelihood; coefficients in the frame of the triangle. */
export type GaussianTop = { coefficients: Float64Array; sigma: number; steps: number; isReached: boolean };

/**
 * Climbs the Gaussian likelihood of coefficients and sigma from coefficients of 0 by Fisher's scoring, as R's `glm` does:
 * each step is the information's inverse times the score. Nothing in it minimises a squared loss.
 *
 * @param triangle of `[X y]`, p columns of full rank and the target: `|y - X b|² = |R [-b; 1]|²`.
 */
export function climbGaussian(triangle: Triangle): GaussianTop {
  const { width, rowCount: n } = triangle;
  const coefficients = new Float64Array(width - 1);
  let { remainder, squares } = remainderAt(triangle, coefficients);
  const whole = Math.sqrt(squares);
  let logSigma = Math.log(squares / n) / 2;
  for (let steps = 1; ; steps++) {
    const sigma = Math.exp(logSigma);
    const length = Math.hypot(...remainder);
    // Of the coefficients: (X'X / sigma²)^-1 X'e / sigma². Of log sigma: (e'e / sigma² - n) / 2n.
    solveUpper(triangle, remainder);
    for (let k = 0; k < coefficients.length; k++) coefficients[k]! += remainder[k]!;
    const widening = (squares / sigma / sigma / n - 1) / 2;
    logSigma += widening;
    const isReached = length <= STANDING * whole && Math.abs(widening) <= STANDING;
    if (isReached || steps === MOST_STEPS)
      return { coefficients, sigma: Math.exp(logSigma), steps, isReached };
    ({ remainder, squares } = remainderAt(triangle, coefficients));
  }
}

/** `Q'(y - X b)`, and the squares of all that is left of y. */
function remainderAt({ width, values }: Triangle, coefficients: Float64Array) {
  const p = width - 1;
  const remainder = values.slice(p * width, p * width + p);
  for (let k = 0; k < p; k++)
    for (let i = 0; i <= k; i++) remainder[i]! -= values[k * width + i]! * coefficients[k]!;
  const own = remainder.reduce((sum, value) => sum + value * value, 0);
  return { remainder, squares: own + values[p * width + p]! ** 2 };
}
