import type { GpuAdapter, GpuEngine } from '../../core/train/gpuEngine.js';
import type { TrainerShape } from '../../core/train/trainer.js';
import type { TensorModels } from './tensorModels.js';

type OfModels = 'countRows' | 'startModels' | 'runModels' | 'modelLosses';

/** A GPU with room for one run, or for many models. Anything it throws means that it is lost. */
export type TfjsTrainer = Omit<GpuEngine, 'open' | OfModels> & {
  readonly models: TensorModels;
  readonly adapter: GpuAdapter;
  /** Settles with a reason when the GPU is lost or has refused something, whether or not a call is under way. */
  readonly lost: Promise<string>;
};

/** One way to a GPU: a trainer with room made, or, in a sentence, what was found instead. */
export type TfjsWay = (shape: TrainerShape) => Promise<TfjsTrainer | string>;
