import type { FitKernel } from '../core/fit/fitKernel.js';
import type { Kernel } from '../core/train/kernel.js';
import kernelBytes from '../kernel/kernel.wasm';

/** The part of the platform's WebAssembly that is used: every host of ours has it, no type library of ours does. */
declare const WebAssembly: {
  instantiate(bytes: Uint8Array<ArrayBuffer>): Promise<{ instance: { exports: unknown } }>;
};

/** A fresh instance of the kernel with a memory of its own. */
export async function loadKernel(): Promise<Kernel & FitKernel> {
  const { instance } = await WebAssembly.instantiate(kernelBytes);
  return instance.exports as Kernel & FitKernel;
}
