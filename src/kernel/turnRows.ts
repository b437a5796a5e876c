// Rows of X about their centres, and made rows of Q = X R^-1, which exact leverages are the squares of. Columns as in
// rowBlock.ts.

import { columnAt, columnCount, fillOnes, firstColumn, frameColumn } from './rowBlock';
import { centres, inverse, kept, rank } from './solution';

/** Bytes of eight rows: what the loops below keep in registers. */
const EIGHT_ROWS: usize = 64;

/** The kept columns from byte `offset` on about their centres, and the framed target where the residual will be. */
export function centreRows(
  offset: usize,
  count: i32,
  rows: usize,
  rowStride: usize,
  residual: usize,
  padded: i32,
): void {
  for (let k = 0; k < rank; k++) {
    const to = rows + <usize>k * rowStride;
    const column = load<i32>(kept + ((<usize>k) << 2)) - firstColumn;
    const centre = load<f64>(centres + ((<usize>k) << 3));
    if (column < 0) fillOnes(to, count, padded);
    else frameColumn(columnAt(column) + offset, to, column, centre, count, padded);
  }
  const target = columnCount - 1;
  frameColumn(columnAt(target) + offset, residual, target, 0, count, padded);
}

/** Makes all rows of X rows of Q, and writes their leverages. */
export function turnAllRows(rows: usize, stride: usize, leverage: usize, bytes: usize): void {
  memory.fill(leverage, 0, bytes);
  for (let i: usize = 0; i < bytes; i += EIGHT_ROWS) turnRows(rows + i, stride, leverage + i);
}

/** Makes eight rows of X rows of Q, two columns at a time from the last on, and adds their squares to the leverages. */
function turnRows(row: usize, stride: usize, leverage: usize): void {
  let h0 = v128.load(leverage);
  let h1 = v128.load(leverage, 16);
  let h2 = v128.load(leverage, 32);
  let h3 = v128.load(leverage, 48);
  for (let k = rank - 1; k >= 0; k -= 2) {
    // By itself the first column is taken with weights of zero as its neighbour.
    const weights = inverse + ((<usize>(k * rank)) << 3);
    const others = k > 0 ? weights - ((<usize>rank) << 3) : weights;
    let a0 = f64x2.splat(0);
    let a1 = f64x2.splat(0);
    let a2 = f64x2.splat(0);
    let a3 = f64x2.splat(0);
    let b0 = f64x2.splat(0);
    let b1 = f64x2.splat(0);
    let b2 = f64x2.splat(0);
    let b3 = f64x2.splat(0);
    let value = row;
    const end = (<usize>(k + 1)) << 3;
    let j: usize = 0;
    do {
      const x0 = v128.load(value);
      const x1 = v128.load(value, 16);
      const x2 = v128.load(value, 32);
      const x3 = v128.load(value, 48);
      const a = v128.load64_splat(weights + j);
      const b = v128.load64_splat(others + j);
      a0 = f64x2.add(a0, f64x2.mul(a, x0));
      a1 = f64x2.add(a1, f64x2.mul(a, x1));
      a2 = f64x2.add(a2, f64x2.mul(a, x2));
      a3 = f64x2.add(a3, f64x2.mul(a, x3));
      b0 = f64x2.add(b0, f64x2.mul(b, x0));
      b1 = f64x2.add(b1, f64x2.mul(b, x1));
      b2 = f64x2.add(b2, f64x2.mul(b, x2));
      b3 = f64x2.add(b3, f64x2.mul(b, x3));
      value += stride;
      j += 8;
    } while (j < end);
    const last = value - stride;
    v128.store(last, a0);
    v128.store(last, a1, 16);
    v128.store(last, a2, 32);
    v128.store(last, a3, 48);
    h0 = f64x2.add(h0, f64x2.mul(a0, a0));
    h1 = f64x2.add(h1, f64x2.mul(a1, a1));
    h2 = f64x2.add(h2, f64x2.mul(a2, a2));
    h3 = f64x2.add(h3, f64x2.mul(a3, a3));
    if (k === 0) continue;
    const next = last - stride;
    v128.store(next, b0);
    v128.store(next, b1, 16);
    v128.store(next, b2, 32);
    v128.store(next, b3, 48);
    h0 = f64x2.add(h0, f64x2.mul(b0, b0));
    h1 = f64x2.add(h1, f64x2.mul(b1, b1));
    h2 = f64x2.add(h2, f64x2.mul(b2, b2));
    h3 = f64x2.add(h3, f64x2.mul(b3, b3));
  }
  const one = f64x2.splat(1);
  v128.store(leverage, f64x2.pmin(one, h0));
  v128.store(leverage, f64x2.pmin(one, h1), 16);
  v128.store(leverage, f64x2.pmin(one, h2), 32);
  v128.store(leverage, f64x2.pmin(one, h3), 48);
}
