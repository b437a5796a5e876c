import { GausslineError, type Warning } from '../errors.js';
import {
  type Backend,
  type BackendChoice,
  chooseBackend,
  cpuBackend,
  gpuBackend,
  gpuLater,
  type Work,
} from './backend.js';
import { adapterName } from './gpuAdapter.js';
import type { OpenGpu } from './gpuEngine.js';
import { GpuTrainer } from './gpuTrainer.js';
import type { KernelTrainer } from './kernelTrainer.js';
import type { Breathe, Trainer, TrainerShape } from './trainer.js';

/** The engine of a run, what it is and what the user must know of how it was chosen. */
export type ChosenTrainer = { trainer: Trainer; backend: Backend; warnings: readonly Warning[] };

/** What there is to choose from; `kernel` has its rows. */
export type TrainerChoice = {
  kernel: KernelTrainer;
  shape: TrainerShape;
  work: Work;
  openGpu: OpenGpu | 'later' | undefined;
  breathe: Breathe;
};

/**
 * Takes the GPU where it is wanted and can be had, else the kernel, with a word why.
 *
 * @throws only what `breathe` throws.
 */
export async function chooseTrainer(choice: BackendChoice, parts: TrainerChoice): Promise<ChosenTrainer> {
  const { kernel, openGpu } = parts;
  const { kind, reason } = chooseBackend(choice, parts.work);
  const isRefused = kind === 'cpu' && choice === 'gpu';
  if (kind === 'cpu' && !isRefused) return { trainer: kernel, backend: cpuBackend(reason), warnings: [] };
  if (openGpu === 'later') return { trainer: kernel, backend: gpuLater(reason), warnings: [] };
  try {
    if (isRefused) throw notAvailable(`There is ${reason}.`);
    if (openGpu === undefined) throw notAvailable('There is no way to a GPU from here.');
    return await onGpu({ ...parts, openGpu }, { choice, reason });
  } catch (error) {
    return { trainer: kernel, ...withoutGpu(choice, error) };
  }
}

/** @throws GausslineError `train/gpu-not-available`, `train/gpu-lost`, and what `breathe` throws. */
async function onGpu(
  { kernel, shape, openGpu, breathe }: TrainerChoice & { openGpu: OpenGpu },
  { choice, reason }: { choice: BackendChoice; reason: string },
): Promise<ChosenTrainer> {
  const gpu = await openGpu(shape);
  const trainer = new GpuTrainer(kernel, shape, gpu);
  try {
    if (choice === 'auto' && gpu.adapter.isSoftware)
      throw notAvailable(`There is only ${adapterName(gpu.adapter)}, which is slower than the kernel.`);
    await trainer.sendRows(breathe);
  } catch (error) {
    trainer.close();
    throw error;
  }
  return { trainer, backend: gpuBackend(gpu.adapter, reason), warnings: [] };
}

/**
 * What is said where the kernel trains since there is no GPU: who did not ask for one is told in the reason only.
 *
 * @throws what is no failure of a GPU.
 */
export function withoutGpu(
  choice: BackendChoice,
  error: unknown,
): Pick<ChosenTrainer, 'backend' | 'warnings'> {
  if (!isWithoutGpu(error)) throw error;
  const { message } = error;
  const hint = error.hint ?? 'Check the graphics driver, or choose the CPU.';
  return {
    backend: cpuBackend(message.replace(/\.$/, '')),
    warnings: choice === 'gpu' ? [{ code: 'train/gpu-not-available', message, hint }] : [],
  };
}

function isWithoutGpu(error: unknown): error is GausslineError {
  const codes: readonly string[] = ['train/gpu-not-available', 'train/gpu-lost'];
  return error instanceof GausslineError && codes.includes(error.code);
}

/** The error that says why there is no GPU to be had. */
export function notAvailable(message: string): GausslineError {
  return new GausslineError('train/gpu-not-available', message);
}
