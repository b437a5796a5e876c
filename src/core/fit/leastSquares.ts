import type { ExactTriangle } from '../exact/exactTriangle.js';
import type { Frame } from './frame.js';
import type { RankDecision } from './rank.js';
import { conditionNumber, inverseOfTriangle, outerProduct, solveUpper } from './smallAlgebra.js';
import type { Triangle } from './triangle.js';

/**
 * The least squares solution in a frame, with the kept features about their means (with an intercept). The
 * intercept is coefficient 0 where there is one; p counts it.
 */
export type Solution = {
  n: number;
  /** Columns of `[1 X y]` kept; length p. */
  kept: readonly number[];
  hasIntercept: boolean;
  /** Length p. */
  coefficients: Float64Array;
  /** Subtracted from the framed column before anything else; length p, zero for the intercept or without one. */
  centre: Float64Array;
  /** Inverse of the centred triangle, column-major p². */
  inverse: Float64Array;
  /** (X'X)^-1 of the centred columns, row-major p². */
  covariance: Float64Array;
  /** Norm of each centred column, sqrt(n) for the intercept; length p. */
  norms: Float64Array;
  /** Norms of the columns kept and the target as they stand in the file, scaled: 0 for the intercept's, which is exact. */
  rawNorms: Float64Array;
  rss: number;
  /** Sum of squares the features explain: about the mean with an intercept, about zero without. */
  explained: number;
  dfResidual: number;
  /** See `Diagnostics.conditionNumber`. */
  conditionNumber: number | null;
  targetTolerance: number;
  /** In an exact frame: `[1 X y] = Q U` of the columns kept and the target; null: double precision. */
  exact: ExactTriangle | null;
};

/**
 * Solves the triangle that the rank test left: `coefficients = R^-1 Q'y`.
 *
 * @returns everything in the frame; same input, same output, bit for bit.
 */
export function solveLeastSquares(frame: Frame, decision: RankDecision): Solution {
  const { triangle, kept, targetTolerance, rawNorms } = decision;
  const { hasIntercept } = frame;
  const p = kept.length;
  const { values, centre } = centredTriangle(triangle, hasIntercept);
  const inverse = inverseOfTriangle(values, p);
  const target = triangle.values.subarray(p * triangle.width, p * triangle.width + p);
  const first = hasIntercept ? 1 : 0;
  return {
    n: triangle.rowCount,
    kept,
    hasIntercept,
    coefficients: backSubstitute(values, target),
    centre,
    inverse,
    covariance: outerProduct(inverse, p),
    norms: Float64Array.from({ length: p }, (_, k) => Math.hypot(...values.subarray(k * p, (k + 1) * p))),
    rss: triangle.values[p * triangle.width + p]! ** 2,
    explained: target.subarray(first).reduce((sum, value) => sum + value * value, 0),
    dfResidual: triangle.rowCount - p,
    conditionNumber: conditionNumber(
      withoutFirst(values, p, first),
      withoutFirst(inverse, p, first),
      p - first,
    ),
    targetTolerance,
    rawNorms,
    exact: null,
  };
}

/** The p × p triangle of the kept columns about their means: the first row then holds the intercept alone. */
function centredTriangle(triangle: Triangle, hasIntercept: boolean) {
  const p = triangle.width - 1;
  const values = new Float64Array(p * p);
  const centre = new Float64Array(p);
  for (let k = 0; k < p; k++) {
    values.set(triangle.values.subarray(k * triangle.width, k * triangle.width + p), k * p);
    if (hasIntercept && k > 0) {
      centre[k] = values[k * p]! / values[0]!;
      values[k * p] = 0;
    }
  }
  return { values, centre };
}

function backSubstitute(values: Float64Array, right: Float64Array): Float64Array {
  const solution = right.slice();
  solveUpper({ values, width: right.length }, solution);
  return solution;
}

/** The triangle without its first `first` (0 or 1) rows and columns. */
function withoutFirst(triangle: Float64Array, p: number, first: number): Float64Array {
  const size = p - first;
  const rest = new Float64Array(size * size);
  for (let k = 0; k < size; k++)
    rest.set(triangle.subarray((k + first) * p + first, (k + first + 1) * p), k * size);
  return rest;
}
