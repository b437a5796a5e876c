import { add, matMul, mul, sub, type Tensor, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import type { Loss } from '../../core/train/hyperparameters.js';
import { TENSOR_LOSSES } from './tensorLosses.js';
import { type Iterate, TENSOR_UPDATES, type UpdateRule } from './tensorUpdate.js';

/** Rows with a one at their end, which the intercept is multiplied by, and their targets. */
export type TensorRows = { rows: Tensor2D; targets: Tensor2D };

/** Columns of `features + 1` numbers. */
export type TensorState = Iterate & { gradient: Tensor; average: Tensor };

export type StepRule = UpdateRule & {
  loss: Loss;
  bend: number;
  /** What each summed slope counts in the mean gradient, and each parameter in the penalty's. */
  shares: Tensor;
  penalties: Tensor;
  /** 1 / (updates averaged, this one included); 0 for no averaging. */
  averageShare: number;
};

/** One update and the batch's mean loss before it. What the state was is left to the caller. */
export function tensorStep(
  state: TensorState,
  batch: TensorRows,
  rule: StepRule,
): TensorState & { loss: Tensor } {
  return tidy(() => {
    const predictors = matMul<Tensor2D>(batch.rows, state.parameters as Tensor2D);
    const { loss, slopes } = TENSOR_LOSSES[rule.loss](predictors, batch.targets, rule.bend);
    const sums = matMul(batch.rows, slopes as Tensor2D, true);
    const gradient = add(mul(sums, rule.shares), mul(state.parameters, rule.penalties));
    const { parameters, velocity, squares } = TENSOR_UPDATES[rule.optimiser](state, gradient, rule);
    const average = averaged(state.average, parameters, rule.averageShare);
    return { loss, parameters, velocity, squares, gradient, average };
  });
}

function averaged(average: Tensor, parameters: Tensor, share: number): Tensor {
  if (share === 0) return average;
  return share === 1 ? parameters.clone() : add(average, mul(sub(parameters, average), share));
}
