/** One way to fit columns that hold fewer facts than there are columns, or hardly more. Units of the file. */
export type WayOut = {
  intercept: number | null;
  /** One to a feature; null where the column was dropped. */
  slopes: readonly (number | null)[];
  /** Residual sum of squares on the rows as they are. */
  rss: number;
  /** Root of the sum of squared slopes. */
  norm: number;
  /** How many coefficients' worth the fitted values follow the target; the rank for least squares. */
  effectiveDf: number;
};

/** Ridge regression: `lambda` is added to the diagonal of X'X, not for the intercept. */
export type RidgeWay = WayOut & { lambda: number };

/** Least squares on features with noise added to each cell, not to the intercept's column of ones. */
export type JitterWay = WayOut & {
  variance: number;
  seed: number;
  /** The ridge that it is in expectation: n times the variance. */
  equivalentLambda: number;
  /** That ridge, where it is not the one that was asked for too. */
  equivalentRidge: RidgeWay;
  /** The mean of X'X over repeats of the noise nears X'X + n variance I, and so its slopes near the ridge's. */
  repeats: readonly JitterRepeats[];
};

/**
 * Slopes from the mean of X'X over so many repeats, and how far they are from the equivalent ridge's, as a share of those;
 * null where those are all 0.
 */
export type JitterRepeats = {
  count: number;
  slopes: readonly number[];
  distance: number | null;
  /** How far the mean of X'X is from X'X + n variance I: root mean square of the entries, each over its diagonal ones. */
  gramDistance: number;
};

/** A column that others say already. */
export type DroppedFeature = {
  name: string;
  isConstant: boolean;
  /** `total = a + b`, with small rational numbers; null where no short one holds. */
  identity: string | null;
};

/** What is wrong with the rank of a design, and the ways out side by side. Plain data. */
export type RankDiagnosis = {
  /** Independent columns, and all columns; the intercept counts. */
  rank: number;
  columnCount: number;
  n: number;
  hasIntercept: boolean;
  features: readonly string[];
  dropped: readonly DroppedFeature[];
  /** Singular values of the features about their means, each of length 1, descending; the last says how near to collinear. */
  spectrum: readonly number[];
  drop: WayOut;
  minimumNorm: WayOut;
  ridge: RidgeWay;
  /** Ridge from next to nothing to next to no slopes, lambda ascending. */
  ridgePath: readonly RidgeWay[];
  jitter: JitterWay;
};
