import type { FramedRows } from './framedRows.js';
import type { Solution } from './leastSquares.js';

/** Rows of Q = `[1 X] R^-1`, column-major, from the rows of `[1 X y]` with the kept columns about their centres. */
export function orthonormalRows(
  { kept, inverse }: Pick<Solution, 'kept' | 'inverse'>,
  { values, rowCount }: FramedRows,
): Float64Array {
  const p = kept.length;
  const q = new Float64Array(p * rowCount);
  for (let k = 0; k < p; k++) {
    const to = q.subarray(k * rowCount, (k + 1) * rowCount);
    for (let j = 0; j <= k; j++) {
      const weight = inverse[k * p + j]!;
      if (weight === 0) continue;
      const column = values.subarray(kept[j]! * rowCount, (kept[j]! + 1) * rowCount);
      for (let i = 0; i < rowCount; i++) to[i]! += weight * column[i]!;
    }
  }
  return q;
}

/** Adds `Q' diag(weights) Q` of some rows to the p × p matrix `spread`. */
export function addSpread(spread: Float64Array, q: Float64Array, weights: Float64Array): void {
  const rowCount = weights.length;
  const p = Math.sqrt(spread.length);
  const weighted = new Float64Array(rowCount);
  for (let k = 0; k < p; k++) {
    const column = q.subarray(k * rowCount, (k + 1) * rowCount);
    for (let i = 0; i < rowCount; i++) weighted[i] = column[i]! * weights[i]!;
    for (let j = 0; j <= k; j++) {
      const sum = dot(weighted, q.subarray(j * rowCount, (j + 1) * rowCount));
      spread[k * p + j]! += sum;
      if (j < k) spread[j * p + k]! += sum;
    }
  }
}

/** Sum of products, in two partial sums. */
export function dot(a: Float64Array, b: Float64Array): number {
  let even = 0;
  let odd = 0;
  let i = 0;
  for (; i + 1 < a.length; i += 2) {
    even += a[i]! * b[i]!;
    odd += a[i + 1]! * b[i + 1]!;
  }
  return i < a.length ? even + odd + a[i]! * b[i]! : even + odd;
}
