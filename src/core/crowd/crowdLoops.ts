import type { PredictiveRows, PredictiveSums } from '../fit/walkedRows.js';
import type { ErrorSums } from '../judge/errorSums.js';

/** Cells i of width `2^exponent` along one direction, [i, i + 1) * 2^exponent, from `first` on; NaN while empty. */
export type GridAxis = { exponent: number; first: number };
export type GridAxes = { across: GridAxis; up: GridAxis };

/** Values of a feature and the residuals of their rows; arrays of one length. */
export type PartialRows = { x: Float64Array; residual: Float64Array };
/** A partial residual is `height + slope * (x - mean) + residual`. */
export type PartialLine = { slope: number; mean: number; height: number };

/** That of a column of the frame. */
export type PartialColumn = PartialLine & { column: number };

/** Charts of partial residuals that are counted in one go. */
export type PartialCharts = {
  /** Says where a chart counts from now on. */
  place(chart: number, grid: GridAxes & { counts: Uint32Array }): void;
  /**
   * Counts the rows in all charts from `first` on. Stops at a pair that may lie outside: tells the chart, and a place not
   * far before that row up to which it has counted; null when all is counted.
   */
  count(first: number, residual: Float64Array): { chart: number; done: number } | null;
};

/** Counts as they stand when `array` is asked for. No function: what calls one of each counter's own is compiled anew. */
export type Counts = { readonly array: Uint32Array };

/** Where decimal cells begin, in cells, and how wide they are: `10^exponent`. NaN while empty. */
export type DecimalCells = { exponent: number; first: number };

/** What is looked for from a place on: a number above the limit as it is (1), with its sign turned (-1), by size (0). */
export type Search = { from: number; limit: number; sign: 1 | -1 | 0 };

/** `2 * reach * perUnit` bins from `-reach` on; one more follows them, for a kernel's own use. */
export type CentralBins = { reach: number; perUnit: number };

/** The mean of numbers, sums of powers of their differences from it, and of the squared steps from each to the next. */
export type PowerSums = { mean: number; second: number; third: number; fourth: number; steps: number };

/** The loops over the rows of a crowd in a kernel. They reach only arrays that stand in its memory. */
export type CrowdLoops = {
  reaches(values: Float64Array): boolean;
  /** Zeros to count in. */
  counts(length: number): Counts;
  /** Counts pairs until one lies outside the grid, and returns its place. */
  countPairs(
    pairs: { x: Float64Array; y: Float64Array; from: number },
    axes: GridAxes,
    counts: Uint32Array,
  ): number;
  /** Of columns of the rows at hand. */
  partialCharts(lines: readonly PartialColumn[]): PartialCharts;
  /** Counts until a value may lie outside or on an edge, and returns a place not far before it. */
  countDecimals(
    values: { values: Float64Array; from: number },
    cells: DecimalCells,
    counts: Uint32Array,
  ): number;
  /**
   * Counts the values in the bins of one width about 0, and gives the places of those that came into an empty bin or
   * are beyond the bins; valid until the next call.
   */
  countCentral(values: Float64Array, bins: CentralBins, counts: Uint32Array): Uint16Array;
  sumErrors(values: Float64Array, unit: number): ErrorSums;
  /** Of the values over the unit; at least one. */
  sumPowers(values: Float64Array, unit: number): PowerSums;
  /** The place of the first number that is above the limit; the length for none. NaN never is. */
  firstAbove(values: Float64Array, search: Search): number;
  /** The places of all numbers above the limit; valid until the next call. */
  listAbove(values: Float64Array, search: Omit<Search, 'from'>): Uint16Array;
  countZeros(values: Float64Array): number;
  /** See `predictiveSums`; `limit`: the square of its reach, null for none. */
  sumPredictive(rows: PredictiveRows, perUnit: number, limit: number | null): PredictiveSums;
  /** Square roots of the sizes of the values; valid until the next call of this or of partial residuals. */
  rootSizes(values: Float64Array): Float64Array;
  /** `height + slope * (x - mean) + residual`; valid as long. */
  partialResiduals(rows: PartialRows, line: PartialLine): Float64Array;
};
