import type { GpuAdapter } from './gpuAdapter.js';
import type { Part, TrainerShape, TrainerStart } from './trainer.js';

export type { GpuAdapter };

/** What came of some updates: the mean loss of each batch before its update, then parameters and last gradient. */
export type GpuSteps = { losses: Float64Array; parameters: Float64Array; gradient: Float64Array };

/** Parameters to go on from, and how; forgets momentum and moments. */
export type GpuStart = TrainerStart;

/** The same for many models at once, which begin alike: `rates` has the learning rate of each. */
export type GpuModelsStart = GpuStart & { rates: Float64Array };

/**
 * Updates of all models: `factors` has what all rates are multiplied with in each. A model whose batch loss is beyond the
 * limit stays where it is.
 */
export type GpuModelsOrder = {
  batches: Int32Array;
  factors: Float64Array;
  limit: number;
  /** From the first update with it on, parameters and mean losses are those of the means of the iterates. */
  isAveraging: boolean;
};

/** What came of them, a row of `rates.length` numbers to a step and to a parameter. */
export type GpuModelsSteps = { losses: Float64Array; parameters: Float64Array };

/** How often each training row counts for one of so many models, from 0 to 255. */
export type ModelCounts = { models: number; model: number; counts: Uint8Array };

/** Two vectors to add, and how often. */
export type Vectors = { a: Float32Array; b: Float32Array; repeats: number };
/** Their sum, and the seconds of each repeat: the vectors are there already, the sum is read back. */
export type TimedSum = { sum: Float64Array; seconds: Float64Array };

/**
 * A GPU that trains, wherever it is: in float32, with the rows resident. Calls are made one at a time, in the order
 * `open`, `fill`, `start`, then any. Every call may fail with `train/gpu-lost`; after that all do.
 */
export type GpuEngine = {
  /** @throws GausslineError `train/gpu-not-available` where there is no adapter or not enough memory. */
  open(shape: TrainerShape): Promise<GpuAdapter>;
  /** Rows of a part from `firstRow` on, row-major, `featureCount` numbers to a row. */
  fill(rows: { part: Part; firstRow: number; values: Float32Array; targets: Float32Array }): Promise<null>;
  start(start: GpuStart): Promise<null>;
  /** From the next update on parameters are the mean of the iterates. */
  startAveraging(): Promise<null>;
  /** All updates are enqueued before anything is read back. `rates` has one for each batch. */
  runSteps(steps: { batches: Int32Array; rates: Float64Array }): Promise<GpuSteps>;
  /** Mean loss over all rows of a part, in float32. */
  meanLoss(part: { part: Part }): Promise<number>;
  /** For every model, before `startModels`; where it is never called, every row counts once. */
  countRows(counts: ModelCounts): Promise<null>;
  /** Many models on the same batches, each step of all of them one product of matrices. */
  startModels(start: GpuModelsStart): Promise<null>;
  runModels(steps: GpuModelsOrder): Promise<GpuModelsSteps>;
  /** Mean loss of each model over all training rows, in float32. */
  modelLosses(): Promise<Float64Array>;
  /** Adds two vectors by the backend's own operation, and says how long that took there each time. */
  timeSum(vectors: Vectors): Promise<TimedSum>;
  /** Lets go of the GPU. Safe at any time, also twice. */
  close(): void;
};

/** A GPU that is open, and what it is. */
export type OpenedGpu = { engine: GpuEngine; adapter: GpuAdapter };

/**
 * Looks for a GPU wherever there may be one, and opens it; a software adapter only where there is no other.
 *
 * @throws GausslineError `train/gpu-not-available`, which says what was found in every place.
 */
export type OpenGpu = (shape: TrainerShape) => Promise<OpenedGpu>;
