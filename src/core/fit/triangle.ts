/**
 * The upper triangle R of a QR factorisation of `[1 X y]`: all that a fit needs to know of the rows it has absorbed.
 * Triangles of parts of the rows merge into the triangle of all of them, wherever they come from.
 */
export type Triangle = {
  /** Columns of `[1 X y]`. */
  width: number;
  /** R column-major, width²: R[i, j] at `j * width + i`; zero below the diagonal. Diagonal of either sign. */
  values: Float64Array;
  /** Rows absorbed. */
  rowCount: number;
};

/** The triangle of no rows. */
export function emptyTriangle(width: number): Triangle {
  return { width, values: new Float64Array(width * width), rowCount: 0 };
}

/**
 * Absorbs rows into a triangle by Householder reflections, never by the normal equations. `rows` is column-major,
 * `triangle.width` columns of `rowCount` values, and is overwritten. Columns reach about 1 in size (see `Design`).
 *
 * @see Golub and Van Loan, Matrix Computations, 4th ed., 5.1 and 5.2; Demmel et al. (2012) for the block-wise form.
 */
export function absorbRows(triangle: Triangle, rows: Float64Array, rowCount: number): void {
  const { width, values } = triangle;
  const columns = Array.from({ length: width }, (_, k) => rows.subarray(k * rowCount, (k + 1) * rowCount));
  for (let k = 0; k < width; k++) {
    const tail = columns[k]!;
    const pivot = values[k * width + k]!;
    const below = sumOfSquares(tail);
    const square = pivot * pivot + below;
    if (below === 0 || square < NEGLIGIBLE_SQUARE) continue;
    const norm = Math.sqrt(square);
    // The sign that adds: the reflection's first entry is then never a difference of near numbers.
    const head = pivot + (pivot < 0 ? -norm : norm);
    values[k * width + k] = pivot < 0 ? norm : -norm;
    const reflection = { head, tail, beta: 1 / (norm * Math.abs(head)) };
    for (let j = k + 1; j < width; j++)
      values[j * width + k] = reflect(reflection, values[j * width + k]!, columns[j]!);
  }
  triangle.rowCount += rowCount;
}

/** Squares this small are about to underflow; beside columns of size 1 their rows say nothing. */
const NEGLIGIBLE_SQUARE = 1e-280;

/** I - beta v v' with v = [head; tail]. */
type Reflection = { head: number; tail: Float64Array; beta: number };

/** Reflects the column [top; column] in place and returns its new top. */
function reflect({ head, tail, beta }: Reflection, top: number, column: Float64Array): number {
  const length = tail.length;
  let sum0 = head * top;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  let i = 0;
  // Four partial sums: faster than one, and the error grows with a quarter of the length.
  for (; i + 3 < length; i += 4) {
    sum0 += tail[i]! * column[i]!;
    sum1 += tail[i + 1]! * column[i + 1]!;
    sum2 += tail[i + 2]! * column[i + 2]!;
    sum3 += tail[i + 3]! * column[i + 3]!;
  }
  for (; i < length; i++) sum0 += tail[i]! * column[i]!;
  const factor = beta * (sum0 + sum1 + (sum2 + sum3));
  for (i = 0; i < length; i++) column[i]! -= factor * tail[i]!;
  return top - factor * head;
}

/** The triangle of the rows of both; neither is changed. Any split of the rows gives the same up to rounding. */
export function mergeTriangles(first: Triangle, second: Triangle): Triangle {
  if (first.width !== second.width)
    throw new Error(`Triangles of ${first.width} and ${second.width} columns do not merge.`);
  const merged = { width: first.width, values: first.values.slice(), rowCount: 0 };
  absorbRows(merged, second.values.slice(), second.width);
  merged.rowCount = first.rowCount + second.rowCount;
  return merged;
}

/** The triangle of the rows of all, at least one, given in file order. Neighbours merge first, as in a tournament. */
export function mergeAllTriangles(triangles: readonly Triangle[]): Triangle {
  if (triangles.length < 2) return triangles[0]!;
  const pairs: Triangle[] = [];
  for (let i = 0; i + 1 < triangles.length; i += 2)
    pairs.push(mergeTriangles(triangles[i]!, triangles[i + 1]!));
  if (triangles.length % 2 === 1) pairs.push(triangles.at(-1)!);
  return mergeAllTriangles(pairs);
}

/** The triangle of some of the columns, in the order given. */
export function selectColumns({ width, values, rowCount }: Triangle, columns: readonly number[]): Triangle {
  const selected = emptyTriangle(columns.length);
  const rows = new Float64Array(columns.length * width);
  columns.forEach((column, j) => {
    rows.set(values.subarray(column * width, (column + 1) * width), j * width);
  });
  absorbRows(selected, rows, width);
  selected.rowCount = rowCount;
  return selected;
}

/** In four partial sums, as above. */
function sumOfSquares(column: Float64Array): number {
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  let i = 0;
  for (; i + 3 < column.length; i += 4) {
    sum0 += column[i]! * column[i]!;
    sum1 += column[i + 1]! * column[i + 1]!;
    sum2 += column[i + 2]! * column[i + 2]!;
    sum3 += column[i + 3]! * column[i + 3]!;
  }
  for (; i < column.length; i++) sum0 += column[i]! * column[i]!;
  return sum0 + sum1 + (sum2 + sum3);
}
