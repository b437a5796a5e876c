import type { DesignColumn } from './designColumn.js';
import type { Family } from './family.js';

/**
 * A linear model in terms of the columns of its design. Plain data: it crosses threads. Names of columns are exactly
 * what
 * the header says, those of computed ones what R calls their coefficients.
 */
export type ModelSpec = {
  /** The formula in canonical form, with `.` written out and names in backticks where they need them. */
  formula: string;
  target: DesignColumn;
  /** Columns of the design matrix beside that of the intercept, in the order of R's `model.matrix`. */
  features: readonly DesignColumn[];
  /**
   * Whether the design has a column of ones. Without it R² and F are about zero, as R has it for `~ factor - 1` too.
   */
  hasIntercept: boolean;
  /** In the order of R's `terms`. Together they own every feature once. */
  terms: readonly Term[];
  factors: readonly Factor[];
  /**
   * True where the target and every feature is a polynomial of the file's decimals (sums, products, powers with whole
   * exponents, shares of constants) times indicators: what double-double arithmetic computes to its last digits.
   */
  isPolynomial: boolean;
  /** Column of precision weights: the variance of a row's target is inverse to its weight. Absent: all rows weigh 1. */
  weights?: string | undefined;
  /** Absent: Gaussian, fitted by least squares. */
  family?: Family | undefined;
};

/** A term of a formula: `area`, `factor(zone)`, `area:zone`, `poly(age, 2)`. */
export type Term = {
  /** As R names it. */
  label: string;
  /** R's names of its variables: a term is marginal to another that has all of them and more. */
  variables: readonly string[];
  /** Indices into `features`: R's `assign`, turned round. */
  features: readonly number[];
};

/** A variable that is coded by the levels of a column. */
export type Factor = {
  /** As R names the variable: `zone`, `factor(cyl)`. */
  label: string;
  /** The file's column. */
  column: string;
  /** Those that occur among the rows used, the reference first; as `Indicator` has them. */
  levels: readonly LevelCount[];
};

/** A level, and how many of the rows used have it. */
export type LevelCount = { level: string; count: number };

/** The model proposed for a file nobody wrote a formula for, and the columns it leaves out with the reason. */
export type ProposedModel = { spec: ModelSpec; leftOutColumns: readonly LeftOutColumn[] };

/**
 * A column that is not in the model, and why: `category: name it in the formula`, `counts the rows`, `no values`, ...
 */
export type LeftOutColumn = { name: string; reason: string };
