import type { BlockFacts } from '../table/numberSink.js';

/**
 * Up to 4096 rows of the file's columns asked for, column-major, rows that lack a value among them. Valid until the next
 * block is asked for.
 */
export type FileBlock = {
  /** Index of the first row within the part. */
  start: number;
  rowCount: number;
  /**
   * One array to a column, each at least `rowCount` long: numbers, NaN where a cell holds none, or codes of texts,
   * negative where a cell is missing.
   */
  columns: readonly (Float64Array | Int32Array)[];
  /** What the numbers leave of the decimals in the file; null: that is not known. */
  lows?: readonly (Float64Array | null)[] | null;
  /** What is known of columns of numbers. */
  facts?: readonly (BlockFacts | null)[] | undefined;
};

/** The rows of a part of a file, to be gone through as often as asked. */
export type FileRows = {
  /** The blocks of these columns, in file order. */
  blocks(columns: readonly string[]): Iterable<FileBlock> | AsyncIterable<FileBlock>;
  /** The texts that the codes of a column stand for in the current block. */
  levels(column: string): readonly string[];
  /**
   * The text of a cell of the current block that is no number: null when it is missing, empty when it is no longer
   * known.
   */
  oddCell(column: string, row: number): string | null;
  /** True for a row that the user left out; absent where there is none. Its cells hold nothing. */
  isLeftOut?: (row: number) => boolean;
  /** The physical lines of a row of the part; 1-based, counted from the part's first line. */
  lines: RowLines;
  /** Physical lines of the part; asked for when all blocks have been seen once. */
  lineCount(): number;
};

export type RowLines = { firstLine(row: number): number; lastLine(row: number): number };
