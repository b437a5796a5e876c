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

/** The rows of a part take more bytes than a GPU can have in one piece. */
export function rowsTooLarge(bytes: number, most: number): GausslineError {
  return noRoom(bytes, `it holds ${inMegabytes(most)} in one piece at most`);
}

/** The GPU's memory is taken, by others or by this run. */
export function gpuOutOfMemory(bytes: number, found: string): GausslineError {
  return noRoom(bytes, `it said: ${found}`);
}

function noRoom(bytes: number, found: string): GausslineError {
  return new GausslineError(
    'train/gpu-not-available',
    `The rows take ${inMegabytes(bytes)} of the GPU's memory; ${found}.`,
    'Train on the CPU, or leave features out of the formula.',
  );
}

function inMegabytes(bytes: number): string {
  return `${Math.ceil(bytes / 2 ** 20)} MB`;
}
