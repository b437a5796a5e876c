import { HASHED_BYTES } from '../../core/table/fingerprint.js';
import type { HashKernel } from '../../core/table/hashKernel.js';
import { digestOfLanes, firstLanes, STRIPE_BYTES } from '../../core/table/pieceHash.js';

const PAGE_BYTES = 1 << 16;

/** Room for one piece of a file in a kernel's memory, where it is hashed without being copied. */
export class HashedBuffer {
  /** A piece is put here. */
  readonly bytes: Uint8Array;
  private readonly lanes: Int32Array;

  constructor(private readonly kernel: HashKernel) {
    const lanesAddress = Math.ceil(kernel.heapBase() / STRIPE_BYTES) * STRIPE_BYTES;
    const address = lanesAddress + STRIPE_BYTES;
    const missing = address + HASHED_BYTES + STRIPE_BYTES - kernel.memory.buffer.byteLength;
    if (missing > 0) kernel.memory.grow(Math.ceil(missing / PAGE_BYTES));
    const { buffer } = kernel.memory;
    this.lanes = new Int32Array(buffer, lanesAddress, STRIPE_BYTES / 4);
    this.bytes = new Uint8Array(buffer, address, HASHED_BYTES + STRIPE_BYTES);
  }

  /** The hash of the first bytes; what lies after them is lost. */
  hash(length: number): [low: number, high: number] {
    const { bytes, lanes, kernel } = this;
    const end = length - (length % STRIPE_BYTES) + STRIPE_BYTES;
    bytes.fill(0, length, end);
    lanes.set(firstLanes());
    kernel.mixStripes(lanes.byteOffset, bytes.byteOffset, bytes.byteOffset + end);
    return digestOfLanes(lanes, length);
  }
}
