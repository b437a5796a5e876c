import { exactFramed, exactRowsOfQ } from '../exact/exactRows.js';
import { entryOfTriangle } from '../exact/exactTriangle.js';
import type { SolvedFit } from '../fit/fit.js';
import { widthOf } from '../fit/frame.js';
import { fillFramed, multiplyRows } from '../fit/framedRows.js';
import type { PickedRows } from '../fit/pickRows.js';
import { residualsOf } from '../fit/plainWalker.js';
import { orthonormalRows } from '../fit/spread.js';

/** Some rows of a least squares fit in its frame, each times the root of its weight. */
export type RowsOfQ = {
  rowCount: number;
  /** Rows of Q = `[1 X] R^-1`, column-major: p columns of `rowCount` numbers. */
  q: Float64Array;
  residual: Float64Array;
  /** Target less its mean (with an intercept), of all rows. */
  deviation: Float64Array;
};

/** Picked rows as rows of Q with their residuals, in double-double where the fit is. */
export function rowsOfQ({ frame, solution }: Omit<SolvedFit, 'rowsBefore'>, picked: PickedRows): RowsOfQ {
  const { rowCount } = picked;
  const block = { start: 0, ...picked };
  const values = new Float64Array(widthOf(frame) * rowCount);
  fillFramed(frame, block, { places: null, values });
  const target = values.slice(values.length - rowCount);
  const mean = targetMean(solution);
  const deviation = target.map((value) => value - mean);
  if (solution.exact !== null) {
    const framed = exactFramed(frame, block, null);
    return { rowCount, deviation, ...exactRowsOfQ(solution.exact, solution.kept, framed) };
  }
  const residual = residualsOf(solution, { values, rowCount });
  const roots = frame.weights === null ? null : picked.columns.at(-1)!;
  if (roots !== null) {
    multiplyRows({ values, rowCount }, roots);
    for (const numbers of [residual, deviation]) multiplyRows({ values: numbers, rowCount }, roots);
  }
  return { rowCount, residual, deviation, q: orthonormalRows(solution, { values, rowCount }) };
}

/** Of the framed target; 0 without intercept. */
function targetMean({ hasIntercept, exact, coefficients }: SolvedFit['solution']): number {
  if (!hasIntercept) return 0;
  return exact === null ? coefficients[0]! : entryOfTriangle(exact, 0, exact.width - 1).high;
}
