import type { FitKernel } from '../core/fit/fitKernel.js';
import type { SumKernel } from '../core/lab/machine.js';
import type { ByteKernel } from '../core/table/byteKernel.js';
import type { ScanKernel } from '../core/table/scanKernel.js';
import type { ModelsKernel } from '../core/train/kernel.js';
import kernelBytes from '../kernel/kernel.wasm';

/** The part of the platform's WebAssembly that is used: every host of ours has it, no type library of ours does. */
declare const WebAssembly: {
  compile(bytes: Uint8Array<ArrayBuffer>): Promise<object>;
  instantiate(module: object): Promise<{ exports: unknown }>;
};

/** All that the compiled kernel offers. */
export type AllKernels = ModelsKernel & SumKernel & ScanKernel & FitKernel & ByteKernel;

let compiled: Promise<object> | undefined;

/** A fresh instance of the kernel with a memory of its own. */
export async function loadKernel(): Promise<AllKernels> {
  compiled ??= WebAssembly.compile(kernelBytes);
  const { exports } = await WebAssembly.instantiate(await compiled);
  return exports as AllKernels;
}
