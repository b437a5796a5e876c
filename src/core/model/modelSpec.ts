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
};

/** The model proposed for a file nobody wrote a formula for, and the columns it leaves out with the reason. */
export type ProposedModel = { spec: ModelSpec; leftOutColumns: readonly LeftOutColumn[] };

/** A column that is not in the model, and why: `text column`, `counts the rows`, `no values`, ... */
export type LeftOutColumn = { name: string; reason: string };
