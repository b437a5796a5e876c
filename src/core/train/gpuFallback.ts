import { GausslineError } from '../errors.js';
import { cpuBackend } from './backend.js';
import type { Fallback } from './trainer.js';

/** What the kernel goes on with when the GPU is lost; any other error is thrown again. */
export function gpuFallback(error: unknown, name: string, stepCount: number): Fallback {
  if (!(error instanceof GausslineError) || error.code !== 'train/gpu-lost') throw error;
  const message = `${name} was lost after step ${stepCount}: ${error.message} The CPU kernel went on from there.`;
  return {
    backend: cpuBackend(`${name} was lost after step ${stepCount}`),
    warning: { code: 'train/gpu-lost', message, hint: 'Update the graphics driver, or choose the CPU.' },
  };
}
