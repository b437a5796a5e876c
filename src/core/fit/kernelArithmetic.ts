import { KernelExactReducer } from '../exact/kernelExactReducer.js';
import type { FitKernel } from './fitKernel.js';
import { KernelReducer } from './kernelReducer.js';
import { KernelWalker } from './kernelWalker.js';
import { KernelReweigher } from './poisson/kernelReweigher.js';
import type { RowArithmetic } from './rowArithmetic.js';

/** The arithmetic in a kernel of its own: one reducer, walker or reweigher at a time. */
export function kernelArithmetic(kernel: FitKernel): RowArithmetic {
  return {
    reducer: (frame) =>
      frame.isExact ? new KernelExactReducer(kernel, frame) : new KernelReducer(kernel, frame),
    walker: (order) => new KernelWalker(kernel, order),
    reweigher: (order) => new KernelReweigher(kernel, order),
  };
}
