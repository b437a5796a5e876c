// Dot products of rows with the weights, four rows at a time: each weight is loaded once for four rows, and four sums
// run beside each other instead of one waiting for itself.

/** Bytes of a row up to which four rows side by side are one short stretch of memory. */
const SHORT_ROW: usize = 256;

export let product0: f64 = 0;
export let product1: f64 = 0;
export let product2: f64 = 0;
export let product3: f64 = 0;

/** Four rows from address `row` on, `bytes` bytes each (a multiple of 16), into `product0` to `product3`. */
export function dotFourRows(weights: usize, row: usize, bytes: usize): void {
  if (bytes > SHORT_ROW) {
    product0 = dotRow(weights, row, bytes);
    product1 = dotRow(weights, row + bytes, bytes);
    product2 = dotRow(weights, row + 2 * bytes, bytes);
    product3 = dotRow(weights, row + 3 * bytes, bytes);
    return;
  }
  let sum0 = f64x2.splat(0);
  let sum1 = f64x2.splat(0);
  let sum2 = f64x2.splat(0);
  let sum3 = f64x2.splat(0);
  const row1 = row + bytes;
  const row2 = row1 + bytes;
  const row3 = row2 + bytes;
  for (let k: usize = 0; k < bytes; k += 16) {
    const weight = v128.load(weights + k);
    sum0 = f64x2.add(sum0, f64x2.mul(weight, v128.load(row + k)));
    sum1 = f64x2.add(sum1, f64x2.mul(weight, v128.load(row1 + k)));
    sum2 = f64x2.add(sum2, f64x2.mul(weight, v128.load(row2 + k)));
    sum3 = f64x2.add(sum3, f64x2.mul(weight, v128.load(row3 + k)));
  }
  product0 = sumOfLanes(sum0);
  product1 = sumOfLanes(sum1);
  product2 = sumOfLanes(sum2);
  product3 = sumOfLanes(sum3);
}

/** One row, four sums beside each other: long rows are read from end to end, which is what memory is fast at. */
export function dotRow(weights: usize, row: usize, bytes: usize): f64 {
  let sum0 = f64x2.splat(0);
  let sum1 = f64x2.splat(0);
  let sum2 = f64x2.splat(0);
  let sum3 = f64x2.splat(0);
  let k: usize = 0;
  for (; k + 64 <= bytes; k += 64) {
    const weight = weights + k;
    const value = row + k;
    sum0 = f64x2.add(sum0, f64x2.mul(v128.load(weight), v128.load(value)));
    sum1 = f64x2.add(sum1, f64x2.mul(v128.load(weight, 16), v128.load(value, 16)));
    sum2 = f64x2.add(sum2, f64x2.mul(v128.load(weight, 32), v128.load(value, 32)));
    sum3 = f64x2.add(sum3, f64x2.mul(v128.load(weight, 48), v128.load(value, 48)));
  }
  for (; k < bytes; k += 16) sum0 = f64x2.add(sum0, f64x2.mul(v128.load(weights + k), v128.load(row + k)));
  return sumOfLanes(f64x2.add(f64x2.add(sum0, sum1), f64x2.add(sum2, sum3)));
}

function sumOfLanes(sum: v128): f64 {
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}
