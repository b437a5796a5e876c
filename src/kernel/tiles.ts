// Products of a few columns with a few others, over rows: two rows to a register, each value loaded once for several
// products. `bytes` of a column is a multiple of 32, and not 0; columns of a group stand `stride` bytes apart. Here and
// elsewhere the loops that take longest test at their end: only out of such loops V8 takes what stays the same in them.

/** Bytes between columns of the 512 rows that are worked on at once, unless columns are many (`core/fit/kernelBlock.ts`). */
const USUAL_STRIDE: usize = (512 + 8) * 8;

/** What `dotsFourByTwo` leaves: `dots + 8 * (2 * i + j)` holds column i of four times column j of two. */
export const dots: usize = memory.data(64, 16);

/** Products of the four columns from `a` on with the two at `b0` and `b1`. */
export function dotsFourByTwo(a: usize, stride: usize, b0: usize, b1: usize, bytes: usize): void {
  const a1 = a + stride;
  const a2 = a1 + stride;
  const a3 = a2 + stride;
  let s00 = f64x2.splat(0);
  let s01 = f64x2.splat(0);
  let s10 = f64x2.splat(0);
  let s11 = f64x2.splat(0);
  let s20 = f64x2.splat(0);
  let s21 = f64x2.splat(0);
  let s30 = f64x2.splat(0);
  let s31 = f64x2.splat(0);
  let i: usize = 0;
  do {
    const x0 = v128.load(b0 + i);
    const x1 = v128.load(b1 + i);
    let v = v128.load(a + i);
    s00 = f64x2.add(s00, f64x2.mul(v, x0));
    s01 = f64x2.add(s01, f64x2.mul(v, x1));
    v = v128.load(a1 + i);
    s10 = f64x2.add(s10, f64x2.mul(v, x0));
    s11 = f64x2.add(s11, f64x2.mul(v, x1));
    v = v128.load(a2 + i);
    s20 = f64x2.add(s20, f64x2.mul(v, x0));
    s21 = f64x2.add(s21, f64x2.mul(v, x1));
    v = v128.load(a3 + i);
    s30 = f64x2.add(s30, f64x2.mul(v, x0));
    s31 = f64x2.add(s31, f64x2.mul(v, x1));
    i += 16;
  } while (i < bytes);
  keepDots(s00, s01, s10, s11, s20, s21, s30, s31);
}

function keepDots(
  s00: v128,
  s01: v128,
  s10: v128,
  s11: v128,
  s20: v128,
  s21: v128,
  s30: v128,
  s31: v128,
): void {
  v128.store(dots, sumsOfLanes(s00, s01));
  v128.store(dots, sumsOfLanes(s10, s11), 16);
  v128.store(dots, sumsOfLanes(s20, s21), 32);
  v128.store(dots, sumsOfLanes(s30, s31), 48);
}

/** The same of columns `USUAL_STRIDE` apart, the two being `b` and the one after it: hardly an address is computed. */
function dotsAtUsualStride(a: usize, b: usize, bytes: usize): void {
  let s00 = f64x2.splat(0);
  let s01 = f64x2.splat(0);
  let s10 = f64x2.splat(0);
  let s11 = f64x2.splat(0);
  let s20 = f64x2.splat(0);
  let s21 = f64x2.splat(0);
  let s30 = f64x2.splat(0);
  let s31 = f64x2.splat(0);
  const end = a + bytes;
  do {
    const x0 = v128.load(b);
    const x1 = v128.load(b, USUAL_STRIDE);
    let v = v128.load(a);
    s00 = f64x2.add(s00, f64x2.mul(v, x0));
    s01 = f64x2.add(s01, f64x2.mul(v, x1));
    v = v128.load(a, USUAL_STRIDE);
    s10 = f64x2.add(s10, f64x2.mul(v, x0));
    s11 = f64x2.add(s11, f64x2.mul(v, x1));
    v = v128.load(a, 2 * USUAL_STRIDE);
    s20 = f64x2.add(s20, f64x2.mul(v, x0));
    s21 = f64x2.add(s21, f64x2.mul(v, x1));
    v = v128.load(a, 3 * USUAL_STRIDE);
    s30 = f64x2.add(s30, f64x2.mul(v, x0));
    s31 = f64x2.add(s31, f64x2.mul(v, x1));
    a += 16;
    b += 16;
  } while (a < end);
  keepDots(s00, s01, s10, s11, s20, s21, s30, s31);
}

