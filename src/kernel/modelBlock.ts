// Many models on the same rows: a block of rows is read once for all of them. Four models make a group, and what its
// four have stands side by side (the weights feature by feature, 32 bytes each), so that one number of a row, spread
// over a register, meets four models in two multiplications. The tiles keep eight sums in registers: four rows by four
// models on the way to the predictions, four features by four models on the way back to the gradient.
import { clearLossSum, lossSum, slopeAt } from './loss';

/** Bytes of rows in a block: they stay in the nearest cache while all groups go through them. */
const BLOCK_BYTES: usize = 24576;
/** Most rows of a block. */
const MOST_ROWS = 256;

/** Predictions of a block's rows by four models, then the slopes of their losses. */
const slopes: usize = memory.data(8192, 16);
/** Slopes, then losses, of one row under four models. */
const oneRow: usize = memory.data(64, 16);

/** How many rows of `bytes` bytes make a block: whole fours, so that slicing changes no four. */
export function rowsOfBlock(bytes: usize): i32 {
  return max(4, min(MOST_ROWS, <i32>(BLOCK_BYTES / max<usize>(bytes, 16)) & ~3));
}

/**
 * Adds the losses of a block's rows under a group of models to the four sums at `lossSums`, and their gradients to
 * `gradient` unless that is 0. `weights` has the group's weights, then its intercepts; a gradient is alike. A row counts
 * for a model as often as its byte at `counts` says (four to a row), once where that is 0.
 */
export function addBlock(
  weights: usize,
  gradient: usize,
  lossSums: usize,
  rows: usize,
  targets: usize,
  counts: usize,
  count: i32,
  bytes: usize,
  isSquared: bool,
): void {
  predict(weights, rows, count, bytes);
  const intercepts = gradient === 0 ? oneRow : gradient + (bytes << 2);
  findSlopes(targets, counts, count, lossSums, intercepts, isSquared);
  if (gradient !== 0) addGradient(gradient, rows, count, bytes);
}

function predict(weights: usize, rows: usize, count: i32, bytes: usize): void {
  let row = rows;
  let to = slopes;
  let i = 0;
  for (; i + 3 < count; i += 4) {
    predictFourRows(weights, row, bytes, to);
    row += bytes << 2;
    to += 128;
  }
  for (; i < count; i++) {
    predictRow(weights, row, bytes, to);
    row += bytes;
    to += 32;
  }
}

function predictFourRows(weights: usize, row: usize, bytes: usize, to: usize): void {
  const twoRows = bytes << 1;
  const threeRows = twoRows + bytes;
  const intercepts = weights + (bytes << 2);
  let s00 = v128.load(intercepts);
  let s01 = v128.load(intercepts, 16);
  let s10 = s00;
  let s11 = s01;
  let s20 = s00;
  let s21 = s01;
  let s30 = s00;
  let s31 = s01;
  let weight = weights;
  const end = row + bytes;
  for (; row < end; row += 8) {
    const w0 = v128.load(weight);
    const w1 = v128.load(weight, 16);
    let x = v128.load64_splat(row);
    s00 = f64x2.add(s00, f64x2.mul(x, w0));
    s01 = f64x2.add(s01, f64x2.mul(x, w1));
    x = v128.load64_splat(row + bytes);
    s10 = f64x2.add(s10, f64x2.mul(x, w0));
    s11 = f64x2.add(s11, f64x2.mul(x, w1));
    x = v128.load64_splat(row + twoRows);
    s20 = f64x2.add(s20, f64x2.mul(x, w0));
    s21 = f64x2.add(s21, f64x2.mul(x, w1));
    x = v128.load64_splat(row + threeRows);
    s30 = f64x2.add(s30, f64x2.mul(x, w0));
    s31 = f64x2.add(s31, f64x2.mul(x, w1));
    weight += 32;
  }
  v128.store(to, s00);
  v128.store(to, s01, 16);
  v128.store(to, s10, 32);
  v128.store(to, s11, 48);
  v128.store(to, s20, 64);
  v128.store(to, s21, 80);
  v128.store(to, s30, 96);
  v128.store(to, s31, 112);
}

function predictRow(weights: usize, row: usize, bytes: usize, to: usize): void {
  const intercepts = weights + (bytes << 2);
  let s0 = v128.load(intercepts);
  let s1 = v128.load(intercepts, 16);
  let weight = weights;
  for (let k: usize = 0; k < bytes; k += 8) {
    const x = v128.load64_splat(row + k);
    s0 = f64x2.add(s0, f64x2.mul(x, v128.load(weight)));
    s1 = f64x2.add(s1, f64x2.mul(x, v128.load(weight, 16)));
    weight += 32;
  }
  v128.store(to, s0);
  v128.store(to, s1, 16);
}

