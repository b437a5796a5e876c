import type { Warning } from '../errors.js';
import type { ModelSpec } from '../model/modelSpec.js';

/** One row per term: a coefficient with its inference. Undefined statistics are null and a warning says why. */
export type CoefficientRow = {
  /** As R names it: `(Intercept)` or the column's name. */
  name: string;
  /** Null when the column was dropped as collinear or constant. */
  estimate: number | null;
  standardError: number | null;
  /** t with `dfResidual` degrees of freedom. */
  statistic: number | null;
  /** Two-sided; relative accuracy is kept in the tail. */
  pValue: number | null;
  confidenceInterval: readonly [number, number] | null;
  /** HC3. */
  robustStandardError: number | null;
  /** 1 / (1 - R² of this column on the other features), 1 for a feature alone; null for the intercept. */
  vif: number | null;
  /** Standard deviation (n - 1) of the feature over the rows used; null for the intercept. */
  featureSd: number | null;
};

/** One record per model. Conventions are R's: sigma counts as a parameter in `aic` and `bic`. */
export type ModelSummary = {
  n: number;
  rank: number;
  /** Names of dropped columns, in the order of the formula. */
  aliased: readonly string[];
  dfResidual: number;
  residualStandardError: number | null;
  /** Uncentred without intercept, as in R. */
  rSquared: number | null;
  adjustedRSquared: number | null;
  fStatistic: { value: number; dfModel: number; dfResidual: number; pValue: number } | null;
  rss: number;
  deviance: number;
  logLikelihood: number | null;
  aic: number | null;
  bic: number | null;
  diagnostics: Diagnostics;
  /** How the numbers were made, in words: `Householder QR, double precision`. */
  method: string;
  /** Decimal digits of the worst coefficient that can be trusted, an estimate that errs low. */
  estimatedDigits: number;
  isPerfectFit: boolean;
  /** Mean of the target over the rows used. */
  targetMean: number;
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

/** One entry per row used, in file order; all arrays have length n. */
export type RowTable = {
  /** Row index in the table (0-based, never renumbered). */
  row: Uint32Array;
  firstLine: Uint32Array;
  lastLine: Uint32Array;
  actual: Float64Array;
  fitted: Float64Array;
  residual: Float64Array;
  leverage: Float64Array;
  /** Externally studentised residual; NaN where leverage is 1 or it is undefined. */
  studentised: Float64Array;
  /** NaN where undefined. */
  cooksDistance: Float64Array;
};

/** Why a row is not used. */
export type LeaveOutReason = 'missing value' | 'not a number';

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

/** A least squares fit: one table per term, one per model, one per row. */
export type Fit = {
  spec: ModelSpec;
  /** Rows of the file, used or not. */
  rowCount: number;
  leftOut: LeftOut;
  /** E.g. 0.95. */
  confidence: number;
  coefficients: readonly CoefficientRow[];
  summary: ModelSummary;
  rows: RowTable;
  /**
   * Covariance of the coefficients that were kept, divided by sigma² (that is (X'X)^-1), row-major, order of the
   * kept coefficients; length rank². For bands and predictions.
   */
  unscaledCovariance: Float64Array;
  warnings: readonly Warning[];
};
