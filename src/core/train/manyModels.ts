import type { Breathe, Fallback, Part, TrainerStart } from './trainer.js';

/** What the models have in common, and the learning rate of each. */
export type ModelsStart = TrainerStart & { rates: Float64Array };

/** The batches to take, what all learning rates are multiplied with in each step, and the loss that ends a model. */
export type ModelsSteps = { batches: Int32Array; factors: Float64Array; limit: number };

/** How far models have come: `parameters` has a row of one number to a model for each parameter. */
export type ModelsState = { parameters: Float64Array; endedAt: Int32Array; stepCount: number };

/** Many models on the same batches, wherever they are trained. */
export type ManyModels = {
  /** The step before which each model ended; -1 for those that go on. */
  readonly endedAt: Int32Array;
  /** Null as long as the engine is what it was. */
  readonly fallback: Fallback | null;
  /** Every model begins with the same parameters: the weights, then the intercept. */
  start(start: ModelsStart): Promise<void> | void;
  /** From the next update on `parameters` and mean losses are those of the means of the iterates. */
  startAveraging(): void;
  /** Makes updates; models whose batch loss is beyond the limit end. Stops early where none goes on. */
  runSteps(steps: ModelsSteps, breathe: Breathe): Promise<void>;
  /** Mean loss of every model over all rows of a part; training rows count as often as the model counts them. */
  meanLosses(part: Part, breathe: Breathe): Promise<Float64Array>;
  /** The same in double precision, which may take longer. */
  meanLossesInDouble(part: Part, breathe: Breathe): Promise<Float64Array>;
  /** A copy of a model's parameters, length `featureCount + 1`. */
  parameters(model: number): Float64Array;
  /** Lets go of what is not memory. Safe at any time, also twice. */
  close(): void;
};
