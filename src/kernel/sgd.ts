import { dotFourRows, dotRow, product0, product1, product2, product3 } from './dot';
import { clearLossSum, lossSum, slopeAt } from './loss';
import { averageParameters, gradient, parameters, updateParameters } from './optimiser';

let rows: usize = 0;
let targets: usize = 0;
let rowCount: i32 = 0;
let rowBytes: usize = 0;
let batchSize: i32 = 1;

/**
 * The rows to train on: `count` rows of `stride` numbers (even, 16-byte aligned), their targets, and how many make a
 * batch. Batch b holds the rows from `b * size` on; the last one may be short.
 */
export function setBatches(newRows: usize, newTargets: usize, count: i32, stride: i32, size: i32): void {
  rows = newRows;
  targets = newTargets;
  rowCount = count;
  rowBytes = (<usize>stride) << 3;
  batchSize = size;
}

/**
 * Runs `count` updates. At `order` stand the batches to take (i32), at `rates` the learning rate of each update, and at
 * `losses` each batch's mean loss before its update is left. Ends early, before its update, with the first batch
 * whose loss is above `limit` or no number.
 *
 * @returns how many losses were written; the last one is the bad one when that is less than `count` or it is above
 *   `limit`.
 */
export function runSteps(order: usize, rates: usize, losses: usize, count: i32, limit: f64): i32 {
  for (let step = 0; step < count; step++) {
    const batch = load<i32>(order + ((<usize>step) << 2));
    const from = batch * batchSize;
    const size = min(batchSize, rowCount - from);
    beginStep();
    const loss = addRows(from, size) / <f64>size;
    store<f64>(losses + ((<usize>step) << 3), loss);
    if (!(loss <= limit)) return step + 1;
    finishStep(load<f64>(rates + ((<usize>step) << 3)));
  }
  return count;
}

/** Begins an update whose batch comes in parts, for batches so large that a caller wants to breathe in between. */
export function beginStep(): void {
  memory.fill(gradient, 0, rowBytes + 16);
}

/** Adds rows to the gradient of the update begun, and returns the sum of their losses. */
export function addRows(from: i32, count: i32): f64 {
  const bytes = rowBytes;
  const intercept = load<f64>(parameters + bytes);
  clearLossSum();
  let row = rows + <usize>from * bytes;
  let target = targets + ((<usize>from) << 3);
  let slopes: f64 = 0;
  let i = 0;
  for (; i + 3 < count; i += 4) {
    dotFourRows(parameters, row, bytes);
    const slope0 = slopeAt(product0 + intercept, load<f64>(target));
    const slope1 = slopeAt(product1 + intercept, load<f64>(target, 8));
    const slope2 = slopeAt(product2 + intercept, load<f64>(target, 16));
    const slope3 = slopeAt(product3 + intercept, load<f64>(target, 24));
    addFourRows(row, slope0, slope1, slope2, slope3);
    slopes += slope0 + slope1 + (slope2 + slope3);
    row += bytes << 2;
    target += 32;
  }
  for (; i < count; i++) {
    const slope = slopeAt(dotRow(parameters, row, bytes) + intercept, load<f64>(target));
    addRow(row, slope);
    slopes += slope;
    row += bytes;
    target += 8;
  }
  store<f64>(gradient + bytes, load<f64>(gradient + bytes) + slopes);
  return lossSum;
}

/** Ends the update begun: a short last batch counts by its rows, so that over an epoch every row counts alike. */
export function finishStep(rate: f64): void {
  updateParameters(rate, 1 / <f64>batchSize);
  averageParameters();
}

function addFourRows(row: usize, slope0: f64, slope1: f64, slope2: f64, slope3: f64): void {
  const bytes = rowBytes;
  const slopes0 = f64x2.splat(slope0);
  const slopes1 = f64x2.splat(slope1);
  const slopes2 = f64x2.splat(slope2);
  const slopes3 = f64x2.splat(slope3);
  const row1 = row + bytes;
  const row2 = row1 + bytes;
  const row3 = row2 + bytes;
  const to = gradient;
  for (let k: usize = 0; k < bytes; k += 16) {
    const first = f64x2.add(f64x2.mul(slopes0, v128.load(row + k)), f64x2.mul(slopes1, v128.load(row1 + k)));
    const second = f64x2.add(
      f64x2.mul(slopes2, v128.load(row2 + k)),
      f64x2.mul(slopes3, v128.load(row3 + k)),
    );
    v128.store(to + k, f64x2.add(v128.load(to + k), f64x2.add(first, second)));
  }
}

function addRow(row: usize, slope: f64): void {
  const slopes = f64x2.splat(slope);
  for (let k: usize = 0; k < rowBytes; k += 16) {
    const sum = f64x2.add(v128.load(gradient + k), f64x2.mul(slopes, v128.load(row + k)));
    v128.store(gradient + k, sum);
  }
}
