import type { Loss, Optimiser } from './hyperparameters.js';

/** Standardised rows to fill: row-major, `stride` numbers a row (the rest of a row stays zero), and their targets. */
export type RowStore = { rows: Float64Array; targets: Float64Array };

export type Part = 'training' | 'validation';

/** What an engine must know before it makes room. */
export type TrainerShape = {
  trainingCount: number;
  validationCount: number;
  featureCount: number;
  hasIntercept: boolean;
};

/** How an engine is to update. `bend` is in standardised units; see the kernel's losses. */
export type TrainerSetup = {
  batchSize: number;
  loss: Loss;
  bend: number;
  optimiser: Optimiser;
  momentum: number;
  l2: number;
};

/** The batches to take, the learning rate of each, and the loss from which on a run has diverged. */
export type Steps = { batches: Int32Array; rates: Float64Array; limit: number };

/** Called between pieces of work of a few milliseconds. */
export type Breathe = () => Promise<void> | void;

/**
 * The engine under the training loop: it holds the rows and the parameters (the weights, then the intercept, all
 * standardised) and makes updates. The loop decides everything else.
 */
export type Trainer = {
  readonly stride: number;
  /** Where a part's rows are to be written, before `setUp`. */
  store(part: Part): RowStore;
  setUp(setup: TrainerSetup): void;
  /** A copy, length `featureCount + 1`; the averaged ones once averaging has begun. */
  parameters(): Float64Array;
  setParameters(values: Float64Array): void;
  /** Gradient of the last update's batch, in the order of the parameters. */
  gradient(): Float64Array;
  /** From the next update on `parameters` and `meanLoss` are those of the mean of the iterates. */
  startAveraging(): void;
  /** Mean loss of each batch before its update; shorter than asked where the last one is beyond the limit. */
  runSteps(steps: Steps, breathe: Breathe): Promise<Float64Array>;
  /** Mean loss over all rows of a part, without the penalty. */
  meanLoss(part: Part, breathe: Breathe): Promise<number>;
};
