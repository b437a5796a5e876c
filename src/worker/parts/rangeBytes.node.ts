import { readSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { HASHED_BYTES } from '../../core/table/fingerprint.js';
import { openAgain, unreadable } from '../fileSource.node.js';
import type { ByteRange } from './partContract.js';
import type { PieceBuffer } from './pieceBuffer.js';

/** Bytes of a range, and the hash of the piece of the file that they are of; null for a piece of another range. */
export type RangePiece = { bytes: Uint8Array; hash: [number, number] | null };

/**
 * Reads a range of a file piece by piece, as its fingerprint is made: a piece that lies across a border is read by
 * both ranges, and belongs to the one it begins in.
 */
export class RangeBytes {
  private start: number;
  private isOver = false;

  private constructor(
    private readonly handle: FileHandle,
    private readonly path: string,
    private readonly range: ByteRange,
    private readonly buffer: PieceBuffer,
  ) {
    this.start = range.from - (range.from % HASHED_BYTES);
  }

  /** @throws GausslineError `source/disappeared`, `source/not-readable`. */
  static async open(path: string, range: ByteRange, buffer: PieceBuffer): Promise<RangeBytes> {
    return new RangeBytes(await openAgain(path), path, range, buffer);
  }

  /**
   * The next piece, valid until the one after it; null at the end of the range, or of the file where that comes first.
   *
   * @throws GausslineError `source/not-readable`.
   */
  next(): RangePiece | null {
    const { start, buffer } = this;
    const { from, to } = this.range;
    if (this.isOver || start >= to) return null;
    const length = this.fill(buffer.bytes.subarray(0, HASHED_BYTES));
    this.start += HASHED_BYTES;
    this.isOver = length < HASHED_BYTES;
    const bytes = buffer.bytes.subarray(Math.max(0, from - start), Math.min(length, to - start));
    return { bytes, hash: start >= from && length > 0 ? buffer.hash(length) : null };
  }

  close(): Promise<void> {
    return this.handle.close();
  }

  /** In this thread at once: it has nothing else to do, and a turn through the system's own threads takes longer. */
  private fill(bytes: Uint8Array): number {
    const { handle, path, start } = this;
    let filled = 0;
    try {
      while (filled < bytes.length) {
        const count = readSync(handle.fd, bytes, filled, bytes.length - filled, start + filled);
        if (count === 0) break;
        filled += count;
      }
    } catch (error) {
      throw unreadable(path, error);
    }
    return filled;
  }
}
