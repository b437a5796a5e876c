// Rows of a block as framed `[1 X y]` in double-double; see rowBlock.ts and doubleDouble.ts.

import { lowDistance } from './doubleDouble';
import { columnAt, columnCount, fillOnes, firstColumn, scales, shifts } from './rowBlock';

/**
 * Writes `count` rows of the block, from row `from` on, to `rows`, `rowStride` bytes to a column, and rows of zeros up
 * to a multiple of four. The low words of the block stand `lowBlock` bytes after it. Returns that multiple.
 */
export function frameExactRows(lowBlock: usize, from: i32, count: i32, rows: usize, rowStride: usize): i32 {
  const padded = (count + 3) & ~3;
  if (firstColumn === 1) fillExactOnes(rows, count, padded);
  for (let k = 0; k < columnCount; k++) {
    const column = columnAt(k) + ((<usize>from) << 3);
    frameExactColumn(column, lowBlock, rows + <usize>(k + firstColumn) * rowStride, k, count, padded);
  }
  return padded;
}

export function fillExactOnes(to: usize, count: i32, padded: i32): void {
  fillOnes(to, count, padded);
  memory.fill(to + lowDistance, 0, (<usize>padded) << 3);
}

/** Writes values of column k of the frame, with zeros up to `padded` rows. */
export function frameExactColumn(
  column: usize,
  lowBlock: usize,
  to: usize,
  k: i32,
  count: i32,
  padded: i32,
): void {
  const about = v128.load64_splat(shifts + ((<usize>k) << 3));
  const unit = v128.load64_splat(scales + ((<usize>k) << 3));
  // A last row by itself goes with whatever stands after it, which is cleared below.
  for (let i = 0; i < count; i += 2) {
    const at = (<usize>i) << 3;
    const value = v128.load(column + at);
    const framed = f64x2.sub(value, about);
    const second = f64x2.sub(framed, value);
    const lost = f64x2.sub(f64x2.sub(value, f64x2.sub(framed, second)), f64x2.add(about, second));
    const low = f64x2.add(lost, v128.load(column + lowBlock + at));
    const rounded = f64x2.add(framed, low);
    v128.store(to + at, f64x2.mul(rounded, unit));
    v128.store(to + lowDistance + at, f64x2.mul(f64x2.sub(low, f64x2.sub(rounded, framed)), unit));
  }
  const end = to + ((<usize>count) << 3);
  memory.fill(end, 0, (<usize>(padded - count)) << 3);
  memory.fill(end + lowDistance, 0, (<usize>(padded - count)) << 3);
}
