import type { DecimalCounts } from './decimalCounts.js';
import type { GridCounts } from './growingGrid.js';
import type { TopRows } from './keptRows.js';
import type { QuantileCounts } from './quantileCounts.js';

/** Every k-th of the rows used: enough for smooths and findings. Arrays of one length. Plain data. */
export type RowSample = { fitted: Float64Array; residual: Float64Array; standardised: Float64Array };

/**
 * What is known of rows too many to be kept: counts and samples for charts, and the rows that stand out. Plain data;
 * those of parts merge in file order.
 */
export type Crowd = {
  /** Residual by fitted value, square root of the standardised residual's size by fitted value. */
  trend: GridCounts;
  spread: GridCounts;
  /** The target by fitted value or by the only feature, and partial residuals by each charted feature. */
  fit: GridCounts;
  partials: readonly GridCounts[];
  residuals: DecimalCounts;
  standardised: QuantileCounts;
  sample: RowSample;
  /** Furthest by externally studentised residual, Cook's distance and leverage; both ends of the standardised. */
  largest: { studentised: TopRows; cooksDistance: TopRows; leverage: TopRows };
  ends: { low: TopRows; high: TopRows };
};
