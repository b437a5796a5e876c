import type {
  GpuAdapter,
  GpuEngine,
  GpuModelsOrder,
  GpuModelsStart,
  GpuModelsSteps,
  GpuStart,
  GpuSteps,
  ModelCounts,
  TimedSum,
  Vectors,
} from '../core/train/gpuEngine.js';
import type { TrainerShape } from '../core/train/trainer.js';
import type { Wire } from './channel.js';

/**
 * What a GPU host answers, over any port: a forked process with Dawn, or a Worker of the panel. One host serves one
 * run; the end of the port is the end of the run there. See `GpuEngine`.
 */
export type GpuSide = {
  calls: {
    open: { args: TrainerShape; value: GpuAdapter };
    fill: { args: Parameters<GpuEngine['fill']>[0]; value: null };
    start: { args: GpuStart; value: null };
    startAveraging: { args: null; value: null };
    runSteps: { args: Parameters<GpuEngine['runSteps']>[0]; value: GpuSteps };
    meanLoss: { args: Parameters<GpuEngine['meanLoss']>[0]; value: number };
    countRows: { args: ModelCounts; value: null };
    startModels: { args: GpuModelsStart; value: null };
    runModels: { args: GpuModelsOrder; value: GpuModelsSteps };
    modelLosses: { args: null; value: Float64Array };
    timeSum: { args: Vectors; value: TimedSum };
  };
  events: Record<never, never>;
};

/** Who asks a GPU host answers nothing and announces nothing. */
export type GpuUserSide = { calls: Record<never, never>; events: Record<never, never> };

/**
 * A port that is carried: worker to host to page to the page's Worker, and back. `token` is the run's. The same three
 * words go from the worker to the host and from the host to the page.
 */
export type GpuCarried = {
  /** Start a GPU Worker for this run. */
  gpuOpen: { token: number };
  gpuPost: { token: number; message: Wire };
  /** End it. */
  gpuClose: { token: number };
};

/** The way back: from the page to the host, and from the host to the worker. */
export type GpuCarriedBack = {
  gpuPosted: { token: number; message: Wire };
  /** There is no such Worker, or no more: it could not start, it died, or the page is gone. */
  gpuLost: { token: number; reason: string };
};

/** Where a run may look for a GPU; the host says so with each run. */
export type GpuPlaces = {
  /** The runtime of the extension host. */
  runtime: 'node' | 'electron' | 'browser';
  /** A Node program the user named in the settings; null for none. */
  nodePath: string | null;
  /** There is a page that can start a Worker. */
  hasPage: boolean;
};