/** Turns predictions into slopes, and adds up losses and slopes by model. */
function findSlopes(
  targets: usize,
  counts: usize,
  count: i32,
  lossSums: usize,
  intercepts: usize,
  isSquared: bool,
): void {
  let losses0 = v128.load(lossSums);
  let losses1 = v128.load(lossSums, 16);
  let sums0 = f64x2.splat(0);
  let sums1 = f64x2.splat(0);
  const half = f64x2.splat(0.5);
  for (let i: usize = 0; i < <usize>count; i++) {
    const at = slopes + (i << 5);
    const target = targets + (i << 3);
    if (!isSquared) findOtherSlopes(at, load<f64>(target));
    const y = v128.load64_splat(target);
    let slope0 = isSquared ? f64x2.sub(v128.load(at), y) : v128.load(oneRow);
    let slope1 = isSquared ? f64x2.sub(v128.load(at, 16), y) : v128.load(oneRow, 16);
    let loss0 = isSquared ? f64x2.mul(half, f64x2.mul(slope0, slope0)) : v128.load(oneRow, 32);
    let loss1 = isSquared ? f64x2.mul(half, f64x2.mul(slope1, slope1)) : v128.load(oneRow, 48);
    if (counts !== 0) {
      const four = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(counts + (i << 2))));
      const counts0 = f64x2.convert_low_i32x4_u(four);
      const counts1 = f64x2.convert_low_i32x4_u(v128.shuffle<i32>(four, four, 2, 3, 2, 3));
      slope0 = f64x2.mul(slope0, counts0);
      slope1 = f64x2.mul(slope1, counts1);
      loss0 = f64x2.mul(loss0, counts0);
      loss1 = f64x2.mul(loss1, counts1);
    }
    losses0 = f64x2.add(losses0, loss0);
    losses1 = f64x2.add(losses1, loss1);
    sums0 = f64x2.add(sums0, slope0);
    sums1 = f64x2.add(sums1, slope1);
    v128.store(at, slope0);
    v128.store(at, slope1, 16);
  }
  v128.store(lossSums, losses0);
  v128.store(lossSums, losses1, 16);
  v128.store(intercepts, f64x2.add(v128.load(intercepts), sums0));
  v128.store(intercepts, f64x2.add(v128.load(intercepts, 16), sums1), 16);
}

/** A row's slopes and losses under four models, for losses that no register computes. */
function findOtherSlopes(predictions: usize, target: f64): void {
  for (let model: usize = 0; model < 32; model += 8) {
    clearLossSum();
    store<f64>(oneRow + model, slopeAt(load<f64>(predictions + model), target));
    store<f64>(oneRow + model, lossSum, 32);
  }
}

function addGradient(gradient: usize, rows: usize, count: i32, bytes: usize): void {
  let k: usize = 0;
  for (; k + 32 <= bytes; k += 32) addFourFeatures(gradient + (k << 2), rows + k, count, bytes);
  for (; k < bytes; k += 8) addFeature(gradient + (k << 2), rows + k, count, bytes);
}

function addFourFeatures(to: usize, rows: usize, count: i32, bytes: usize): void {
  let s00 = v128.load(to);
  let s01 = v128.load(to, 16);
  let s10 = v128.load(to, 32);
  let s11 = v128.load(to, 48);
  let s20 = v128.load(to, 64);
  let s21 = v128.load(to, 80);
  let s30 = v128.load(to, 96);
  let s31 = v128.load(to, 112);
  let row = rows;
  const end = slopes + ((<usize>count) << 5);
  for (let at = slopes; at < end; at += 32) {
    const e0 = v128.load(at);
    const e1 = v128.load(at, 16);
    let x = v128.load64_splat(row);
    s00 = f64x2.add(s00, f64x2.mul(x, e0));
    s01 = f64x2.add(s01, f64x2.mul(x, e1));
    x = v128.load64_splat(row, 8);
    s10 = f64x2.add(s10, f64x2.mul(x, e0));
    s11 = f64x2.add(s11, f64x2.mul(x, e1));
    x = v128.load64_splat(row, 16);
    s20 = f64x2.add(s20, f64x2.mul(x, e0));
    s21 = f64x2.add(s21, f64x2.mul(x, e1));
    x = v128.load64_splat(row, 24);
    s30 = f64x2.add(s30, f64x2.mul(x, e0));
    s31 = f64x2.add(s31, f64x2.mul(x, e1));
    row += bytes;
  }
  v128.store(to, s00);
  v128.store(to, s01, 16);
  v128.store(to, s10, 32);
  v128.store(to, s11, 48);
  v128.store(to, s20, 64);
  v128.store(to, s21, 80);
  v128.store(to, s30, 96);
  v128.store(to, s31, 112);
}

function addFeature(to: usize, rows: usize, count: i32, bytes: usize): void {
  let s0 = v128.load(to);
  let s1 = v128.load(to, 16);
  let row = rows;
  const end = slopes + ((<usize>count) << 5);
  for (let at = slopes; at < end; at += 32) {
    const x = v128.load64_splat(row);
    s0 = f64x2.add(s0, f64x2.mul(x, v128.load(at)));
    s1 = f64x2.add(s1, f64x2.mul(x, v128.load(at, 16)));
    row += bytes;
  }
  v128.store(to, s0);
  v128.store(to, s1, 16);
}
