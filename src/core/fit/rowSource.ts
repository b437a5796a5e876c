import type { BlockFacts } from '../table/numberSink.js';
import type { LeaveOutReason } from './leaveOutReason.js';

/**
 * Up to 4096 rows of the columns of a design, column-major, rows that lack a number among them. Valid until the next
 * block is asked for.
 */
export type RowBlock = {
  /** Index of the first row within the part. */
  start: number;
  rowCount: number;
  /** One array to a column, each at least `rowCount` long; NaN where it has no value. */
  columns: readonly Float64Array[];
  /** What the doubles leave of the decimals, where that was asked for and is known; null: nothing. */
  lows?: readonly (Float64Array | null)[] | null;
  /** One to a column where something is known of all of them. */
  facts?: readonly BlockFacts[] | null;
};

/** Why a design column has no value in a row: the file's column, and its cell. */
export type NoValue = { reason: LeaveOutReason; column: string; cell: string };

/** The rows of a part in terms of the columns of a design: what is reduced and walked over. */
export type RowSource = {
  blocks: AsyncIterable<RowBlock>;
  /** True where what their doubles leave of the file's decimals was known in all blocks so far. */
  readonly hasLowWords: boolean;
  /** What is wrong in a row of the current block in which a column of the design has no value. */
  noValue(column: number, row: number): NoValue;
};
