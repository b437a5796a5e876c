import {
  abs,
  add,
  clipByValue,
  div,
  exp,
  less,
  log,
  maximum,
  minimum,
  mul,
  relu,
  sign,
  sub,
  type Tensor,
  where,
} from '@tensorflow/tfjs-core';
import type { Loss } from '../../core/train/hyperparameters.js';

/** Loss and slope of each row, by linear predictors z (a column to a model) and targets y, one above the other. */
export type LossAndSlopes = { losses: Tensor; slopes: Tensor };
type LossOf = (z: Tensor, y: Tensor, bend: number) => LossAndSlopes;

/** Keeps log(y) finite where y is zero and takes no part. */
const TINY = 1e-30;

/** The kernel's losses by tfjs's operations. See `src/kernel/loss.ts` for what each is. */
export const TENSOR_LOSSES: Record<Loss, LossOf> = {
  squared(z, y) {
    const slopes = sub(z, y);
    return { losses: mul(mul(slopes, slopes), 0.5), slopes };
  },
  absolute(z, y) {
    const error = sub(z, y);
    return { losses: abs(error), slopes: sign(error) };
  },
  huber(z, y, bend) {
    const error = sub(z, y);
    const slopes = clipByValue(error, -bend, bend);
    return { losses: mul(slopes, sub(error, mul(slopes, 0.5))), slopes };
  },
  'poisson-identity'(z, y, bend) {
    const means = maximum(z, bend);
    const slope = sub(1, div(y, means));
    const slopes = where(less(z, 0), minimum(slope, -1), slope);
    const beyond = add(mul(slope, sub(relu(z), means)), mul(slopes, minimum(z, 0)));
    const deviance = add(sub(means, y), mul(y, log(div(maximum(y, TINY), means))));
    return { losses: add(deviance, beyond), slopes };
  },
  'poisson-log'(z, y, bend) {
    const means = exp(minimum(z, bend));
    const straight = mul(means, add(relu(sub(z, bend)), 1));
    const losses = add(sub(straight, y), mul(y, sub(log(maximum(y, TINY)), z)));
    return { losses, slopes: sub(means, y) };
  },
};
