import type { Warning } from '../errors.js';
import { type Backend, type BackendChoice, cpuBackend, gpuBackend } from './backend.js';
import type { OpenGpu } from './gpuEngine.js';
import { GpuModelsTrainer } from './gpuModelsTrainer.js';
import type { KernelTrainer } from './kernelTrainer.js';
import type { ManyModels } from './manyModels.js';
import type { ModelsTrainer } from './modelsTrainer.js';
import type { Breathe, TrainerShape } from './trainer.js';
import { notAvailable, withoutGpu } from './trainerChoice.js';

/** What trains the models, what it is, and what the user must know of how it was chosen. */
export type ChosenModels = { trainer: ManyModels; backend: Backend; warnings: readonly Warning[] };

/** `models` are the kernel's, with rows and counts. */
export type ModelsChoice = {
  models: ModelsTrainer;
  kernel: KernelTrainer;
  shape: TrainerShape;
  openGpu: OpenGpu;
  breathe: Breathe;
};

/** Numbers (rows x models) of a product that a GPU is asked to hold: half a gigabyte, and a few of them at once. */
const MOST_NUMBERS = 2 ** 27;

/**
 * Takes the GPU where the user chose it and it can be had, else the kernel, with a word why. Auto is the kernel.
 *
 * @throws only what `breathe` throws.
 */
export async function chooseModels(choice: BackendChoice, parts: ModelsChoice): Promise<ChosenModels> {
  const { models } = parts;
  if (choice !== 'gpu')
    return { trainer: models, backend: cpuBackend('a GPU where it is chosen'), warnings: [] };
  try {
    return await onGpu(parts);
  } catch (error) {
    return { trainer: models, ...withoutGpu(choice, error) };
  }
}

/** @throws GausslineError `train/gpu-not-available`, `train/gpu-lost`, and what `breathe` throws. */
async function onGpu({ models, kernel, shape, openGpu, breathe }: ModelsChoice): Promise<ChosenModels> {
  const { trainingCount, featureCount } = shape;
  if (featureCount === 0) throw notAvailable('There is no feature, so no work for a GPU.');
  if (trainingCount * models.count > MOST_NUMBERS)
    throw notAvailable(
      `${models.count} models on ${trainingCount} rows are more than a GPU is asked to hold at once.`,
    );
  const trained = { ...shape, validationCount: 0 };
  const gpu = await openGpu(trained);
  const trainer = new GpuModelsTrainer(models, trained, gpu);
  try {
    await trainer.send(kernel, breathe);
  } catch (error) {
    trainer.close();
    throw error;
  }
  return { trainer, backend: gpuBackend(gpu.adapter, 'as chosen'), warnings: [] };
}
