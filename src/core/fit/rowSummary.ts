import type { Crowd } from '../crowd/crowd.js';
import type { RowTable } from './fit.js';

/** Central moments of the residuals, each residual divided by sigma. Plain data. */
export type ResidualMoments = { n: number; mean: number; second: number; third: number; fourth: number };

/** The largest value of a column of rows, and the rows that first came within rounding of it. Plain data. */
export type Peak = { values: readonly number[]; lines: readonly number[] };

/** Sums over the rows of a part that statistics of the whole fit come from, in the frame. Plain data. */
export type RowSums = {
  /** Sum of (residual / (1 - leverage))² q q' over the rows, q a row of Q; p², symmetric. */
  spread: Float64Array;
  /** Q' times (squared residual - their mean), and that vector's own sum of squares: for Breusch-Pagan. */
  squares: { projected: Float64Array; total: number };
  moments: ResidualMoments;
  /** Sum of squared differences of neighbours and the residuals at both ends of the part, all over sigma. */
  steps: { sum: number; first: number; last: number };
  leverage: Peak;
  cooksDistance: Peak;
  /** How many rows have a leverage of 1, and the lines of the first five. */
  leverageOne: { count: number; lines: readonly number[] };
};

/** What a second walk over the rows of a part finds, given the solution. Plain data; merges in file order. */
export type RowSummary = {
  sums: RowSums;
  /** Every row used, and its values of the charted features; null when the rows are too many. */
  rows: { table: RowTable; features: readonly Float64Array[] } | null;
  /** Null when every row is kept. */
  crowd: Crowd | null;
};
