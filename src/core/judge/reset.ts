import { regress } from './auxiliary.js';
import { fisherUpper } from './distributions.js';
import type { RowsOfQ } from './rowsOfQ.js';

/** An F test with its degrees of freedom. */
export type ResetTest = { statistic: number; dfModel: number; dfResidual: number; pValue: number };

/**
 * Ramsey's RESET: whether the square and the cube of the fitted value explain what the model leaves. Null where fitted
 * values are so few that the model holds their powers already, or too few rows are left. As `resettest` of R's lmtest with
 * its defaults, and `linear_reset` of statsmodels with `power=3, use_f=True`.
 *
 * @param p columns of Q; with an intercept the fitted values are taken from their mean, which changes nothing.
 * @see Ramsey (1969), Tests for specification errors in classical linear least-squares regression analysis.
 */
export function reset(
  { q, residual, rowCount }: Pick<RowsOfQ, 'q' | 'residual' | 'rowCount'>,
  fitted: Float64Array,
  { p, hasIntercept }: { p: number; hasIntercept: boolean },
): ResetTest | null {
  const mean = hasIntercept ? fitted.reduce((sum, value) => sum + value / rowCount, 0) : 0;
  const size = fitted.reduce((most, value) => Math.max(most, Math.abs(value - mean)), 0);
  if (!(size > 0)) return null;
  const unit = fitted.map((value) => (value - mean) / size);
  const columns = Array.from({ length: p }, (_, k) => q.subarray(k * rowCount, (k + 1) * rowCount));
  const powers = [unit.map((value) => value ** 2), unit.map((value) => value ** 3)];
  const { rank, explained, left } = regress([...columns, ...powers], residual, p);
  const dfModel = rank - p;
  const dfResidual = rowCount - rank;
  if (dfModel <= 0 || dfResidual <= 0) return null;
  const statistic = explained / dfModel / (left / dfResidual);
  return { statistic, dfModel, dfResidual, pValue: fisherUpper(statistic, dfModel, dfResidual) };
}
