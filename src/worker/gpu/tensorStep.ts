import {
  add,
  cast,
  concat2d,
  lessEqual,
  matMul,
  mean,
  mul,
  reshape,
  slice2d,
  sub,
  sum,
  type Tensor,
  type Tensor2D,
  type Tensor3D,
  tidy,
} from '@tensorflow/tfjs-core';
import type { Loss } from '../../core/train/hyperparameters.js';
import { type LossAndSlopes, TENSOR_LOSSES } from './tensorLosses.js';
import { type Iterate, TENSOR_UPDATES, type UpdateRule } from './tensorUpdate.js';

/** Rows of a product that are added up one after the other; so many parts have all of a GPU busy. */
const BLOCK = 1024;

/**
 * Rows and their targets. A row may have a one at its end, which the intercept is multiplied by. `counts` has a column
 * to a model; null where every row counts once.
 */
export type TensorRows = { rows: Tensor2D; targets: Tensor2D; counts: Tensor2D | null };

/** Columns of `features + 1` numbers, one to a model. */
export type TensorState = Iterate & { gradient: Tensor; average: Tensor };

export type LossRule = { loss: Loss; bend: number };

export type StepRule = UpdateRule &
  LossRule & {
    /** What each summed slope counts in the mean gradient, and each parameter in the penalty's. */
    shares: Tensor;
    penalties: Tensor;
    /** 1 / (updates averaged, this one included); 0 for no averaging. */
    averageShare: number;
    /** The batch loss beyond which a model stays where it is; null for none. */
    limit: number | null;
  };

/** One update of every model and the batch's mean losses before it. What the state was is left to the caller. */
export function tensorStep(
  state: TensorState,
  batch: TensorRows,
  rule: StepRule,
): TensorState & { loss: Tensor } {
  return tidy(() => {
    const { losses, slopes } = countedLosses(state.parameters as Tensor2D, batch, rule);
    const sums = slopeSums(batch.rows, slopes as Tensor2D, state.parameters.shape[0]!);
    const gradient = add(mul(sums, rule.shares), mul(state.parameters, rule.penalties));
    const loss = mean(losses, 0);
    const held = { ...rule, rate: heldRate(rule, loss) };
    const { parameters, velocity, squares } = TENSOR_UPDATES[rule.optimiser](state, gradient, held);
    const average = averaged(state.average, parameters, rule.averageShare);
    return { loss, parameters, velocity, squares, gradient, average };
  });
}

/**
 * Zero for a model that flies off: where a product of matrices reads past an edge, what is no number in one column would
 * come into all others.
 */
function heldRate({ rate, limit }: StepRule, loss: Tensor): Tensor {
  return limit === null ? rate : mul(rate, cast(lessEqual(loss, limit), 'float32'));
}

/** Mean loss of every model over the rows. */
export function tensorLosses(parameters: Tensor2D, rows: TensorRows, rule: LossRule): Tensor {
  return tidy(() => mean(countedLosses(parameters, rows, rule).losses, 0));
}

/** Each row's as often as the row counts. */
function countedLosses(
  parameters: Tensor2D,
  { rows, targets, counts }: TensorRows,
  { loss, bend }: LossRule,
): LossAndSlopes {
  const { losses, slopes } = TENSOR_LOSSES[loss](predictorsOf(rows, parameters), targets, bend);
  return counts === null ? { losses, slopes } : { losses: mul(losses, counts), slopes: mul(slopes, counts) };
}

function predictorsOf(rows: Tensor2D, parameters: Tensor2D): Tensor {
  const [length, models] = parameters.shape;
  const [, width] = rows.shape;
  if (width === length) return matMul(rows, parameters);
  const weights = slice2d(parameters, [0, 0], [width, models]);
  return add(matMul(rows, weights), slice2d(parameters, [width, 0], [1, models]));
}

/** The slopes of all rows, times what each parameter is multiplied by. */
function slopeSums(rows: Tensor2D, slopes: Tensor2D, length: number): Tensor {
  const products = transposedProduct(rows, slopes);
  if (rows.shape[1] === length) return products;
  return concat2d([products, sum<Tensor2D>(slopes, 0, true)], 0);
}

/** rows' slopes, block by block: what rounds off grows with the rows of a block and their number, not with all rows. */
function transposedProduct(rows: Tensor2D, slopes: Tensor2D): Tensor2D {
  const blocks = Math.floor(rows.shape[0] / BLOCK);
  if (blocks < 2) return matMul(rows, slopes, true);
  const whole = blocks * BLOCK;
  const products = matMul<Tensor3D>(blocked(rows, blocks), blocked(slopes, blocks), true);
  const sums = sum<Tensor2D>(products, 0);
  if (whole === rows.shape[0]) return sums;
  return add(sums, matMul(rest(rows, whole), rest(slopes, whole), true));
}

function blocked(all: Tensor2D, blocks: number): Tensor3D {
  const [count, width] = all.shape;
  const whole = blocks * BLOCK === count ? all : slice2d(all, [0, 0], [blocks * BLOCK, width]);
  return reshape(whole, [blocks, BLOCK, width]);
}

function rest(all: Tensor2D, from: number): Tensor2D {
  return slice2d(all, [from, 0], [all.shape[0] - from, all.shape[1]]);
}

function averaged(average: Tensor, parameters: Tensor, share: number): Tensor {
  if (share === 0) return average;
  return share === 1 ? parameters.clone() : add(average, mul(sub(parameters, average), share));
}
