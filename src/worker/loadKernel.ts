import type { FitKernel } from '../core/fit/fitKernel.js';
import type { SmoothKernel } from '../core/judge/kernelSmooth.js';
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
export type AllKernels = ModelsKernel & SumKernel & ScanKernel & FitKernel & ByteKernel & SmoothKernel;

let compiled: Promise<object> | undefined;

/** Begins to compile the kernel, beside this thread: whoever will surely need it calls this early. */
export async function compileKernel(): Promise<object> {
  compiled ??= WebAssembly.compile(kernelBytes);
  return compiled;
}

/** A fresh instance of the kernel with a memory of its own. */
export async function loadKernel(): Promise<AllKernels> {
  const { exports } = await WebAssembly.instantiate(await compileKernel());
  return exports as AllKernels;
}
