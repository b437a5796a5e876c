// tfjs on the CPU, a bundle of its own: the worker loads it for the benchmark only.
import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu/dist/backend_cpu';
import { addConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Add';
import { getKernel, registerBackend, registerKernel, setBackend } from '@tensorflow/tfjs-core';
import type { TimedSum, Vectors } from '../../core/train/gpuEngine.js';
import { timeSum } from './tensorSum.js';

/** Adds two vectors by tfjs's backend in plain JavaScript. */
export async function addOnCpu(vectors: Vectors): Promise<TimedSum> {
  if (getKernel('Add', 'cpu') === undefined) {
    registerBackend('cpu', () => new MathBackendCPU());
    registerKernel(addConfig);
  }
  await setBackend('cpu');
  return timeSum(vectors);
}