/** Adds the products of the four columns from `a` on, `USUAL_STRIDE` apart, with each other to the lower triangle at `sum`. */
function addOwnProducts(a: usize, bytes: usize, sum: usize, rowBytes: usize): void {
  let s00 = f64x2.splat(0);
  let s10 = f64x2.splat(0);
  let s11 = f64x2.splat(0);
  let s20 = f64x2.splat(0);
  let s21 = f64x2.splat(0);
  let s22 = f64x2.splat(0);
  let s30 = f64x2.splat(0);
  let s31 = f64x2.splat(0);
  let s32 = f64x2.splat(0);
  let s33 = f64x2.splat(0);
  const end = a + bytes;
  do {
    const v0 = v128.load(a);
    s00 = f64x2.add(s00, f64x2.mul(v0, v0));
    const v1 = v128.load(a, USUAL_STRIDE);
    s10 = f64x2.add(s10, f64x2.mul(v1, v0));
    s11 = f64x2.add(s11, f64x2.mul(v1, v1));
    const v2 = v128.load(a, 2 * USUAL_STRIDE);
    s20 = f64x2.add(s20, f64x2.mul(v2, v0));
    s21 = f64x2.add(s21, f64x2.mul(v2, v1));
    s22 = f64x2.add(s22, f64x2.mul(v2, v2));
    const v3 = v128.load(a, 3 * USUAL_STRIDE);
    s30 = f64x2.add(s30, f64x2.mul(v3, v0));
    s31 = f64x2.add(s31, f64x2.mul(v3, v1));
    s32 = f64x2.add(s32, f64x2.mul(v3, v2));
    s33 = f64x2.add(s33, f64x2.mul(v3, v3));
    a += 16;
  } while (a < end);
  addSum(sum, s00);
  addTwo(sum + rowBytes, s10, s11);
  addTwo(sum + 2 * rowBytes, s20, s21);
  addSum(sum + 2 * rowBytes + 16, s22);
  addTwo(sum + 3 * rowBytes, s30, s31);
  addTwo(sum + 3 * rowBytes + 16, s32, s33);
}

/** Adds the sums of the lanes of both to two numbers. */
function addTwo(to: usize, a: v128, b: v128): void {
  v128.store(to, f64x2.add(v128.load(to), sumsOfLanes(a, b)));
}

function addSum(to: usize, lanes: v128): void {
  store<f64>(to, load<f64>(to) + (f64x2.extract_lane(lanes, 0) + f64x2.extract_lane(lanes, 1)));
}

/**
 * Adds the products of `width` columns with each other, four by two at a time, to the lower triangle of `sums`, `width`
 * numbers to a row. `width` is a multiple of four: columns that are none have zeros.
 */
export function addProducts(sums: usize, width: i32, columns: usize, stride: usize, bytes: usize): void {
  const isUsual = stride === USUAL_STRIDE;
  const rowBytes = (<usize>width) << 3;
  for (let k = 0; k < width; k += 4) {
    const four = columns + <usize>k * stride;
    const row = sums + <usize>k * rowBytes;
    const end = isUsual ? k : k + 4;
    for (let j = 0; j < end; j += 2) {
      const two = columns + <usize>j * stride;
      if (isUsual) dotsAtUsualStride(four, two, bytes);
      else dotsFourByTwo(four, stride, two, two + stride, bytes);
      for (let i = 0; i < 4; i++) {
        const sum = row + <usize>i * rowBytes + ((<usize>j) << 3);
        v128.store(sum, f64x2.add(v128.load(sum), v128.load(dots + ((<usize>i) << 4))));
      }
    }
    if (isUsual) addOwnProducts(four, bytes, row + ((<usize>k) << 3), rowBytes);
  }
}

