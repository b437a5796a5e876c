import type { SolvedFit } from '../fit/fit.js';
import { dot } from '../fit/spread.js';
import type { RowsOfQ } from './rowsOfQ.js';

/** What a solution is without some of its rows, in the units of the file; order of the kept coefficients. */
export type Remainder = {
  n: number;
  dfResidual: number;
  /** By how much each coefficient changes; added to an estimate it gives that of the other rows. */
  changes: Float64Array;
  /** Classic; null where no degree of freedom is left. */
  standardErrors: Float64Array | null;
  sigma: number | null;
  /** Null where the target of the rows left does not vary. */
  rSquared: number | null;
  /** True where the rows left are fitted exactly. */
  isPerfectFit: boolean;
};

/** Without these rows some coefficients are no longer determined: how much of each is in doubt, 0 to 1. */
export type Undetermined = { shares: Float64Array };

/** A row that takes more of a direction with it than this leaves the others to say nothing of it. */
export const LEAST_LEFT = 1e-10;
/** A residual sum of squares under this share of the one before is the rounding of a difference. */
const ROUNDING = 1e-13;

/**
 * The least squares solution of all rows but these, from their rows of Q alone: with A = I - Q'Q and e their residuals,
 * the coefficients change by -R^-1 A^-1 Q'e, the sum of squares by -(e'e + (Q'e)'A^-1 Q'e), and the triangle of the other
 * rows is U R with A = U'U. Exact but for rounding, for any number of rows.
 *
 * @see Cook and Weisberg (1982), Residuals and influence in regression, 3.3 and 3.6; Golub and Van Loan, 6.5.4.
 */
export function withoutRows(solved: Omit<SolvedFit, 'rowsBefore'>, rows: RowsOfQ): Remainder | Undetermined {
  const { solution, file } = solved;
  const p = solution.kept.length;
  const upper = choleskyOfRest(rows, p);
  if (upper === null) return { shares: doubtOf(file.root, rows, p) };
  const pull = projectionsOf(rows, p);
  const step = solveNormal(upper, pull, p);
  const change = timesRoot(file.root, step, p);
  const n = solution.n - rows.rowCount;
  const dfResidual = solution.dfResidual - rows.rowCount;
  const share = rows.residual.reduce((sum, value) => sum + value * value, 0) + dot(pull, step);
  const rss = Math.max(0, solution.rss - share);
  const noise = Math.max(solution.targetTolerance ** 2, ROUNDING * solution.rss);
  const isPerfectFit = rss <= noise || dfResidual === 0;
  const sigma = dfResidual > 0 ? Math.sqrt((isPerfectFit ? 0 : rss) / dfResidual) / file.targetScale : null;
  const total = totalWithout(solved, rows);
  return {
    ...{ n, dfResidual, sigma, isPerfectFit },
    changes: change.map((value) => -value / file.targetScale),
    standardErrors: sigma === null ? null : rootNorms(file.root, upper, p).map((norm) => sigma * norm),
    rSquared: total > noise ? 1 - (isPerfectFit ? 0 : rss) / total : null,
  };
}

/** By how much the coefficients would change without one row, from its row of Q and its residual over 1 - leverage. */
export function changeWithout(root: Float64Array, q: Float64Array, pull: number): Float64Array {
  return timesRoot(
    root,
    q.map((value) => value * pull),
    q.length,
  ).map((value) => -value);
}

/** An upper triangle U, column-major, with U'U = I - Q'Q; null where that is singular. */
export function choleskyOfRest(
  { q, rowCount }: Pick<RowsOfQ, 'q' | 'rowCount'>,
  p: number,
): Float64Array | null {
  const rest = restOf(q, rowCount, p);
  return cholesky(rest, p, LEAST_LEFT);
}

/** Q'e. */
export function projectionsOf(
  { q, residual, rowCount }: Omit<RowsOfQ, 'deviation'>,
  p: number,
): Float64Array {
  return Float64Array.from({ length: p }, (_, k) =>
    dot(q.subarray(k * rowCount, (k + 1) * rowCount), residual),
  );
}

