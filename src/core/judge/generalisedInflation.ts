import type { Solution } from '../fit/leastSquares.js';
import { absorbRows, emptyTriangle, type Triangle } from '../fit/triangle.js';

/**
 * Generalised variance inflation of some columns taken together: how many times the volume of their confidence region is
 * what it would be if they were unrelated to the other features, squared. For one column it is 1 / (1 - R²). Uncentred
 * without intercept.
 *
 * @param places of the columns among the kept ones; not the intercept, at least one.
 * @param triangle of the kept columns and the target.
 * @see Fox and Monette (1992): det(R11) det(R22) / det(R), which is det((X'X)^-1 of them) det(their X'X).
 */
export function generalisedInflation(
  { kept, hasIntercept, inverse }: Solution,
  triangle: Triangle,
  places: readonly number[],
): number {
  const p = kept.length;
  const first = hasIntercept ? 1 : 0;
  const own = sidesOf(
    places.map((k) => triangle.values.subarray(k * triangle.width + first, k * triangle.width + p)),
  );
  const given = sidesOf(places.map((k) => Float64Array.from({ length: p }, (_, j) => inverse[j * p + k]!)));
  // In pairs, whose product is about 1: neither volume by itself need be a number.
  return own.reduce((product, side, k) => product * (side * given[k]!) ** 2, 1);
}

/** Lengths of the sides of a box with the volume that these vectors span. */
function sidesOf(vectors: readonly Float64Array[]): number[] {
  const width = vectors.length;
  const height = vectors[0]!.length;
  const rows = new Float64Array(width * height);
  vectors.forEach((vector, k) => {
    rows.set(vector, k * height);
  });
  const triangle = emptyTriangle(width);
  absorbRows(triangle, rows, height);
  return vectors.map((_, k) => Math.abs(triangle.values[k * width + k]!));
}
