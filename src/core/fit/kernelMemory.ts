import { type KernelArena, ownArena } from '../kernelHeap.js';
import type { FitKernel } from './fitKernel.js';

/** Hands out the memory of a kernel piece by piece; it grows as needed. What was handed out of the arena before is gone. */
export class KernelMemory {
  /** By address: the same pieces are looked at with every block. */
  private readonly views = new Map<number, Float64Array>();
  private integers = new Uint32Array(0);

  constructor(
    private readonly kernel: FitKernel,
    private readonly arena: KernelArena = ownArena(kernel),
  ) {
    arena.reset();
  }

  get buffer(): ArrayBuffer {
    return this.kernel.memory.buffer;
  }

  /** The address of so many bytes, whatever is in them. */
  reserve(bytes: number): number {
    return this.arena.take(bytes);
  }

  /** The address of so many bytes of zeros. */
  take(bytes: number): number {
    const address = this.reserve(bytes);
    new Uint8Array(this.buffer, address, bytes).fill(0);
    return address;
  }

  /** The address of a copy of these numbers. */
  put(values: ArrayLike<number>): number {
    const address = this.take(values.length * 8);
    this.numbers(address, values.length).set(values);
    return address;
  }

  /** The address of a copy of these whole numbers, four bytes each. */
  putIntegers(values: ArrayLike<number>): number {
    const address = this.take(values.length * 4);
    new Int32Array(this.buffer, address, values.length).set(values);
    return address;
  }

  /** Writes a whole number of four bytes. */
  setInteger(address: number, value: number): void {
    if (this.integers.length === 0) this.integers = new Uint32Array(this.buffer);
    this.integers[address >> 2] = value;
  }

  /** Numbers as they stand in the memory; valid until it grows. */
  numbers(address: number, length: number): Float64Array {
    const known = this.views.get(address);
    // A view of memory that has grown since has lost its length.
    if (length > 0 && known?.length === length) return known;
    const view = new Float64Array(this.buffer, address, length);
    this.views.set(address, view);
    return view;
  }
}
