import { type AllKernels, loadKernel } from './loadKernel.js';

/** A kernel whose memory has grown beyond this is let go: what it was for was unusual. */
const MOST_BYTES = 32 << 20;

export type LoadKernel = () => Promise<AllKernels>;

/** Kernels that are used again: to make one, and to clear one away, takes longer than to fit a small file. */
export class KernelPool {
  private readonly free: AllKernels[] = [];

  /** Lends a kernel for as long as `use` runs, to which it is given each time it asks. Nobody else has it meanwhile. */
  async lend<T>(use: (loadKernel: LoadKernel) => Promise<T>): Promise<T> {
    let lent: Promise<AllKernels> | undefined;
    const load = () => {
      lent ??= Promise.resolve(this.free.pop() ?? loadKernel());
      return lent;
    };
    try {
      return await use(load);
    } finally {
      if (lent !== undefined) this.takeBack(await lent);
    }
  }

  private takeBack(kernel: AllKernels): void {
    if (kernel.memory.buffer.byteLength <= MOST_BYTES) this.free.push(kernel);
  }
}
