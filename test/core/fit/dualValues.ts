import { inverseOf } from '../../../src/core/fit/quantile/inverse.js';

/**
 * Dual values of the rows on a fit, from the rows themselves: what the rows off it weigh must be in reach of those on it,
 * each between `quantile - 1` and `quantile`. Of as many rows on the fit as there are coefficients.
 */
export function dualValues(
  { y, ...features }: Record<string, Float64Array>,
  estimates: readonly number[],
  quantile: number,
): number[] {
  const sums = estimates.map(() => 0);
  const met: Float64Array[] = [];
  for (let i = 0; i < y!.length; i++) {
    const row = Float64Array.of(1, ...Object.values(features).map((column) => column[i]!));
    const residual = y![i]! - row.reduce((sum, value, k) => sum + value * estimates[k]!, 0);
    if (Math.abs(residual) < 1e-10) met.push(row);
    else for (const [k, value] of row.entries()) sums[k]! += (residual > 0 ? quantile : quantile - 1) * value;
  }
  if (met.length !== estimates.length) throw new Error(`${met.length} rows on the fit.`);
  return inverseOf(met).map((column) => -column.reduce((sum, value, k) => sum + value * sums[k]!, 0));
}
