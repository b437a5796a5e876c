import type { LeftOut } from './fit.js';
import { mergeLeftOut } from './leftOut.js';
import type { Ranges } from './ranges.js';

/** What one look at the rows of a part tells, for the columns of a model. Plain data; merges in file order. */
export type Survey = Ranges & {
  /** Rows of the part, used or not, and physical lines it spans. */
  rowCount: number;
  lineCount: number;
  /** Rows with a number in every column, and the first and the last of them (0-based); -1 when there is none. */
  used: number;
  firstUsed: number;
  lastUsed: number;
  /** Rows and lines counted from the part's own first. */
  leftOut: LeftOut;
  /** True where what their doubles leave of the file's decimals is known of all numbers. */
  hasLowWords: boolean;
};

/** The survey of all parts, given in file order; none is changed. */
export function mergeSurveys(parts: readonly Survey[]): Survey {
  return parts.reduce(mergeTwo);
}

function mergeTwo(first: Survey, second: Survey): Survey {
  const shifted = (row: number) => (row < 0 ? row : row + first.rowCount);
  return {
    rowCount: first.rowCount + second.rowCount,
    lineCount: first.lineCount + second.lineCount,
    used: first.used + second.used,
    firstUsed: first.used > 0 ? first.firstUsed : shifted(second.firstUsed),
    lastUsed: second.used > 0 ? shifted(second.lastUsed) : first.lastUsed,
    leftOut: mergeLeftOut(first, second),
    hasLowWords: first.hasLowWords && second.hasLowWords,
    first: first.used > 0 ? first.first : second.first,
    low: first.low.map((value, k) => Math.min(value, second.low[k]!)),
    high: first.high.map((value, k) => Math.max(value, second.high[k]!)),
  };
}
