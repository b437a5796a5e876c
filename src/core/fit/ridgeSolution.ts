import { centredProblem, residualSquares } from './centredProblem.js';
import type { Frame } from './frame.js';
import type { Solution } from './leastSquares.js';
import { ridge } from './ridge.js';
import { outerProduct } from './smallAlgebra.js';
import type { SolvedRows } from './solve.js';

/**
 * The same rows solved with a ridge: `lambda` above 0 is added to the diagonal of X'X in the units of the file, not for the
 * intercept. No column is left out. What a fit says of rows (leverages, influence) is that of the ridge; its residual
 * degrees of freedom are n less the effective ones, no whole number.
 */
export function ridgeSolution(
  frame: Frame,
  {
    fullTriangle,
    sizes,
    decision,
    solution,
  }: Pick<SolvedRows, 'fullTriangle' | 'sizes' | 'decision' | 'solution'>,
  lambda: number,
): Solution {
  const first = frame.hasIntercept ? 1 : 0;
  const problem = centredProblem(fullTriangle, frame);
  const { features, triangle } = problem;
  const found = ridge(problem, frame, lambda);
  const rss = residualSquares(problem, found.coefficients);
  const total = triangle.values
    .subarray(features * triangle.width)
    .reduce((sum, value) => sum + value ** 2, 0);
  const p = features + first;
  const inverse = bordered(found.inverse, { features, first, corner: 1 / fullTriangle.values[0]! });
  const means = Float64Array.from({ length: p + 1 }, (_, k) => meanOf(fullTriangle, k));
  return {
    n: solution.n,
    kept: Array.from({ length: p }, (_, k) => k),
    hasIntercept: frame.hasIntercept,
    coefficients: frame.hasIntercept ? Float64Array.of(means[p]!, ...found.coefficients) : found.coefficients,
    centre: means.slice(0, p).map((mean, k) => (k < first || !frame.hasIntercept ? 0 : mean)),
    inverse,
    covariance: outerProduct(inverse, p),
    norms: Float64Array.from({ length: p }, (_, k) =>
      k < first ? Math.sqrt(solution.n) : normOf(triangle, k - first),
    ),
    rss,
    explained: total - rss,
    dfResidual: solution.n - first - found.effectiveDf,
    conditionNumber: solution.conditionNumber,
    targetTolerance: decision.targetTolerance,
    rawNorms: sizes.raw,
    exact: null,
  };
}

/** A square matrix with another row and column before it where `first` is 1, both zero but for the corner. */
function bordered(
  values: Float64Array,
  { features, first, corner }: { features: number; first: number; corner: number },
): Float64Array {
  const p = features + first;
  const all = new Float64Array(p * p);
  if (first === 1) all[0] = corner;
  for (let k = 0; k < features; k++)
    all.set(values.subarray(k * features, (k + 1) * features), (k + first) * p + first);
  return all;
}

/** Of a column of `[1 X y]`, from the first row of its triangle. */
function meanOf({ width, values }: SolvedRows['fullTriangle'], column: number): number {
  return values[column * width]! / values[0]!;
}

function normOf({ width, values }: SolvedRows['fullTriangle'], column: number): number {
  return Math.hypot(...values.subarray(column * width, column * width + column + 1));
}
