import type { Frame } from '../fit/frame.js';
import type { DroppedColumn } from '../fit/rank.js';
import { solveUpper } from '../fit/smallAlgebra.js';
import { absorbRows, emptyTriangle } from '../fit/triangle.js';

/**
 * Of all least squares solutions of collinear columns the one whose slopes have the smallest sum of squares in the units of
 * the file; the intercept is free. `solution` is any of them, and what the columns that were dropped are made of says how
 * far it may move: it loses its share along those directions.
 *
 * @param solution slopes in the units of the file, 0 for a dropped column.
 * @see Golub and Van Loan, Matrix Computations, 4th ed., 5.5.
 */
export function minimumNorm(
  frame: Frame,
  dropped: readonly DroppedColumn[],
  solution: Float64Array,
): Float64Array {
  if (dropped.length === 0) return solution;
  const directions = dropped.map((column) => directionOf(frame, column));
  const size = solution.length;
  const width = directions.length + 1;
  const rows = new Float64Array(width * size);
  const largest = Math.max(...solution.map(Math.abs)) || 1;
  for (const [k, direction] of directions.entries()) rows.set(direction, k * size);
  rows.set(
    solution.map((value) => value / largest),
    directions.length * size,
  );
  const triangle = emptyTriangle(width);
  absorbRows(triangle, rows, size);
  const shares = triangle.values.slice(
    directions.length * width,
    directions.length * width + directions.length,
  );
  solveUpper(triangle, shares);
  return solution.map((value, i) =>
    directions.reduce((rest, direction, k) => rest - shares[k]! * largest * direction[i]!, value),
  );
}

/** A move of the slopes, in the units of the file, that leaves every fitted value as it is; of length 1. */
function directionOf(
  { scale, hasIntercept }: Frame,
  { column, earlier, sources, weights }: DroppedColumn,
): Float64Array {
  const first = hasIntercept ? 1 : 0;
  const direction = new Float64Array(scale.length - 1);
  direction[column - first] = -scale[column - first]!;
  for (const [i, source] of earlier.entries())
    if (source >= first && sources.includes(source))
      direction[source - first] = weights[i]! * scale[source - first]!;
  const length = Math.hypot(...direction);
  return direction.map((value) => value / length);
}
