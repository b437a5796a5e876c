import type { WalkedRows } from '../fit/walkedRows.js';

/** Leverages this near 1 are 1: the row alone decides a coefficient and its residual is 0 whatever its target. */
export const LEVERAGE_ONE = 1 - 1e-12;

/** What the influence of rows depends on besides their own residual and leverage; residuals in the design's frame. */
export type InfluenceFrame = { rss: number; dfResidual: number; rank: number; targetTolerance: number };

/**
 * Fills in studentised residuals, external and internal, and Cook's distances of some rows, whose leverages are there
 * already, from residuals in the frame. NaN where they are undefined: leverage 1, a perfect fit, and for the external
 * ones fewer than two degrees of freedom.
 *
 * @see Cook and Weisberg (1982), 2.2.1 and 3.2.
 */
export function fillInfluence(rows: WalkedRows, residual: Float64Array, frame: InfluenceFrame): void {
  const { rss, dfResidual, rank, targetTolerance } = frame;
  const noise = targetTolerance * targetTolerance;
  const isPerfect = rss <= noise;
  const variance = rss / dfResidual;
  const perCoefficient = 1 / (rank * variance);
  for (let i = 0; i < residual.length; i++) {
    const leverage = rows.leverage[i]!;
    const isUndefined = isPerfect || leverage >= LEVERAGE_ONE;
    const free = 1 - leverage;
    const share = (residual[i]! * residual[i]!) / free;
    // Without this row the fit may be perfect: rounding is all that is left then, and the ratio huge, not infinite.
    const others = Math.max(rss - share, noise) / (dfResidual - 1);
    rows.studentised[i] =
      isUndefined || dfResidual < 2 ? Number.NaN : residual[i]! / Math.sqrt(others * free);
    rows.standardised[i] = isUndefined ? Number.NaN : residual[i]! / Math.sqrt(variance * free);
    rows.cooksDistance[i] = isUndefined ? Number.NaN : (share * perCoefficient * leverage) / free;
  }
}

/**
 * The same of counts, whose variance is their mean: from deviance residuals, which are there already, and Pearson
 * residuals, with the conventions of R's `rstudent`, `rstandard` and `cooks.distance` of a `glm`.
 *
 * @see Williams (1987), Generalized linear model diagnostics using the deviance and single case deletions.
 */
export function fillCountInfluence(rows: WalkedRows, pearson: Float64Array, rank: number): void {
  for (let i = 0; i < pearson.length; i++) {
    const leverage = rows.leverage[i]!;
    const deviance = rows.devianceResidual[i]!;
    const isUndefined = leverage >= LEVERAGE_ONE;
    const free = 1 - leverage;
    const square = pearson[i]! * pearson[i]!;
    const size = Math.sqrt(deviance * deviance + (square * leverage) / free);
    rows.studentised[i] = isUndefined ? Number.NaN : deviance < 0 ? -size : size;
    rows.standardised[i] = isUndefined ? Number.NaN : deviance / Math.sqrt(free);
    rows.cooksDistance[i] = isUndefined ? Number.NaN : (square * leverage) / (free * free * rank);
  }
}
