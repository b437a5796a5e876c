import { KernelExactReducer } from '../exact/kernelExactReducer.js';
import type { KernelArena } from '../kernelHeap.js';
import type { FitKernel } from './fitKernel.js';
import { KernelMemory } from './kernelMemory.js';
import { KernelReducer } from './kernelReducer.js';
import { KernelWalker } from './kernelWalker.js';
import { KernelReweigher } from './poisson/kernelReweigher.js';
import type { RowArithmetic } from './rowArithmetic.js';

/**
 * The arithmetic in a kernel: one reducer, walker or reweigher at a time.
 *
 * @param arena the memory for it, where others use the kernel in turn; undefined: all there is
 */
export function kernelArithmetic(kernel: FitKernel, arena?: KernelArena): RowArithmetic {
  const memory = () => new KernelMemory(kernel, arena);
  return {
    reducer: (frame) =>
      frame.isExact
        ? new KernelExactReducer(kernel, frame, memory())
        : new KernelReducer(kernel, frame, memory()),
    walker: (order) => new KernelWalker(kernel, order, memory()),
    reweigher: (order) => new KernelReweigher(kernel, order, memory()),
  };
}
