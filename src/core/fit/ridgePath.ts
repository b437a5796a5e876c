/** By what the penalty is chosen: generalised cross-validation, or the prediction of rows held back in turns. */
export type RidgeRule = 'gcv' | 'cv';

/** A place of the path. In the units of the file. */
export type RidgePlace = {
  lambda: number;
  /** The intercept counts. */
  effectiveDf: number;
  /** Generalised cross-validation: mean squared residual over the square of the share of degrees of freedom left. */
  gcv: number;
  /** Mean squared error of predictions of the rows held back. */
  crossValidated: number;
  /** By how much the target moves with one standard deviation of each feature. */
  moves: readonly number[];
};

/** A ridge by its penalty, from nearly none to one that leaves hardly anything. Plain data. */
export type RidgePath = {
  /** By ascending penalty. */
  places: readonly RidgePlace[];
  /** The penalties with the smallest error of either kind. */
  best: Readonly<Record<RidgeRule, number>>;
  folds: number;
  /** What the penalty of the fit was chosen by; null where it was given. */
  rule: RidgeRule | null;
};
