// Modified Gram-Schmidt in double-double without square roots: `[1 X y] = Q U`, U an upper triangle of ones on the
// diagonal. U stands column-major, `columnBytes` to a column (a multiple of 16, zeros below the diagonal), the squared
// norms of the columns of Q after it as one more column. Low words as in doubleDouble.ts, for U and rows alike.

import {
  addProducts,
  divide,
  lowDistance,
  multiplyColumns,
  resultHigh,
  resultLow,
  subtractMultiple,
} from './doubleDouble';

/**
 * Absorbs rows into the triangle `before`, which is overwritten as they are, and writes that of all rows to `after`.
 * `rows` are `width` columns of `bytes` bytes each, a multiple of 16, `stride` bytes apart. `weighted` is room for one
 * column of a triangle.
 *
 * @see Björck (1967), Solving linear least squares problems by Gram-Schmidt orthogonalization.
 */
export function absorbExactRows(
  before: usize,
  after: usize,
  columnBytes: usize,
  width: i32,
  rows: usize,
  stride: usize,
  bytes: usize,
  weighted: usize,
): void {
  const weights = before + <usize>width * columnBytes;
  const squares = after + <usize>width * columnBytes;
  for (let k = 0; k < width; k++) {
    const top = before + <usize>k * columnBytes;
    const column = rows + <usize>k * stride;
    // Rows of the triangle up to k, two to a register.
    const topBytes = ((<usize>k + 2) >> 1) << 4;
    multiplyColumns(weighted, top, weights, topBytes);
    addProducts(weighted, top, topBytes, 0, 0);
    addProducts(column, column, bytes, resultHigh, resultLow);
    const squareHigh = resultHigh;
    const squareLow = resultLow;
    put(squares, k, squareHigh, squareLow);
    put(after + <usize>k * columnBytes, k, 1, 0);
    for (let j = k + 1; j < width; j++) {
      const otherTop = before + <usize>j * columnBytes;
      const other = rows + <usize>j * stride;
      const to = after + <usize>j * columnBytes;
      if (!(squareHigh > 0)) {
        put(to, k, 0, 0);
        continue;
      }
      addProducts(weighted, otherTop, topBytes, 0, 0);
      addProducts(column, other, bytes, resultHigh, resultLow);
      divide(resultHigh, resultLow, squareHigh, squareLow);
      const shareHigh = resultHigh;
      const shareLow = resultLow;
      put(to, k, shareHigh, shareLow);
      subtractMultiple(otherTop, top, shareHigh, shareLow, topBytes);
      subtractMultiple(other, column, shareHigh, shareLow, bytes);
    }
  }
}

/**
 * Makes rows of `[1 X y]` rows of Q, given U of width `rank + 1`: from each column those before it are taken. The target
 * stands apart from the `rank` columns.
 */
export function turnExactRows(
  triangle: usize,
  columnBytes: usize,
  rank: i32,
  rows: usize,
  stride: usize,
  target: usize,
  bytes: usize,
): void {
  for (let k = 0; k < rank; k++) {
    const column = rows + <usize>k * stride;
    for (let j = k + 1; j <= rank; j++) {
      const entry = triangle + <usize>j * columnBytes + ((<usize>k) << 3);
      const other = j === rank ? target : rows + <usize>j * stride;
      subtractMultiple(other, column, load<f64>(entry), load<f64>(entry + lowDistance), bytes);
    }
  }
}

function put(column: usize, k: i32, high: f64, low: f64): void {
  const address = column + ((<usize>k) << 3);
  store<f64>(address, high);
  store<f64>(address + lowDistance, low);
}
