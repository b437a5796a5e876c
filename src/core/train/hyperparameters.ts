/** What one row costs. `poisson` ones are half the deviance of a count whose mean (or its logarithm) is linear. */
export type Loss = 'squared' | 'absolute' | 'huber' | 'poisson-identity' | 'poisson-log';
export const LOSSES: readonly Loss[] = ['squared', 'absolute', 'huber', 'poisson-identity', 'poisson-log'];

/** `momentum` is Nesterov's. */
export type Optimiser = 'sgd' | 'momentum' | 'adam';
export const OPTIMISERS: readonly Optimiser[] = ['sgd', 'momentum', 'adam'];

/** How the learning rate falls: not at all, as 1 / (1 + epochs done), or along half a cosine to zero. */
export type Schedule = 'constant' | 'inverse' | 'cosine';
export const SCHEDULES: readonly Schedule[] = ['constant', 'inverse', 'cosine'];

/**
 * Rows held back. `share` picks them with the seed, `order` takes the last ones of the file, `column` those where the
 * column is not zero (rows where it is missing are trained on).
 */
export type Validation =
  | { kind: 'none' }
  | { kind: 'share'; share: number }
  | { kind: 'order'; share: number }
  | { kind: 'column'; column: string };

export type InitialWeights = 'zeros' | 'normal';

/** When to stop before the last epoch; null for never. */
export type Stopping = {
  /** Relative fall of the training loss over an epoch that is no fall any more. */
  tolerance: number | null;
  /** Epochs without a better validation loss; the best weights are then taken back. */
  patience: number | null;
  /** Running time in seconds, pauses not counted. */
  seconds: number | null;
};

/** What a user may set. Null is Auto. */
export type Hyperparameters = {
  loss: Loss;
  /** The error, in the target's units, from which on Huber's loss is a straight line. */
  huberBend: number | null;
  optimiser: Optimiser | null;
  learningRate: number | null;
  /** Share of the earlier steps in the next, for the optimiser `momentum` only. */
  momentum: number | null;
  /** Rows to a step; `all` is full-batch gradient descent. */
  batchSize: number | 'all' | null;
  epochs: number | null;
  schedule: Schedule | null;
  /** Penalty on half the squared standardised weights. */
  l2: number;
  /** Report the mean of the weights over the second half of the epochs instead of the last weights. */
  averaging: boolean;
  initialWeights: InitialWeights;
  seed: number;
  validation: Validation;
  stopping: Stopping;
};

/** Untouched, these converge on any file. */
export const DEFAULT_HYPERPARAMETERS: Hyperparameters = {
  loss: 'squared',
  huberBend: null,
  optimiser: null,
  learningRate: null,
  momentum: null,
  batchSize: null,
  epochs: null,
  schedule: null,
  l2: 0,
  averaging: false,
  initialWeights: 'zeros',
  seed: 1,
  validation: { kind: 'none' },
  stopping: { tolerance: null, patience: null, seconds: null },
};
