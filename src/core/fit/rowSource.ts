/**
 * Up to 4096 rows of the columns asked for, column-major, rows that lack a number among them. Valid until the next
 * block is asked for.
 */
export type RowBlock = {
  /** Index of the first row within the part. */
  start: number;
  rowCount: number;
  /** One array to a column, each at least `rowCount` long; NaN where a cell holds no number. */
  columns: readonly Float64Array[];
  /** Weights as they stand in the file, where the last column has their roots. */
  weights?: Float64Array;
};

/** The rows of a part, to be gone through as often as asked: what `partOf` makes a part from. */
export type RowSource = {
  /** The blocks of these columns, in file order. */
  blocks(columns: readonly string[]): Iterable<RowBlock> | AsyncIterable<RowBlock>;
  /**
   * The text of a cell of the current block that is no number: null when it is missing, empty when it is no longer
   * known.
   */
  oddCell(column: string, row: number): string | null;
  /** The physical lines of a row of the part; 1-based, counted from the part's first line. */
  lines: { firstLine(row: number): number; lastLine(row: number): number };
  /** Physical lines of the part; asked for when all blocks have been seen once. */
  lineCount(): number;
};
