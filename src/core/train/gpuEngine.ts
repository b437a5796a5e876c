import type { Part, TrainerSetup, TrainerShape } from './trainer.js';

/** What a GPU engine found to run on. */
export type GpuAdapter = {
  /** The programming interface that really runs. */
  api: 'WebGPU' | 'WebGL';
  /** The adapter's own name, such as `NVIDIA GeForce RTX 4070`. */
  device: string;
  /** A processor that plays a GPU: slower than the kernel, of use only to those who ask for it. */
  isSoftware: boolean;
};

/** What came of some updates: the mean loss of each batch before its update, then parameters and last gradient. */
export type GpuSteps = { losses: Float64Array; parameters: Float64Array; gradient: Float64Array };

/** Parameters to go on from, and how; forgets momentum and moments. */
export type GpuStart = TrainerSetup & { parameters: Float64Array };

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
  /** Lets go of the GPU. Safe at any time, also twice. */
  close(): void;
};
