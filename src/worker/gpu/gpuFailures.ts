import { GausslineError } from '../../core/errors.js';

/** What every call of an engine fails with once its GPU is gone. */
export function gpuLost(reason: string, cause?: unknown): GausslineError {
  return new GausslineError(
    'train/gpu-lost',
    `The GPU stopped in the middle of the run (${reason}).`,
    'Train again, on the CPU if it happens again.',
    {},
    { cause },
  );
}

/** `found` says, in short sentences, what was found on each way to a GPU. */
export function gpuNotAvailable(found: readonly string[]): GausslineError {
  const isLinux = (globalThis as { process?: { platform?: string } }).process?.platform === 'linux';
  return new GausslineError(
    'train/gpu-not-available',
    `No GPU can be used: ${found.join('; ')}.`,
    isLinux
      ? "Train on the CPU, or install the GPU's Vulkan driver and the Vulkan loader (libvulkan1)."
      : "Train on the CPU, or update the GPU's driver.",
  );
}
