import type { FitKernel } from './fitKernel.js';

const PAGE = 65536;
const LINE = 64;

/** Hands out the memory of a kernel piece by piece, from its beginning on; it grows as needed. */
export class KernelMemory {
  private end: number;
  /** By address: the same pieces are looked at with every block. */
  private readonly views = new Map<number, Float64Array>();

  constructor(private readonly kernel: FitKernel) {
    this.end = roundUp(kernel.heapBase(), LINE);
  }

  /** The address of so many bytes, whatever is in them. */
  reserve(bytes: number): number {
    const address = this.end;
    this.end = roundUp(address + bytes, LINE);
    const missing = this.end - this.kernel.memory.buffer.byteLength;
    if (missing > 0) this.kernel.memory.grow(Math.ceil(missing / PAGE));
    return address;
  }

  /** The address of so many bytes of zeros. */
  take(bytes: number): number {
    const address = this.reserve(bytes);
    new Uint8Array(this.kernel.memory.buffer, address, bytes).fill(0);
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
    new Int32Array(this.kernel.memory.buffer, address, values.length).set(values);
    return address;
  }

  /** Numbers as they stand in the memory; valid until it grows. */
  numbers(address: number, length: number): Float64Array {
    const known = this.views.get(address);
    // A view of memory that has grown since has lost its length.
    if (length > 0 && known?.length === length) return known;
    const view = new Float64Array(this.kernel.memory.buffer, address, length);
    this.views.set(address, view);
    return view;
  }
}

function roundUp(value: number, unit: number): number {
  return Math.ceil(value / unit) * unit;
}
