import { add, div, mul, sqrt, sub, type Tensor } from '@tensorflow/tfjs-core';
import type { Optimiser } from '../../core/train/hyperparameters.js';

/** Columns of `features + 1` numbers, one to a model: what an update starts from and leaves. */
export type Iterate = { parameters: Tensor; velocity: Tensor; squares: Tensor };

/** `rate` has one number to a model; `updateCount` counts this update too. */
export type UpdateRule = { optimiser: Optimiser; momentum: number; rate: Tensor; updateCount: number };

type Update = (iterate: Iterate, gradient: Tensor, rule: UpdateRule) => Iterate;

const FIRST_DECAY = 0.9;
const SECOND_DECAY = 0.999;

/** The kernel's optimisers by tfjs's operations. See `src/kernel/optimiser.ts`. */
export const TENSOR_UPDATES: Record<Optimiser, Update> = {
  sgd: (iterate, gradient, { rate }) => ({
    ...iterate,
    parameters: sub(iterate.parameters, mul(gradient, rate)),
  }),
  momentum(iterate, gradient, { rate, momentum }) {
    const velocity = add(mul(iterate.velocity, momentum), gradient);
    const step = mul(add(gradient, mul(velocity, momentum)), rate);
    return { ...iterate, velocity, parameters: sub(iterate.parameters, step) };
  },
  adam(iterate, gradient, { rate, updateCount }) {
    const velocity = add(mul(iterate.velocity, FIRST_DECAY), mul(gradient, 1 - FIRST_DECAY));
    const square = mul(mul(gradient, gradient), 1 - SECOND_DECAY);
    const squares = add(mul(iterate.squares, SECOND_DECAY), square);
    const size = add(sqrt(div(squares, 1 - SECOND_DECAY ** updateCount)), 1e-8);
    const step = div(mul(mul(velocity, rate), 1 / (1 - FIRST_DECAY ** updateCount)), size);
    return { velocity, squares, parameters: sub(iterate.parameters, step) };
  },
};
