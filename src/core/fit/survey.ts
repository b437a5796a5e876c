import type { LeftOut } from './fit.js';

/** What a first look at the rows of a part tells, for the columns of a model. Plain data; merges in file order. */
export type Survey = {
  /** Rows of the part, used or not, and physical lines it spans. */
  rowCount: number;
  lineCount: number;
  /** Rows with a number in every column. */
  used: number;
  /** Rows and lines counted from the part's own first. */
  leftOut: LeftOut;
  /** Values of the first row used (NaN when there is none), least and greatest over the rows used; one per column. */
  first: Float64Array;
  low: Float64Array;
  high: Float64Array;
};
