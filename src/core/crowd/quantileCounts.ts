import type { KeptRow } from './keptRows.js';

/** Standardised residuals counted in narrow bins, the first row of each bin kept. Plain data. */
export type QuantileCounts = {
  counts: Float64Array;
  examples: readonly (readonly [bin: number, row: KeptRow])[];
};
