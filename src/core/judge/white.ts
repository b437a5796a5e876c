import { regress } from './auxiliary.js';
import { chiSquaredUpper } from './distributions.js';
import type { RowsOfQ } from './rowsOfQ.js';

/** A test statistic with its degrees of freedom. */
export type WhiteTest = { statistic: number; df: number; pValue: number };

/** Why there is none: more columns of squares and products than rows, or too many for a moment's work. */
export type NoWhiteTest = 'too few rows' | 'too many columns';

/** Multiplications that take about two seconds. */
const MOST_WORK = 1.5e9;

/**
 * White's test for a spread that changes with the features, their squares and their products: n times the share of the
 * squared residuals' variation that those explain, chi squared. For designs with an intercept. As `het_white` of
 * statsmodels. Rows of Q do for the features: their squares and products span the same.
 *
 * @param rowCount of all rows, p the columns of Q, the intercept's first.
 * @see White (1980), A heteroskedasticity-consistent covariance matrix estimator and a direct test for heteroskedasticity.
 */
export function white(
  { q, residual, rowCount }: Pick<RowsOfQ, 'q' | 'residual' | 'rowCount'>,
  p: number,
): WhiteTest | NoWhiteTest {
  const width = (p * (p + 1)) / 2;
  if (rowCount <= width) return 'too few rows';
  if (rowCount * width ** 2 > MOST_WORK) return 'too many columns';
  // Of the size of one, so that products have the size of their factors.
  const unit = Math.sqrt(rowCount);
  const columns = Array.from({ length: p - 1 }, (_, k) =>
    q.subarray((k + 1) * rowCount, (k + 2) * rowCount).map((value) => value * unit),
  );
  const products = columns.flatMap((one, j) =>
    columns.slice(j).map((other) => one.map((value, i) => value * other[i]!)),
  );
  const ones = new Float64Array(rowCount).fill(1);
  const size = residual.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const squares = residual.map((value) => (value / size) ** 2);
  const { rank, explained, left } = regress([ones, ...columns, ...products], squares, 1);
  const statistic = (rowCount * explained) / (explained + left);
  return { statistic, df: rank - 1, pValue: chiSquaredUpper(statistic, rank - 1) };
}
