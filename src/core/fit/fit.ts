import type { Crowd } from '../crowd/crowd.js';
import type { Warning } from '../errors.js';
import type { CovarianceKind } from '../judge/covarianceKind.js';
import type { FileSolution } from '../judge/fileUnits.js';
import type { ResidualMoments } from '../judge/residualMoments.js';
import type { Link } from '../model/family.js';
import type { ModelSpec } from '../model/modelSpec.js';
import type { Frame } from './frame.js';
import type { Solution } from './leastSquares.js';
import type { LeaveOutReason } from './leaveOutReason.js';
import type { RidgePath } from './ridgePath.js';
import type { RowTable } from './rowTable.js';

export type { LeaveOutReason, RowTable };

/** One row per term: a coefficient with its inference. Undefined statistics are null and a warning says why. */
export type CoefficientRow = {
  /** As R names it: `(Intercept)` or the column's name. */
  name: string;
  /** Null when the column was dropped as collinear or constant. */
  estimate: number | null;
  /** Of the kind that `ModelSummary.covariance` names, as what follows from it. */
  standardError: number | null;
  /** t with `dfResidual` degrees of freedom; z in a Poisson fit. */
  statistic: number | null;
  /** Two-sided; relative accuracy is kept in the tail. */
  pValue: number | null;
  confidenceInterval: readonly [number, number] | null;
  /** HC3; HC0 in a Poisson fit. */
  robustStandardError: number | null;
  /**
   * 1 / (1 - R² of this column on the other features), 1 for a feature alone, of several columns that of their term.
   */
  vif: number | null;
  /** Standard deviation (n - 1) of the feature over the rows used; null for the intercept. */
  featureSd: number | null;
  /** By how many of its standard deviations the target moves with one of the feature; null for the intercept. */
  standardisedEstimate: number | null;
};

/** What a term explains of the target's variation, and the partial F test of that. */
export type ExplainedShare = {
  /** 0 where other columns say all that the term says. */
  df: number;
  sumOfSquares: number;
  meanSquare: number | null;
  fStatistic: number | null;
  pValue: number | null;
};

/** One row per term of the formula: the analysis of variance. */
export type TermRow = {
  /** As R names it: `area`, `factor(zone)`, `area:zone`. */
  name: string;
  /** After the terms before it: R's `anova`, type I. */
  sequential: ExplainedShare;
  /** After all other terms: R's `drop1`. Null where a term with it inside stays in the model. */
  dropOne: ExplainedShare | null;
  /** Generalised variance inflation (Fox and Monette); null where all its columns were dropped. */
  inflation: number | null;
  /** `inflation ** (1 / (2 df))`, which terms of different width are compared by. */
  inflationPerDf: number | null;
};

/** One record per model. Conventions are R's: sigma counts as a parameter in `aic` and `bic`. */
export type ModelSummary = {
  /** Null for least squares. `effectiveDf` counts the intercept. */
  ridge: { lambda: number; effectiveDf: number } | null;
  /** Which standard errors the coefficients have. */
  covariance: CovarianceKind;
  n: number;
  rank: number;
  /** Names of dropped columns, in the order of the formula. */
  aliased: readonly string[];
  dfResidual: number;
  residualStandardError: number | null;
  /** Of the residuals on the rows used, each counted alike whatever its weight; divisor n. */
  rootMeanSquaredError: number;
  meanAbsoluteError: number;
  /** Uncentred without intercept, as in R. */
  rSquared: number | null;
  adjustedRSquared: number | null;
  fStatistic: { value: number; dfModel: number; dfResidual: number; pValue: number } | null;
  /** Null for counts, which are not fitted by it. */
  rss: number | null;
  /** Null where residuals are not squared. */
  deviance: number | null;
  logLikelihood: number | null;
  aic: number | null;
  bic: number | null;
  diagnostics: Diagnostics;
  /** How the numbers were made, in words: `QR, double precision`. */
  method: string;
  /** Decimal digits of the worst coefficient that can be trusted, an estimate that errs low. */
  estimatedDigits: number;
  isPerfectFit: boolean;
  /** Mean of the target over the rows used, by their weights. */
  targetMean: number;
  /**
   * Root mean square of the residuals that the rows have of the fit without them, each left out by itself; null where the
   * fit does not square residuals, is perfect or drawn by a ridge, or a row alone decides a coefficient.
   */
  leaveOneOutError: number | null;
  /** What only a Poisson fit has; null for least squares. */
  counts: CountSummary | null;
  /** What only a fit has that does not square residuals; null for others. */
  robust: RobustSummary | null;
};

/** A median, another quantile, or Huber's estimate as a whole. In the units of the file. */
export type RobustSummary = QuantileSummary | HuberSummary;

