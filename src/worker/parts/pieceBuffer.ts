import type { ByteKernel } from '../../core/table/byteKernel.js';
import { HASHED_BYTES } from '../../core/table/fingerprint.js';
import { digestOfLanes, firstLanes, STRIPE_BYTES } from '../../core/table/pieceHash.js';
import type { EndOfAscii } from '../../core/table/utf8Check.js';

const PAGE_BYTES = 1 << 16;

/** Room for one piece of a file in a kernel's memory, where it is hashed and looked through without being copied. */
export class PieceBuffer {
  /** A piece is put here. */
  readonly bytes: Uint8Array;
  private readonly lanes: Int32Array;

  /** The first byte of a part of `bytes` from `start` on that is not ASCII, or its length. */
  readonly endOfAscii: EndOfAscii = ({ byteOffset, length }, start) =>
    this.kernel.endOfAscii(byteOffset + start, byteOffset + length) - byteOffset;

  constructor(private readonly kernel: ByteKernel) {
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
