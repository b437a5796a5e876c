import { joinNumbers } from '../fit/rowTable.js';
import { type DecimalCounts, mergeDecimalCounts } from './decimalCounts.js';
import { type GridCounts, mergeGrids } from './growingGrid.js';
import { type KeptRows, mergeTopRows } from './keptRows.js';
import { mergeQuantileCounts, type QuantileCounts } from './quantileCounts.js';

/** Rows kept by each of the three measures of standing out, and at either end of the standardised residuals. */
export const NOTABLE_EACH = 165;
export const END_ROWS = 250;

/** Every k-th of the rows used: enough for smooths and findings. Arrays of one length. Plain data. */
export type RowSample = {
  actual: Float64Array;
  fitted: Float64Array;
  devianceResidual: Float64Array;
  standardised: Float64Array;
  leverage: Float64Array;
  studentised: Float64Array;
  cooksDistance: Float64Array;
};

/**
 * What is known of rows too many to be kept: counts and samples for charts, and the rows that stand out. Plain data;
 * those of parts merge in file order.
 */
export type Crowd = {
  /** Residual by fitted value, square root of the standardised residual's size by fitted value. */
  trend: GridCounts;
  spread: GridCounts;
  /** The target by fitted value, or by the only feature, or by record number without one. */
  fit: GridCounts;
  /** Partial residuals by each charted feature. */
  partials: readonly GridCounts[];
  residuals: DecimalCounts;
  standardised: QuantileCounts;
  sample: RowSample;
  /** Furthest by externally studentised residual, Cook's distance and leverage, the furthest first. */
  notable: readonly [KeptRows, KeptRows, KeptRows];
  /** Smallest and largest standardised residuals, the outermost first. */
  ends: { low: KeptRows; high: KeptRows };
};

/** The crowd of all parts, given in file order; at least one. */
export function mergeCrowds(parts: readonly Crowd[]): Crowd {
  return parts.reduce(mergeTwo);
}

function mergeTwo(a: Crowd, b: Crowd): Crowd {
  const notable = (k: 0 | 1 | 2) => mergeTopRows(a.notable[k], b.notable[k], NOTABLE_EACH);
  return {
    trend: mergeGrids(a.trend, b.trend),
    spread: mergeGrids(a.spread, b.spread),
    fit: mergeGrids(a.fit, b.fit),
    partials: a.partials.map((grid, k) => mergeGrids(grid, b.partials[k]!)),
    residuals: mergeDecimalCounts(a.residuals, b.residuals),
    standardised: mergeQuantileCounts(a.standardised, b.standardised),
    sample: mergeSamples(a.sample, b.sample),
    notable: [notable(0), notable(1), notable(2)],
    ends: {
      low: mergeTopRows(a.ends.low, b.ends.low, END_ROWS),
      high: mergeTopRows(a.ends.high, b.ends.high, END_ROWS),
    },
  };
}

function mergeSamples(a: RowSample, b: RowSample): RowSample {
  const join = (name: keyof RowSample) => joinNumbers([a[name], b[name]]);
  return {
    actual: join('actual'),
    fitted: join('fitted'),
    devianceResidual: join('devianceResidual'),
    standardised: join('standardised'),
    leverage: join('leverage'),
    studentised: join('studentised'),
    cooksDistance: join('cooksDistance'),
  };
}

/** The lists of all rows of a crowd that are kept, some of them in several. */
export function keptRowsOf({ notable, ends, standardised }: Crowd): KeptRows[] {
  return [...notable, ends.low, ends.high, standardised.examples];
}
