import { shortestSolution } from '../fit/smallAlgebra.js';
import type { Generator } from '../train/random.js';
import type { RowStore } from '../train/standardise.js';

/** How often each of `rowCount` rows comes when as many are drawn with replacement: multinomial counts. */
export function drawCounts(rowCount: number, generator: Generator): Uint8Array {
  const counts = new Uint8Array(rowCount);
  for (let draw = 0; draw < rowCount; draw++) counts[generator.below(rowCount)]!++;
  return counts;
}

/** Standardised rows, `width` features to each of `stride` numbers, with or without an intercept. */
export type CountedRows = RowStore & { width: number; stride: number; hasIntercept: boolean };

/** Least squares of rows that count: the weights, then the intercept (0 without one), and how many directions they know. */
export function solveCounted(
  rows: CountedRows,
  counts: Uint8Array,
): { solution: Float64Array; rank: number } {
  const { width, hasIntercept } = rows;
  const size = width + (hasIntercept ? 1 : 0);
  const { gram, right } = momentsOfCounted(rows, counts, size);
  const { solution, eigenvalues } = shortestSolution(gram, right);
  return { solution: hasIntercept ? solution : Float64Array.of(...solution, 0), rank: eigenvalues.length };
}

function momentsOfCounted(rows: CountedRows, counts: Uint8Array, size: number) {
  const { width, stride, hasIntercept } = rows;
  const gram = new Float64Array(size * size);
  const right = new Float64Array(size);
  const row = new Float64Array(size);
  if (hasIntercept) row[width] = 1;
  for (const [i, count] of counts.entries()) {
    if (count === 0) continue;
    row.set(rows.rows.subarray(i * stride, i * stride + width));
    for (let j = 0; j < size; j++) {
      const value = (count * row[j]!) / counts.length;
      right[j]! += value * rows.targets[i]!;
      for (let k = 0; k <= j; k++) gram[j * size + k]! += value * row[k]!;
    }
  }
  for (let j = 0; j < size; j++) for (let k = 0; k < j; k++) gram[k * size + j] = gram[j * size + k]!;
  return { gram, right };
}
