import type { Warning } from '../errors.js';
import type { Backend } from './backend.js';
import type { Loss, Optimiser } from './hyperparameters.js';

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

/** How to update, and from where: the weights, then the intercept. */
export type TrainerStart = TrainerSetup & { parameters: Float64Array };

/** The batches to take, the learning rate of each, and the loss from which on a run has diverged. */
export type Steps = { batches: Int32Array; rates: Float64Array; limit: number };

/** Called between pieces of work of a few milliseconds. */
export type Breathe = () => Promise<void> | void;

/** What an engine goes on with after it lost the one it began with, and the warning that says so. */
export type Fallback = { backend: Backend; warning: Warning };

/**
 * The engine under the training loop: it holds the rows and the parameters (the weights, then the intercept, all
 * standardised) and makes updates. The loop decides everything else.
 */
export type Trainer = {
  /** Losses of all rows are computed in double precision, `meanLoss` too. */
  readonly isDouble: boolean;
  /** Null as long as the engine is what it was. */
  readonly fallback: Fallback | null;
  /** Updates to ask for at once: so many that asking costs little, so few that a pause is heard soon. */
  readonly stepsPerCall: number;
  /** Forgets momentum, moments and averages. */
  start(start: TrainerStart): Promise<void> | void;
  /** A copy, length `featureCount + 1`; the averaged ones from the first update with averaging on. */
  parameters(): Float64Array;
  /** Gradient of the last update's batch, in the order of the parameters. */
  gradient(): Float64Array;
  /** From the next update on `parameters` and the mean losses are those of the mean of the iterates. */
  startAveraging(): Promise<void> | void;
  /** Mean loss of each batch before its update; shorter than asked where the last one is beyond the limit. */
  runSteps(steps: Steps, breathe: Breathe): Promise<Float64Array>;
  /** Mean loss over all rows of a part, without the penalty, as precise as the updates. */
  meanLoss(part: Part, breathe: Breathe): Promise<number>;
  /** The same in double precision, which may take longer. */
  meanLossInDouble(part: Part, breathe: Breathe): Promise<number>;
  /** Lets go of what is not memory; parameters and gradient stay. Safe at any time, also twice. */
  close(): void;
};
