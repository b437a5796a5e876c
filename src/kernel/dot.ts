// Dot products of rows with the weights, four rows at a time: each weight is loaded once for four rows, and four sums
// run beside each other instead of one waiting for itself.

export let product0: f64 = 0;
export let product1: f64 = 0;
export let product2: f64 = 0;
export let product3: f64 = 0;

/** Four rows from address `row` on, `bytes` bytes each (a multiple of 16), into `product0` to `product3`. */
export function dotFourRows(weights: usize, row: usize, bytes: usize): void {
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

/** One row, for what four do not divide. */
export function dotRow(weights: usize, row: usize, bytes: usize): f64 {
  let sum = f64x2.splat(0);
  for (let k: usize = 0; k < bytes; k += 16)
    sum = f64x2.add(sum, f64x2.mul(v128.load(weights + k), v128.load(row + k)));
  return sumOfLanes(sum);
}

function sumOfLanes(sum: v128): f64 {
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}
