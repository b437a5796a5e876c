import type { PoissonFamily } from './family.js';

/**
 * A linear model in terms of the table's columns. Names are exactly what the header says.
 */
export type ModelSpec = {
  /** The formula in canonical form, with `.` written out and names in backticks where they need them. */
  formula: string;
  target: string;
  /** Feature columns in the order of the formula, each once. */
  features: readonly string[];
  hasIntercept: boolean;
  /** Column of precision weights: the variance of a row's target is inverse to its weight. Absent: all rows weigh 1. */
  weights?: string | undefined;
  /** Absent: Gaussian, fitted by least squares. */
  family?: PoissonFamily | undefined;
};

/** The model proposed for a file nobody wrote a formula for, and the columns it leaves out with the reason. */
export type ProposedModel = { spec: ModelSpec; leftOutColumns: readonly LeftOutColumn[] };

/** A column that is not in the model, and why: `text column`, `counts the rows`, `no values`, ... */
export type LeftOutColumn = { name: string; reason: string };