/** Takes from the columns `to0` and `to1` the four from `a` on, times the weights as `dotsFourByTwo` orders them. */
export function subtractFourFromTwo(to0: usize, to1: usize, a: usize, stride: usize, bytes: usize): void {
  const a1 = a + stride;
  const a2 = a1 + stride;
  const a3 = a2 + stride;
  const w00 = v128.load64_splat(dots);
  const w01 = v128.load64_splat(dots, 8);
  const w10 = v128.load64_splat(dots, 16);
  const w11 = v128.load64_splat(dots, 24);
  const w20 = v128.load64_splat(dots, 32);
  const w21 = v128.load64_splat(dots, 40);
  const w30 = v128.load64_splat(dots, 48);
  const w31 = v128.load64_splat(dots, 56);
  for (let i: usize = 0; i < bytes; i += 16) {
    const v0 = v128.load(a + i);
    const v1 = v128.load(a1 + i);
    const v2 = v128.load(a2 + i);
    const v3 = v128.load(a3 + i);
    const first = f64x2.add(f64x2.mul(v0, w00), f64x2.mul(v1, w10));
    const second = f64x2.add(f64x2.mul(v2, w20), f64x2.mul(v3, w30));
    v128.store(to0 + i, f64x2.sub(v128.load(to0 + i), f64x2.add(first, second)));
    const third = f64x2.add(f64x2.mul(v0, w01), f64x2.mul(v1, w11));
    const fourth = f64x2.add(f64x2.mul(v2, w21), f64x2.mul(v3, w31));
    v128.store(to1 + i, f64x2.sub(v128.load(to1 + i), f64x2.add(third, fourth)));
  }
}

/** A number plus the product of two columns, in eight sums: none waits for another, and rounding errors grow more slowly. */
export function dotOf(a: usize, b: usize, bytes: usize, start: f64 = 0): f64 {
  let s0 = f64x2.replace_lane(f64x2.splat(0), 0, start);
  let s1 = f64x2.splat(0);
  let s2 = f64x2.splat(0);
  let s3 = f64x2.splat(0);
  const whole = bytes & ~63;
  for (let i: usize = 0; i < whole; i += 64) {
    s0 = f64x2.add(s0, f64x2.mul(v128.load(a + i), v128.load(b + i)));
    s1 = f64x2.add(s1, f64x2.mul(v128.load(a + i, 16), v128.load(b + i, 16)));
    s2 = f64x2.add(s2, f64x2.mul(v128.load(a + i, 32), v128.load(b + i, 32)));
    s3 = f64x2.add(s3, f64x2.mul(v128.load(a + i, 48), v128.load(b + i, 48)));
  }
  if (whole < bytes) {
    s0 = f64x2.add(s0, f64x2.mul(v128.load(a + whole), v128.load(b + whole)));
    s1 = f64x2.add(s1, f64x2.mul(v128.load(a + whole, 16), v128.load(b + whole, 16)));
  }
  const sums = sumsOfLanes(f64x2.add(s0, s2), f64x2.add(s1, s3));
  return f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
}

/** Takes `weight` times a column from another. */
export function subtractFrom(to: usize, a: usize, weight: f64, bytes: usize): void {
  const weights = f64x2.splat(weight);
  for (let i: usize = 0; i < bytes; i += 32) {
    v128.store(to + i, f64x2.sub(v128.load(to + i), f64x2.mul(weights, v128.load(a + i))));
    v128.store(to + i, f64x2.sub(v128.load(to + i, 16), f64x2.mul(weights, v128.load(a + i, 16))), 16);
  }
}

/** Takes the four columns from `a` on, one after another, times four numbers at `weights` from a column. */
export function subtractFourFrom(to: usize, a: usize, stride: usize, weights: usize, bytes: usize): void {
  const a1 = a + stride;
  const a2 = a1 + stride;
  const a3 = a2 + stride;
  const w0 = v128.load64_splat(weights);
  const w1 = v128.load64_splat(weights, 8);
  const w2 = v128.load64_splat(weights, 16);
  const w3 = v128.load64_splat(weights, 24);
  for (let i: usize = 0; i < bytes; i += 16) {
    const first = f64x2.sub(v128.load(to + i), f64x2.mul(w0, v128.load(a + i)));
    const second = f64x2.sub(first, f64x2.mul(w1, v128.load(a1 + i)));
    const third = f64x2.sub(second, f64x2.mul(w2, v128.load(a2 + i)));
    v128.store(to + i, f64x2.sub(third, f64x2.mul(w3, v128.load(a3 + i))));
  }
}

/** The sum of the lanes of each. */
function sumsOfLanes(a: v128, b: v128): v128 {
  return f64x2.add(v128.shuffle<f64>(a, b, 0, 2), v128.shuffle<f64>(a, b, 1, 3));
}
