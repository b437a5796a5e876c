import type { Solution } from '../fit/leastSquares.js';
import type { FileSolution } from './fileUnits.js';

const UNIT = 2 ** -53;
/** Of double-double: 2^-104, and room for what sums over the rows gather. */
const EXACT_UNIT = 2 ** -96;
const MOST_DIGITS = 15;

/**
 * Decimal digits of the worst coefficient that can be trusted, 0 to 15, an estimate that errs low:
 * `err_j = u (sqrt(C_jj) (|y| + sum_k o_k |g_k|) + |r| sum_k o_k |C_jk|) / |g_j|` for unit-norm columns, o_k being how much
 * larger they are as they stand in the file, and the intercept from the errors of what it is the difference of. The
 * condition number alone does not predict the loss.
 *
 * @param isExact true when u is that of double-double: the columns are polynomials in the decimals of the file, and so
 *   was the fit.
 */
export function estimatedDigits(solution: Solution, file: FileSolution, isExact: boolean): number {
  const unit = isExact ? EXACT_UNIT : UNIT;
  const errors = slopeErrors(solution, unit);
  const { estimates, means } = file;
  if (solution.hasIntercept && estimates[0] !== 0) {
    let error = (unit * roundedSize(solution)) / file.targetScale;
    for (let k = 1; k < estimates.length; k++) error += errors[k]! * Math.abs(estimates[k]! * means[k]!);
    errors[0] = error / Math.abs(estimates[0]!);
  }
  const worst = Math.max(UNIT, ...errors);
  return Math.min(MOST_DIGITS, Math.max(0, Math.floor(-Math.log10(worst))));
}

/** Of what the intercept is the difference of, in the frame: means of values that were rounded, each by its own size. */
function roundedSize({ coefficients, rawNorms, n }: Solution): number {
  const slopes = coefficients.reduce((sum, value, k) => sum + Math.abs(value) * rawNorms[k]!, 0);
  return (rawNorms.at(-1)! + slopes) / Math.sqrt(n);
}

/** Relative errors of the slopes; an estimate of exactly zero has none. */
function slopeErrors(solution: Solution, unit: number): Float64Array {
  const { coefficients, covariance, norms, rawNorms, rss } = solution;
  const p = coefficients.length;
  const first = solution.hasIntercept ? 1 : 0;
  // A value was rounded as it stands in the file, however far that is from the others of its column.
  const offsets = norms.map((norm, k) => (k < first ? 0 : Math.max(1, rawNorms[k]! / norm)));
  const sizes = coefficients.map((value, k) => (k < first ? 0 : Math.abs(value) * norms[k]!));
  const size = rawNorms.at(-1)! + sizes.reduce((sum, value, k) => sum + value * offsets[k]!, 0);
  return sizes.map((own, k) => {
    if (own === 0) return 0;
    let row = 0;
    for (let j = first; j < p; j++)
      row += Math.abs(covariance[k * p + j]!) * norms[k]! * norms[j]! * offsets[j]!;
    const diagonal = Math.sqrt(covariance[k * p + k]!) * norms[k]!;
    return (unit * (diagonal * size + Math.sqrt(rss) * row)) / own;
  });
}
