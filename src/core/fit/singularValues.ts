/** A handful is enough; the square of a cosine goes down with each. */
const MOST_SWEEPS = 60;

/**
 * Singular values, the largest first, of a matrix of `size` columns of as many numbers, which is overwritten: its columns
 * are turned two by two until all are orthogonal. Small ones keep their relative accuracy where the columns are of about
 * the same length.
 *
 * @see Demmel and Veselić (1992), Jacobi's method is more accurate than QR.
 */
export function singularValues(columns: Float64Array, size: number): number[] {
  const all = Array.from({ length: size }, (_, k) => columns.subarray(k * size, (k + 1) * size));
  for (let sweep = 0; sweep < MOST_SWEEPS && turnAll(all); sweep++);
  return all.map((column) => Math.sqrt(dot(column, column))).sort((a, b) => b - a);
}

/** Makes every two columns orthogonal in turn; false where all were. */
function turnAll(columns: readonly Float64Array[]): boolean {
  let isTurned = false;
  for (const [k, column] of columns.entries())
    for (let other = 0; other < k; other++) if (turn(columns[other]!, column)) isTurned = true;
  return isTurned;
}

/** Turns two columns in their plane so that they are orthogonal; false where they were. */
function turn(a: Float64Array, b: Float64Array): boolean {
  const product = dot(a, b);
  const aSquare = dot(a, a);
  const bSquare = dot(b, b);
  const rounding = a.length * Number.EPSILON * Math.sqrt(aSquare * bSquare);
  if (!(Math.abs(product) > rounding)) return false;
  const cotangent = (bSquare - aSquare) / (2 * product);
  const tangent = (cotangent < 0 ? -1 : 1) / (Math.abs(cotangent) + Math.hypot(1, cotangent));
  const cosine = 1 / Math.hypot(1, tangent);
  const sine = cosine * tangent;
  for (let i = 0; i < a.length; i++) {
    const first = a[i]!;
    a[i] = cosine * first - sine * b[i]!;
    b[i] = sine * first + cosine * b[i]!;
  }
  return true;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