export type QuantileSummary = {
  kind: 'quantile';
  /** E.g. 0.5. */
  quantile: number;
  /** Sum of the sizes of the residuals, by the rows' weights. */
  absolute: number;
  /** Sum of the losses that is smallest: for the median half of `absolute`. */
  loss: number;
  /** False where other coefficients leave as small a loss; the estimates are then in the middle of them. */
  isUnique: boolean;
  /** Where the optima lie, one to a coefficient of the table, null for dropped ones; null where there is but one. */
  ranges: readonly (readonly [number, number] | null)[] | null;
  /** Rows that lie on the fit. */
  rowsMet: number;
  /** Share of the loss that it may be above the smallest there is. */
  gap: number;
  /** Samples that the standard errors are of; 0 where there are none. */
  samples: number;
};

export type HuberSummary = {
  kind: 'huber';
  /** Residuals beyond so many times the scale count by their size. */
  constant: number;
  /** Median size of the residuals over 0.6745. */
  scale: number;
  steps: number;
  isConverged: boolean;
  /** Rows beyond. */
  downweighted: number;
};

/** A Poisson fit as a whole. */
export type CountSummary = {
  link: Link;
  /** Steps of reweighted least squares. */
  steps: number;
  isConverged: boolean;
  /** Deviance and degrees of freedom of the model without features. */
  nullDeviance: number;
  dfNull: number;
  /** Pearson's chi squared; over `dfResidual` about 1 where counts scatter as Poisson's do. */
  pearson: number;
  /** P that Pearson's chi squared is as large by chance. */
  pearsonPValue: number;
};

export type Test = { statistic: number; pValue: number };

export type Diagnostics = {
  durbinWatson: number | null;
  jarqueBera: Test | null;
  /** Studentised (Koenker). */
  breuschPagan: Test | null;
  /** `line` is the row's first physical line. */
  maxLeverage: { value: number; line: number } | null;
  maxCooksDistance: { value: number; line: number } | null;
  /** Of the centred unit-norm columns (not centred without intercept); null with fewer than one feature. */
  conditionNumber: number | null;
};

/** The rows that were not used. Never silent. */
export type LeftOut = {
  count: number;
  byReason: Partial<Record<LeaveOutReason, number>>;
  /** The first 1,000, in file order. */
  rows: readonly {
    row: number;
    line: number;
    lastLine: number;
    reason: LeaveOutReason;
    column: string;
    cell: string;
  }[];
};

/** What is known of a column over the rows used. */
export type ColumnFacts = { name: string; low: number; high: number; mean: number };

/**
 * A feature drawn by itself: the line of its chart is `height + slope * (value - mean)`, and the residual on top of it
 * is the partial residual. `values` are those of the rows in `Fit.rows`.
 */
export type ChartedColumn = {
  /** Index into the features of the model. */
  feature: number;
  slope: number;
  mean: number;
  height: number;
  values: Float64Array;
};

/**
 * A dropped column as the rows used have it: `about + sum of slope * (source - its about)`, in the units of the file.
 */
export type Dependency = {
  /** Index into the features of the model. */
  feature: number;
  about: number;
  sources: readonly { feature: number; slope: number; about: number }[];
};

/** The solution that a fit's tables come from, for what is asked of single rows. */
export type SolvedFit = {
  frame: Frame;
  solution: Solution;
  /** The same in the units of the file. */
  file: FileSolution;
  /** One to a part of the rows: how many come before it. */
  rowsBefore: readonly number[];
};

/** A fit: one table per term, one per model, one per row. */
export type Fit = {
  spec: ModelSpec;
  /** Rows of the file, used or not. */
  rowCount: number;
  leftOut: LeftOut;
  /** E.g. 0.95. */
  confidence: number;
  coefficients: readonly CoefficientRow[];
  terms: readonly TermRow[];
  summary: ModelSummary;
  /** Every row used; of rows too many to be kept those that stand out, and a row here and there. */
  rows: RowTable;
  /** What is known of rows too many to be kept; null when `rows` has them all. */
  crowd: Crowd | null;
  /** Sum of the rows' weights: n where they have none. */
  totalWeight: number;
  /**
   * Mean of the exponentials of the residuals of a logarithmic target, by which the exponential of a prediction is
   * multiplied to be a mean; null for other targets.
   */
  smearing: number | null;
  /** Of the deviance residuals over sigma. */
  residualMoments: ResidualMoments;
  /** Features in the order of the formula, then the target. */
  columns: readonly ColumnFacts[];
  /** Features that are drawn by themselves; with several, those that move the target most. */
  charted: readonly ChartedColumn[];
  /** First and last row used. */
  usedSpan: readonly [number, number];
  /**
   * Covariance of the coefficients that were kept, divided by sigma² (that is (X'WX)^-1; in a Poisson fit sigma is 1),
   * row-major, order of the
   * kept coefficients; length rank². For bands and predictions.
   */
  unscaledCovariance: Float64Array;
  /** Null where no other penalty was looked at. */
  ridgePath: RidgePath | null;
  /** One to a dropped column; none in a ridge, which keeps them all. */
  dependencies: readonly Dependency[];
  solved: SolvedFit;
  warnings: readonly Warning[];
};
