import { type KernelArena, ownArena } from '../../core/kernelHeap.js';
import type { ByteKernel } from '../../core/table/byteKernel.js';
import { HASHED_BYTES } from '../../core/table/fingerprint.js';
import { digestOfLanes, firstLanes, STRIPE_BYTES } from '../../core/table/pieceHash.js';
import type { EndOfAscii } from '../../core/table/utf8Check.js';

/** Bytes to put a piece of a file into, and to hash it there. */
export const PIECE_ROOM = HASHED_BYTES + STRIPE_BYTES;

/** Pieces of a file in a kernel's memory, where they are hashed and looked through without being copied. */
export class PieceBuffer {
  private readonly lanes: number;
  private address: number | null = null;

  /** The first byte of a part of a piece from `start` on that is not ASCII, or its length. */
  readonly endOfAscii: EndOfAscii = ({ byteOffset, length }, start) =>
    this.kernel.endOfAscii(byteOffset + start, byteOffset + length) - byteOffset;

  constructor(
    private readonly kernel: ByteKernel,
    private readonly arena: KernelArena = ownArena(kernel),
  ) {
    this.lanes = arena.take(STRIPE_BYTES);
  }

  /** Room for a piece where it has no better place; valid until the memory grows. */
  get bytes(): Uint8Array {
    this.address ??= this.arena.take(PIECE_ROOM);
    return new Uint8Array(this.kernel.memory.buffer, this.address, PIECE_ROOM);
  }

  /** The hash of the first bytes of room for a piece; what lies after them is lost. */
  hash(room: Uint8Array, length: number): [low: number, high: number] {
    const { kernel } = this;
    const lanes = new Int32Array(kernel.memory.buffer, this.lanes, STRIPE_BYTES / 4);
    const end = length - (length % STRIPE_BYTES) + STRIPE_BYTES;
    room.fill(0, length, end);
    lanes.set(firstLanes());
    kernel.mixStripes(this.lanes, room.byteOffset, room.byteOffset + end);
    return digestOfLanes(lanes, length);
  }
}
