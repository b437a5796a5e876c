import type { Solution } from '../fit/leastSquares.js';
import type { FileSolution } from './fileUnits.js';

const UNIT = 2 ** -53;
/** Of double-double: 2^-104, and room for what sums over the rows gather. */
const EXACT_UNIT = 2 ** -96;
const MOST_DIGITS = 15;

/**
 * Decimal digits of the worst coefficient that can be trusted, 0 to 15, an estimate that errs low:
 * `err_j = u (sqrt(C_jj) (|y| + sum |g|) + |r| sum_k |C_jk|) / |g_j|` for unit-norm columns, and the intercept from
 * the errors of what it is the difference of. The condition number alone does not predict the loss.
 *
 * @param isExact true when u is that of double-double: the columns are polynomials in the decimals of the file, and so
 *   was the fit.
 */
export function estimatedDigits(solution: Solution, file: FileSolution, isExact: boolean): number {
  const unit = isExact ? EXACT_UNIT : UNIT;
  const errors = slopeErrors(solution, unit);
  const { estimates, means } = file;
  if (solution.hasIntercept && estimates[0] !== 0) {
    const terms = estimates.map((estimate, k) => (k === 0 ? 0 : Math.abs(estimate * means[k]!)));
    const targetMean = estimates.reduce((sum, estimate, k) => sum + estimate * means[k]!, 0);
    let error = unit * Math.abs(targetMean);
    for (let k = 1; k < terms.length; k++) error += (errors[k]! + unit) * terms[k]!;
    errors[0] = error / Math.abs(estimates[0]!);
  }
  const worst = Math.max(UNIT, ...errors);
  return Math.min(MOST_DIGITS, Math.max(0, Math.floor(-Math.log10(worst))));
}

/** Relative errors of the slopes; an estimate of exactly zero has none. */
function slopeErrors(
  { coefficients, covariance, norms, hasIntercept, rss, explained }: Solution,
  unit: number,
): Float64Array {
  const p = coefficients.length;
  const first = hasIntercept ? 1 : 0;
  const sizes = coefficients.map((value, k) => (k < first ? 0 : Math.abs(value) * norms[k]!));
  const size = Math.sqrt(rss + explained) + sizes.reduce((sum, value) => sum + value, 0);
  return sizes.map((own, k) => {
    if (own === 0) return 0;
    let row = 0;
    for (let j = first; j < p; j++) row += Math.abs(covariance[k * p + j]!) * norms[k]! * norms[j]!;
    const diagonal = Math.sqrt(covariance[k * p + k]!) * norms[k]!;
    return (unit * (diagonal * size + Math.sqrt(rss) * row)) / own;
  });
}
