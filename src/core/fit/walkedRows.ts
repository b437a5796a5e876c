/** The complete rows of a block, in the units of the file; arrays of one length, valid until the next block. */
export type WalkedRows = {
  /** Their places in the block; null when all rows are complete. */
  places: Uint16Array | null;
  /** Values of a column of the frame. */
  column(k: number): Float64Array;
  /** Roots of the rows' own weights; null where all weigh 1. */
  roots: Float64Array | null;
  actual: Float64Array;
  fitted: Float64Array;
  residual: Float64Array;
  /**
   * The residual that the fit makes small the squares of: the residual times the root of its weight, or of a count the
   * signed root of its share of the deviance. Where all rows weigh 1 the residual itself.
   */
  devianceResidual: Float64Array;
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

export type PredictiveRows = Pick<WalkedRows, 'residual' | 'fitted' | 'leverage'>;

/** What rows tell of a fit as a predictor of rows it has not seen. Plain data; sums of parts merge. */
export type PredictiveSums = {
  /** Squares of the residuals that the rows have of the fit without them, over the square of the unit. */
  leftOutSquares: number;
  /** Rows whose fitted value is below 0, and rows like which one in forty or more is expected there. */
  below: number;
  oftenBelow: number;
};
