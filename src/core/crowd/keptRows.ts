/** A row that is kept of many. Plain data. */
export type KeptRow = {
  /** What it was chosen by. */
  key: number;
  /** As in `RowTable`. */
  row: number;
  firstLine: number;
  lastLine: number;
  /** Actual, fitted, residual, leverage, studentised, Cook's distance, standardised, then the charted features. */
  values: Float64Array;
};

/** The rows with the largest keys, the largest first, ties in file order. */
export type TopRows = readonly KeptRow[];
