import type { ScanKernel } from './scanKernel.js';

const PAGE_BYTES = 1 << 16;
/** SIMD loads and cache lines like what begins here. */
const ALIGNMENT = 64;

/** Hands out a kernel's memory, piece after piece; nothing is given back before the kernel itself is let go. */
export class KernelMemory {
  bytes = new Uint8Array(0);
  words = new Uint32Array(0);
  integers = new Int32Array(0);
  doubles = new Float64Array(0);
  private next: number;

  constructor(private readonly kernel: ScanKernel) {
    this.next = kernel.heapBase();
    this.look();
  }

  /** The address of `size` bytes. Views taken before are void afterwards: take them anew from here. */
  allocate(size: number): number {
    const address = Math.ceil(this.next / ALIGNMENT) * ALIGNMENT;
    this.next = address + size;
    const lacking = this.next - this.kernel.memory.buffer.byteLength;
    if (lacking > 0) this.kernel.memory.grow(Math.ceil(lacking / PAGE_BYTES));
    this.look();
    return address;
  }

  private look(): void {
    const { buffer } = this.kernel.memory;
    if (this.bytes.buffer === buffer) return;
    this.bytes = new Uint8Array(buffer);
    this.words = new Uint32Array(buffer);
    this.integers = new Int32Array(buffer);
    this.doubles = new Float64Array(buffer);
  }
}
