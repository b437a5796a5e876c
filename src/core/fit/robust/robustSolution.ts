/** How a median or another quantile was found. In the units of the file. */
export type QuantileSolution = {
  kind: 'quantile';
  /** E.g. 0.5. */
  quantile: number;
  /** False where other coefficients leave as small a loss. */
  isUnique: boolean;
  /** Where these coefficients lie, one to a coefficient kept; null where the solution is unique. */
  ranges: readonly (readonly [number, number])[] | null;
  /** Sum of the sizes of the residuals, each by its row's weight. */
  absolute: number;
  /** Sum of the losses, `quantile` of a residual above the fit, one less that below it: what is smallest. */
  loss: number;
  /** Rows that lie on the fit. */
  rowsMet: number;
  /** How far the loss may be from the smallest there is, over it: the gap to the dual problem's value. */
  gap: number;
  /** By the bootstrap, one to a coefficient kept; null where that was not asked for. */
  standardErrors: Float64Array | null;
};

/** How Huber's estimate was found. In the units of the file. */
export type HuberSolution = {
  kind: 'huber';
  /** Median of the sizes of the residuals over 0.6745. */
  scale: number;
  steps: number;
  isConverged: boolean;
  /** Rows that weigh less than 1. */
  downweighted: number;
  /** What the roots of the diagonal of (X'X)^-1 are multiplied with to be standard errors. */
  errorScale: number;
};

/** What a fit that does not square its residuals has besides a solution. */
export type RobustSolution = QuantileSolution | HuberSolution;
