import { type KernelArena, ownArena } from '../kernelHeap.js';
import type { ScanKernel } from './scanKernel.js';

/** Hands out a kernel's memory, piece after piece; what was handed out of the arena before is gone. */
export class KernelMemory {
  bytes = new Uint8Array(0);
  words = new Uint32Array(0);
  integers = new Int32Array(0);
  doubles = new Float64Array(0);

  constructor(
    private readonly kernel: ScanKernel,
    private readonly arena: KernelArena = ownArena(kernel),
  ) {
    arena.reset();
    this.look();
  }

  get buffer(): ArrayBuffer {
    return this.kernel.memory.buffer;
  }

  /** The address of `size` bytes. Views taken before are void afterwards: take them anew from here. */
  allocate(size: number): number {
    const address = this.arena.take(size);
    this.look();
    return address;
  }

  /** Takes the views anew where the memory has grown: others may use it too. */
  look(): void {
    const { buffer } = this;
    if (this.bytes.buffer === buffer) return;
    this.bytes = new Uint8Array(buffer);
    this.words = new Uint32Array(buffer);
    this.integers = new Int32Array(buffer);
    this.doubles = new Float64Array(buffer);
  }
}