/** Solves U'U x = b. */
export function solveNormal(upper: Float64Array, right: Float64Array, p: number): Float64Array {
  const x = right.slice();
  for (let k = 0; k < p; k++) {
    for (let j = 0; j < k; j++) x[k]! -= upper[k * p + j]! * x[j]!;
    x[k]! /= upper[k * p + k]!;
  }
  for (let k = p - 1; k >= 0; k--) {
    for (let j = k + 1; j < p; j++) x[k]! -= upper[j * p + k]! * x[j]!;
    x[k]! /= upper[k * p + k]!;
  }
  return x;
}

/** Lengths of the rows of `root U^-1`, the root an upper triangle, row-major. */
function rootNorms(root: Float64Array, upper: Float64Array, p: number): Float64Array {
  return Float64Array.from({ length: p }, (_, k) => {
    // x U = row, solved from the left.
    const x = root.slice(k * p, (k + 1) * p);
    for (let j = 0; j < p; j++) {
      for (let i = 0; i < j; i++) x[j]! -= x[i]! * upper[j * p + i]!;
      x[j]! /= upper[j * p + j]!;
    }
    return Math.hypot(...x);
  });
}

function restOf(q: Float64Array, rowCount: number, p: number): Float64Array {
  const rest = new Float64Array(p * p);
  for (let j = 0; j < p; j++)
    for (let i = 0; i <= j; i++) {
      const sum = dot(
        q.subarray(i * rowCount, (i + 1) * rowCount),
        q.subarray(j * rowCount, (j + 1) * rowCount),
      );
      rest[j * p + i] = (i === j ? 1 : 0) - sum;
    }
  return rest;
}

/** Of the upper half of a symmetric matrix, column-major; null where a pivot is not above `least`. */
function cholesky(matrix: Float64Array, p: number, least: number): Float64Array | null {
  const upper = new Float64Array(p * p);
  for (let j = 0; j < p; j++)
    for (let i = 0; i <= j; i++) {
      let left = matrix[j * p + i]!;
      for (let k = 0; k < i; k++) left -= upper[i * p + k]! * upper[j * p + k]!;
      if (i === j && !(left > least)) return null;
      upper[j * p + i] = i === j ? Math.sqrt(left) : left / upper[i * p + i]!;
    }
  return upper;
}

const INVERSE_STEPS = 4;

/** How much of each coefficient lies in the direction that these rows alone determine. */
function doubtOf(root: Float64Array, { q, rowCount }: RowsOfQ, p: number): Float64Array {
  const rest = restOf(q, rowCount, p);
  for (let k = 0; k < p; k++) rest[k * p + k]! += 10 * LEAST_LEFT;
  const upper = cholesky(rest, p, 0);
  // Rounding alone takes a pivot below zero here: every coefficient is in doubt.
  if (upper === null) return new Float64Array(p).fill(1);
  let direction = Float64Array.from({ length: p }, (_, k) => 1 + k / p);
  for (let step = 0; step < INVERSE_STEPS; step++) {
    const next = solveNormal(upper, direction, p);
    const length = Math.hypot(...next);
    direction = next.map((value) => value / length);
  }
  const moved = timesRoot(root, direction, p);
  return moved.map((value, k) => Math.abs(value) / Math.hypot(...root.subarray(k * p, (k + 1) * p)));
}

function timesRoot(root: Float64Array, step: Float64Array, p: number): Float64Array {
  return Float64Array.from({ length: p }, (_, k) => dot(root.subarray(k * p, (k + 1) * p), step));
}

/** Sum of squares of the target of the other rows: about their mean with an intercept. In the frame. */
function totalWithout(
  { solution }: Pick<SolvedFit, 'solution'>,
  { q, deviation, rowCount }: RowsOfQ,
): number {
  const total = solution.explained + solution.rss - dot(deviation, deviation);
  if (!solution.hasIntercept) return total;
  const first = q.subarray(0, rowCount);
  return total - dot(first, deviation) ** 2 / (1 - dot(first, first));
}
