// What is known of rows of Q with their residuals and leverages: influence, and the sums behind robust standard errors
// and the test for changing spread.

import {
  dfResidual,
  LEVERAGE_ONE,
  meanSquare,
  noise,
  perTarget,
  projected,
  rank,
  rss,
  spread,
  spreadWidth,
} from './solution';
import { addProducts, dotOf } from './tiles';

/**
 * Writes what is known of `count` rows of Q to `out`, six columns, and adds to the sums. The residuals stand after the
 * columns of Q, then the leverages, then room. `target` is the target's column as it stands in the file.
 */
export function sumRows(
  target: usize,
  count: i32,
  rows: usize,
  rowStride: usize,
  out: usize,
  outStride: usize,
): void {
  const padded = (count + 7) & ~7;
  const bytes = (<usize>padded) << 3;
  const residual = rows + <usize>spreadWidth * rowStride;
  const leverage = residual + rowStride;
  const excess = leverage + rowStride;
  describeRows(target, residual, leverage, excess, count, out, outStride);
  // The rows of zeros at the end have no residual, which is no excess.
  for (let i = count; i < padded; i++) store<f64>(excess + ((<usize>i) << 3), 0);
  for (let k = 0; k < rank; k += 2) projectAndWeigh(k, rows, rowStride, excess, residual, bytes);
  const total = projected + ((<usize>rank) << 3);
  store<f64>(total, load<f64>(total) + dotOf(excess, excess, bytes));
  addProducts(spread, spreadWidth, rows, rowStride, bytes);
}

/**
 * Writes what is known of each row, two at a time; see Cook and Weisberg (1982), 2.2.1 and 3.2. The squared residuals'
 * excess over their mean goes to `excess`, and in place of the residuals stand the weights of HC3, their roots.
 */
function describeRows(
  target: usize,
  residuals: usize,
  leverages: usize,
  excess: usize,
  count: i32,
  out: usize,
  outStride: usize,
): void {
  const one = f64x2.splat(1);
  const variance = rss / dfResidual;
  const perSigma = f64x2.splat(1 / Math.sqrt(variance));
  const perCoefficient = f64x2.splat(1 / (<f64>rank * variance));
  const noNumber = f64x2.splat(NaN);
  const isPerfect = i64x2.splat(rss <= noise ? -1 : 0);
  const hasNoOthers = i64x2.splat(dfResidual < 2 ? -1 : 0);
  const left = f64x2.splat(dfResidual - 1);
  const bytes = (<usize>count) << 3;
  let i: usize = 0;
  do {
    const residual = v128.load(residuals + i);
    const leverage = v128.load(leverages + i);
    const inFile = f64x2.mul(residual, f64x2.splat(perTarget));
    const square = f64x2.mul(residual, residual);
    const perFree = f64x2.div(one, f64x2.sub(one, leverage));
    const share = f64x2.mul(square, perFree);
    // Without this row the fit may be perfect: rounding is all that is left then, and the ratio huge, not infinite.
    const others = f64x2.pmax(f64x2.sub(f64x2.splat(rss), share), f64x2.splat(noise));
    const isUndefined = v128.or(isPerfect, f64x2.ge(leverage, f64x2.splat(LEVERAGE_ONE)));
    const external = f64x2.mul(residual, f64x2.sqrt(f64x2.div(f64x2.mul(left, perFree), others)));
    const internal = f64x2.mul(f64x2.mul(residual, perSigma), f64x2.sqrt(perFree));
    const distance = f64x2.mul(f64x2.mul(share, perCoefficient), f64x2.mul(leverage, perFree));
    v128.store(excess + i, f64x2.sub(square, f64x2.splat(meanSquare)));
    v128.store(residuals + i, f64x2.mul(residual, perFree));
    let to = out + i;
    v128.store(to, f64x2.sub(v128.load(target + i), inFile));
    to += outStride;
    v128.store(to, inFile);
    to += outStride;
    v128.store(to, leverage);
    to += outStride;
    v128.store(to, v128.bitselect(noNumber, external, v128.or(isUndefined, hasNoOthers)));
    to += outStride;
    v128.store(to, v128.bitselect(noNumber, internal, isUndefined));
    to += outStride;
    v128.store(to, v128.bitselect(noNumber, distance, isUndefined));
    i += 16;
  } while (i < bytes);
}

/**
 * Adds the products of column k and the one after it with the excess to the projected sums, and multiplies the columns by the
 * weights. A last column by itself is taken twice; both times the same is stored.
 */
function projectAndWeigh(
  k: i32,
  rows: usize,
  rowStride: usize,
  excess: usize,
  weights: usize,
  bytes: usize,
): void {
  const column = rows + <usize>k * rowStride;
  const next = k + 1 < rank ? column + rowStride : column;
  let even = f64x2.splat(0);
  let odd = f64x2.splat(0);
  let nextEven = f64x2.splat(0);
  let nextOdd = f64x2.splat(0);
  let i: usize = 0;
  do {
    const a0 = v128.load(column + i);
    const b0 = v128.load(next + i);
    const a1 = v128.load(column + i, 16);
    const b1 = v128.load(next + i, 16);
    const e0 = v128.load(excess + i);
    const e1 = v128.load(excess + i, 16);
    even = f64x2.add(even, f64x2.mul(a0, e0));
    nextEven = f64x2.add(nextEven, f64x2.mul(b0, e0));
    odd = f64x2.add(odd, f64x2.mul(a1, e1));
    nextOdd = f64x2.add(nextOdd, f64x2.mul(b1, e1));
    const w0 = v128.load(weights + i);
    const w1 = v128.load(weights + i, 16);
    v128.store(column + i, f64x2.mul(a0, w0));
    v128.store(next + i, f64x2.mul(b0, w0));
    v128.store(column + i, f64x2.mul(a1, w1), 16);
    v128.store(next + i, f64x2.mul(b1, w1), 16);
    i += 32;
  } while (i < bytes);
  const sum = projected + ((<usize>k) << 3);
  addLanes(sum, f64x2.add(even, odd));
  if (next !== column) addLanes(sum + 8, f64x2.add(nextEven, nextOdd));
}

function addLanes(sum: usize, lanes: v128): void {
  store<f64>(sum, load<f64>(sum) + (f64x2.extract_lane(lanes, 0) + f64x2.extract_lane(lanes, 1)));
}
