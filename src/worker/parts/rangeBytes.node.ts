import { readSync } from 'node:fs';
import { HASHED_BYTES } from '../../core/table/fingerprint.js';
import { openAgain, unreadable } from '../fileSource.node.js';
import type { ByteRange } from './partContract.js';
import type { PieceBuffer } from './pieceBuffer.js';

/** Bytes of a range, and the hash of the piece of the file that they are of; null for a piece of another range. */
export type RangePiece = { bytes: Uint8Array; hash: [number, number] | null };

/**
 * Reads a range of a file piece by piece, as its fingerprint is made: a piece that lies across a border is read by
 * both ranges, and belongs to the one it begins in. Ends early where the file does. A piece is valid until the next.
 *
 * @throws GausslineError `source/disappeared`, `source/not-readable`.
 */
export async function* rangeBytes(
  path: string,
  { from, to }: ByteRange,
  buffer: PieceBuffer,
): AsyncGenerator<RangePiece> {
  const handle = await openAgain(path);
  try {
    for (let start = from - (from % HASHED_BYTES); start < to; start += HASHED_BYTES) {
      const length = fill(handle.fd, path, { bytes: buffer.bytes.subarray(0, HASHED_BYTES), start });
      const bytes = buffer.bytes.subarray(Math.max(0, from - start), Math.min(length, to - start));
      yield { bytes, hash: start >= from && length > 0 ? buffer.hash(length) : null };
      if (length < HASHED_BYTES) return;
    }
  } finally {
    await handle.close();
  }
}

/** In this thread at once: it has nothing else to do, and a turn through the system's own threads takes longer. */
function fill(fd: number, path: string, { bytes, start }: { bytes: Uint8Array; start: number }): number {
  let filled = 0;
  try {
    while (filled < bytes.length) {
      const count = readSync(fd, bytes, filled, bytes.length - filled, start + filled);
      if (count === 0) break;
      filled += count;
    }
  } catch (error) {
    throw unreadable(path, error);
  }
  return filled;
}
