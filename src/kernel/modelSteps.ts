// Steps of many models at once: every batch for all of them, each with its own learning rate.
import { isSquaredLoss } from './loss';
import { addBlock, rowsOfBlock } from './modelBlock';
import { countUpdate, setModelVectors, updateGroup } from './modelUpdate';

let vectors: usize = 0;
let vectorBytes: usize = 0;
let groupBytes: usize = 0;
let facts: usize = 0;
let factBytes: usize = 0;
let groupCount: i32 = 0;
let rows: usize = 0;
let targets: usize = 0;
let counts: usize = 0;
let rowCount: i32 = 0;
let rowBytes: usize = 0;
let batchSize: i32 = 1;

/**
 * Where the models stand, `groups` groups of four. From `vectors` on: parameters, gradient, velocity, squared gradients
 * and averages, each `groups` times `stride + 1` times four numbers (the intercepts last). From `facts` on, four numbers
 * a group each: learning rates, L2 penalties, masks (all bits set: the model goes on; none: it has ended), sums of losses.
 */
export function setModels(
  newVectors: usize,
  newFacts: usize,
  groups: i32,
  stride: i32,
  withIntercept: bool,
): void {
  groupCount = groups;
  groupBytes = (<usize>(stride + 1)) << 5;
  vectorBytes = <usize>groups * groupBytes;
  factBytes = (<usize>groups) << 5;
  vectors = newVectors;
  facts = newFacts;
  setModelVectors(vectorBytes, groupBytes, withIntercept);
}

/**
 * The rows to train on, as for `setBatches`. `counts` says how often each row counts for each model: a byte each, group
 * by group, row by row, model by model; 0 where all rows count once for all.
 */
export function setModelBatches(
  newRows: usize,
  newTargets: usize,
  newCounts: usize,
  count: i32,
  stride: i32,
  size: i32,
): void {
  rows = newRows;
  targets = newTargets;
  counts = newCounts;
  rowCount = count;
  rowBytes = (<usize>stride) << 3;
  batchSize = size;
}

/**
 * Runs `count` updates of every model that goes on. At `order` stand the batches to take (i32), at `factors` what each
 * update multiplies all learning rates with, and at `losses` each batch's mean losses before its update are left, four
 * to a group. A model whose loss is above `limit` or no number ends before that update, by itself.
 *
 * @returns how many updates were made: fewer where no model goes on.
 */
export function runModelSteps(order: usize, factors: usize, losses: usize, count: i32, limit: f64): i32 {
  for (let step = 0; step < count; step++) {
    const from = load<i32>(order + ((<usize>step) << 2)) * batchSize;
    const size = min(batchSize, rowCount - from);
    beginModelStep();
    addModelRows(from, size);
    const factor = load<f64>(factors + ((<usize>step) << 3));
    if (!finishModelStep(factor, size, limit, losses + <usize>step * factBytes)) return step + 1;
  }
  return count;
}

/** Begins an update whose batch comes in parts. */
export function beginModelStep(): void {
  memory.fill(vectors + vectorBytes, 0, vectorBytes);
  clearModelLosses();
}

export function clearModelLosses(): void {
  memory.fill(facts + 3 * factBytes, 0, factBytes);
}

/** Adds rows to the gradients and the sums of losses of all models that go on. */
export function addModelRows(from: i32, count: i32): void {
  addParts(vectors, true, rows, targets, counts, from, count, rowCount);
}

/**
 * Ends the update begun with `size` rows, and leaves the mean losses of the batch at `losses`.
 *
 * @returns whether any model goes on.
 */
export function finishModelStep(factor: f64, size: i32, limit: f64, losses: usize): bool {
  let goesOn = false;
  countUpdate();
  for (let group = 0; group < groupCount; group++) {
    const fact = facts + ((<usize>group) << 5);
    const loss = losses + ((<usize>group) << 5);
    for (let model: usize = 0; model < 32; model += 8) {
      const mean = load<f64>(fact + 3 * factBytes + model) / <f64>size;
      store<f64>(loss + model, mean);
      if (!(mean <= limit)) store<u64>(fact + 2 * factBytes + model, 0);
    }
    if (!hasModels(group)) continue;
    goesOn = true;
    updateGroup(vectors + <usize>group * groupBytes, fact, factBytes, factor, 1 / <f64>batchSize);
  }
  return goesOn;
}

/**
 * Adds the losses of rows `from` to `from + count` of `total` under the parameters of vector `vector` to the sums of
 * losses; `newCounts` as for `setModelBatches`.
 */
export function addModelLosses(
  vector: i32,
  newRows: usize,
  newTargets: usize,
  newCounts: usize,
  from: i32,
  count: i32,
  total: i32,
): void {
  addParts(vectors + <usize>vector * vectorBytes, false, newRows, newTargets, newCounts, from, count, total);
}

function addParts(
  parameters: usize,
  wantsGradient: bool,
  allRows: usize,
  allTargets: usize,
  allCounts: usize,
  from: i32,
  count: i32,
  total: i32,
): void {
  const most = rowsOfBlock(rowBytes);
  const isSquared = isSquaredLoss();
  for (let first = from; first < from + count; first += most) {
    const size = min(most, from + count - first);
    for (let group = 0; group < groupCount; group++) {
      if (!hasModels(group)) continue;
      const offset = <usize>group * groupBytes;
      addBlock(
        parameters + offset,
        wantsGradient ? vectors + vectorBytes + offset : 0,
        facts + 3 * factBytes + ((<usize>group) << 5),
        allRows + <usize>first * rowBytes,
        allTargets + ((<usize>first) << 3),
        allCounts === 0 ? 0 : allCounts + ((<usize>group * <usize>total + <usize>first) << 2),
        size,
        rowBytes,
        isSquared,
      );
    }
  }
}

function hasModels(group: i32): bool {
  return v128.any_true(v128.or(v128.load(maskOf(group)), v128.load(maskOf(group), 16)));
}

function maskOf(group: i32): usize {
  return facts + 2 * factBytes + ((<usize>group) << 5);
}
