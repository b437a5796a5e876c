import type { Frame } from './frame.js';
import { solveUpper } from './smallAlgebra.js';
import { absorbRows, emptyTriangle, type Triangle } from './triangle.js';

/**
 * Least squares with nothing left of the rows but their triangle: the features about their means (about zero without
 * intercept) and the target, in the frame. `features` columns and the target's make `triangle`.
 */
export type CentredProblem = { triangle: Triangle; features: number };

/** Takes the intercept out of a triangle of `[1 X y]`: its other columns, without what they have of the mean. */
export function centredProblem(
  full: Triangle,
  { hasIntercept }: Pick<Frame, 'hasIntercept'>,
): CentredProblem {
  const first = hasIntercept ? 1 : 0;
  const width = full.width - first;
  const triangle = { ...emptyTriangle(width), rowCount: full.rowCount };
  for (let k = 0; k < width; k++) {
    const from = (k + first) * full.width + first;
    triangle.values.set(full.values.subarray(from, from + width), k * width);
  }
  return { triangle, features: width - 1 };
}

/** The problem with another row for each feature: `penalties[k] * coefficient k`, squared, is added to what is made small. */
export function penalised({ triangle, features }: CentredProblem, penalties: Float64Array): CentredProblem {
  const rows = new Float64Array(triangle.width * features);
  for (let k = 0; k < features; k++) rows[k * features + k] = penalties[k]!;
  const sum = { ...triangle, values: triangle.values.slice() };
  absorbRows(sum, rows, features);
  return { triangle: sum, features };
}

/** Sum of squared residuals of any coefficients, in the frame; the intercept is the best one for them. */
export function residualSquares({ triangle, features }: CentredProblem, coefficients: Float64Array): number {
  const { width, values } = triangle;
  const rest = values.slice(features * width);
  for (let k = 0; k < features; k++)
    for (let i = 0; i <= k; i++) rest[i]! -= coefficients[k]! * values[k * width + i]!;
  return rest.reduce((sum, value) => sum + value * value, 0);
}

/** What `penalised` takes for a ridge that adds `lambda` to the diagonal of X'X in the units of the file. */
export function ridgePenalties({ scale }: Pick<Frame, 'scale'>, lambda: number): Float64Array {
  return scale.slice(0, -1).map((unit) => Math.sqrt(lambda) * unit);
}

/** The coefficients of a problem without collinear columns, in the frame. */
export function solveProblem({ triangle, features }: CentredProblem): Float64Array {
  const { width, values } = triangle;
  const coefficients = values.slice(features * width, features * width + features);
  solveUpper(triangle, coefficients);
  return coefficients;
}

/** The square triangle of the features alone, column-major `features`². */
export function featureTriangle({ triangle, features }: CentredProblem): Float64Array {
  const square = new Float64Array(features * features);
  for (let k = 0; k < features; k++)
    square.set(triangle.values.subarray(k * triangle.width, k * triangle.width + features), k * features);
  return square;
}
