import type { RowTable } from '../fit/fit.js';
import { studentTwoSidedQuantile } from './distributions.js';

const MOST_FLAGGED = 4;
/** Chance of one flag or more in a sample without outliers. */
const FALSE_ALARM = 0.05;
/** Without this row the coefficients move about to the edge of their joint 50 % region. */
export const LARGE_COOKS_DISTANCE = 0.5;

/**
 * Rows to look at, as indexes into the table of rows, at most four, the furthest first: an externally studentised
 * residual beyond the Bonferroni cut at 5 % over all n rows, or a Cook's distance over 0.5. Two sigma is no reason:
 * one row in twenty is beyond that in the best of samples.
 *
 * @param rows all of them, or those that stand out.
 * @param rank number of coefficients fitted.
 * @param n how many rows were fitted.
 * @see Cook and Weisberg (1982), 2.2 and 3.5.
 */
export function flaggedRows(rows: RowTable, rank: number, n = rows.row.length): number[] {
  const cut = outlierCut(n, rank);
  const found: Distant[] = [];
  for (let index = 0; index < rows.row.length; index++) {
    const distance = Math.max(
      zeroIfUndefined(Math.abs(rows.studentised[index]!) / cut),
      zeroIfUndefined(rows.cooksDistance[index]! / LARGE_COOKS_DISTANCE),
    );
    if (distance > 1) found.push({ index, distance });
  }
  found.sort(furthestFirst);
  return found.slice(0, MOST_FLAGGED).map(({ index }) => index);
}

/** A row, and how far it stands from the others. */
export type Distant = { index: number; distance: number };

/** An order for `sort`: the furthest first, of equal ones the first row. */
export function furthestFirst(a: Distant, b: Distant): number {
  return b.distance - a.distance || a.index - b.index;
}

function zeroIfUndefined(value: number): number {
  return Number.isNaN(value) ? 0 : value;
}

/** The size of an externally studentised residual that n rows without an outlier reach once in twenty samples. */
export function outlierCut(n: number, rank: number): number {
  const df = n - rank - 1;
  return df < 1 ? Infinity : studentTwoSidedQuantile(FALSE_ALARM / n, df);
}
