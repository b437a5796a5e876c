import { closeSync } from 'node:fs';
import { HASHED_BYTES } from '../../core/table/fingerprint.js';
import { fillFrom, openAgainNow, unreadable } from '../fileSource.node.js';
import type { ByteRange } from './partContract.js';
import type { PieceBuffer } from './pieceBuffer.js';

/** Bytes of a range, and the hash of the piece of the file that they are of; null for a piece of another range. */
export type RangePiece = { bytes: Uint8Array; hash: [number, number] | null };

/**
 * Reads a range of a file piece by piece, as its fingerprint is made: a piece that lies across a border is read by
 * both ranges, and belongs to the one it begins in.
 */
export class RangeBytes {
  private readonly file: number;
  private start: number;
  private isOver = false;

  /** @throws GausslineError `source/disappeared`, `source/not-readable`. */
  constructor(
    private readonly path: string,
    private readonly range: ByteRange,
    private readonly buffer: PieceBuffer,
  ) {
    this.file = openAgainNow(path);
    this.start = range.from - (range.from % HASHED_BYTES);
  }

  /**
   * The next piece, put into `room`; null at the end of the range, or of the file where that comes first.
   *
   * @param room in the kernel's memory, of `PIECE_ROOM` bytes
   * @throws GausslineError `source/not-readable`.
   */
  next(room: Uint8Array): RangePiece | null {
    const { start, buffer } = this;
    const { from, to } = this.range;
    if (this.isOver || start >= to) return null;
    const length = this.fill(room.subarray(0, HASHED_BYTES));
    this.start += HASHED_BYTES;
    this.isOver = length < HASHED_BYTES;
    const bytes = room.subarray(Math.max(0, from - start), Math.min(length, to - start));
    return { bytes, hash: start >= from && length > 0 ? buffer.hash(room, length) : null };
  }

  close(): void {
    closeSync(this.file);
  }

  /** In this thread at once: it has nothing else to do, and a turn through the system's own threads takes longer. */
  private fill(bytes: Uint8Array): number {
    try {
      return fillFrom(this.file, bytes, this.start);
    } catch (error) {
      throw unreadable(this.path, error);
    }
  }
}
