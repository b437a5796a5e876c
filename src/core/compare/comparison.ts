import type { Spaces } from './relateFits.js';

/** Two fits side by side. Differences are second less first, and null where they would say nothing. Plain data. */
export type FitComparison = {
  coefficients: readonly ComparedCoefficient[];
  statistics: readonly ComparedStatistic[];
  test: NestedTest | null;
  /** Why there is no test; null where there is one. */
  whyNoTest: string | null;
  /** What must be known of the statistics beside each other, a sentence each. */
  notes: readonly string[];
  /** Null where it was not asked, or could not be told. */
  spaces: Spaces | null;
};

/** Null where the fit has no such coefficient; its estimate is null where it was dropped. */
export type ComparedCoefficient = {
  name: string;
  first: ComparedEstimate | null;
  second: ComparedEstimate | null;
  difference: number | null;
};

export type ComparedEstimate = { estimate: number | null; standardError: number | null };

export type StatisticName =
  | 'n'
  | 'coefficients'
  | 'rSquared'
  | 'adjustedRSquared'
  | 'residualStandardError'
  | 'rootMeanSquaredError'
  | 'leaveOneOutError'
  | 'deviance'
  | 'logLikelihood'
  | 'aic'
  | 'bic';

/** One statistic of both; null where a fit has none. */
export type ComparedStatistic = {
  name: StatisticName;
  first: number | null;
  second: number | null;
  difference: number | null;
};

/** Whether the larger of two nested models says more than chance would have it say. */
export type NestedTest = {
  /** F of the squares that the larger model explains, or the fall in deviance against chi squared. */
  kind: 'f' | 'likelihood ratio';
  larger: 'first' | 'second';
  /** What the larger model takes off: residual sum of squares, or deviance. */
  decrease: number;
  /** Coefficients that it has more. */
  df: number;
  /** Of the larger model; null for a likelihood ratio. */
  dfResidual: number | null;
  statistic: number;
  pValue: number;
};
