import type { RowTable } from '../fit/fit.js';
import type { Solution } from '../fit/leastSquares.js';

/** Leverages this near 1 are 1: the row alone decides a coefficient and its residual is 0 whatever its target. */
export const LEVERAGE_ONE = 1 - 1e-12;

/** Residuals in the design's frame of the rows from `start` on. */
export type ResidualSpan = { start: number; residual: Float64Array };

/**
 * Fills in externally studentised residuals and Cook's distances of some rows, whose leverages are there already.
 * NaN where they are undefined: leverage 1, a perfect fit, and for the former fewer than two degrees of freedom.
 *
 * @see Cook and Weisberg (1982), 2.2.1 and 3.2.
 */
export function fillInfluence(rows: RowTable, solution: Solution, { start, residual }: ResidualSpan): void {
  const { rss, dfResidual, kept, targetTolerance } = solution;
  const noise = targetTolerance * targetTolerance;
  const isPerfect = rss <= noise;
  const perCoefficient = 1 / (kept.length * (rss / dfResidual));
  for (let i = 0; i < residual.length; i++) {
    const leverage = rows.leverage[start + i]!;
    const isUndefined = isPerfect || leverage >= LEVERAGE_ONE;
    const free = 1 - leverage;
    const share = (residual[i]! * residual[i]!) / free;
    // Without this row the fit may be perfect: rounding is all that is left then, and the ratio huge, not infinite.
    const others = Math.max(rss - share, noise) / (dfResidual - 1);
    rows.studentised[start + i] =
      isUndefined || dfResidual < 2 ? Number.NaN : residual[i]! / Math.sqrt(others * free);
    rows.cooksDistance[start + i] = isUndefined ? Number.NaN : (share * perCoefficient * leverage) / free;
  }
}
