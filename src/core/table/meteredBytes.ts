import type { Checkpoint } from '../checkpoint.js';
import type { ByteSource } from './byteSource.js';
import { grown } from './recordSpans.js';

/** Bytes handled between two checkpoints at most, so that a cancel is heard within a blink. */
const PIECE_BYTES = 1 << 18;

/** What has been read so far; the reader of the rows counts `rows` up. */
export type ReadProgress = { bytesRead: number; rows: number };

/** One pass over a source in pieces of at most 256 KB, counting bytes and calling the checkpoint after each piece. */
export async function* meteredBytes(
  source: ByteSource,
  progress: ReadProgress,
  checkpoint?: Checkpoint,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of source.open()) {
    for (let start = 0; start < chunk.length; start += PIECE_BYTES) {
      const piece = chunk.subarray(start, start + PIECE_BYTES);
      yield piece;
      progress.bytesRead += piece.length;
      await checkpoint?.({ ...progress });
    }
  }
}

/** The first bytes of a source, at most `length` of them. To be read only: they may be the source's own. */
export async function firstBytes(source: ByteSource, length: number): Promise<Uint8Array> {
  let bytes: Uint8Array | undefined;
  let filled = 0;
  for await (const chunk of source.open()) {
    const piece = chunk.subarray(0, length - filled);
    if (piece.length === length) return piece;
    // Room for no more than the first chunk: mostly the source has no other.
    if (bytes === undefined) bytes = piece.slice();
    else {
      if (bytes.length < length) bytes = grown(bytes, new Uint8Array(length));
      bytes.set(piece, filled);
    }
    filled += piece.length;
    if (filled === length) break;
  }
  return (bytes ?? new Uint8Array(0)).subarray(0, filled);
}
