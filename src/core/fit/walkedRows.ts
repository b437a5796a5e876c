/** The complete rows of a block, in the units of the file; arrays of one length, valid until the next block. */
export type WalkedRows = {
  /** Their places in the block; null when all rows are complete. */
  places: Uint16Array | null;
  /** Values of a column of the frame. */
  column(k: number): Float64Array;
  actual: Float64Array;
  fitted: Float64Array;
  residual: Float64Array;
  leverage: Float64Array;
  /** Externally and internally studentised; NaN where undefined, as Cook's distance. */
  studentised: Float64Array;
  standardised: Float64Array;
  cooksDistance: Float64Array;
};

/** In the frame; see `RowSums`. */
export type WalkSums = {
  spread: Float64Array;
  squares: { projected: Float64Array; total: number };
};
