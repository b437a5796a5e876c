import type { Checkpoint } from '../checkpoint.js';
import type { ByteSource } from './byteSource.js';
import { meteredBytes } from './meteredBytes.js';
import { PieceHash } from './pieceHash.js';

/** Every piece of so many bytes has a hash of its own, so that several threads can each hash some. */
export const HASHED_BYTES = 1 << 18;

/**
 * A 64-bit hash of bytes, however they are cut into chunks. It tells one version of a file from the next; it does
 * not withstand someone who wants two files to look alike.
 */
export class Fingerprint {
  private readonly words: number[] = [];
  private piece = new PieceHash();
  private length = 0;

  add(bytes: Uint8Array): void {
    for (let start = 0; start < bytes.length; ) {
      const room = HASHED_BYTES - (this.length % HASHED_BYTES);
      const part = bytes.subarray(start, start + room);
      this.piece.add(part);
      this.length += part.length;
      start += part.length;
      if (part.length === room) this.endPiece();
    }
  }

  /** The hash of all bytes so far, 16 hexadecimal digits; no more may be added. */
  digest(): string {
    if (this.length % HASHED_BYTES > 0) this.endPiece();
    return fingerprintOf(Uint32Array.from(this.words), this.length);
  }

  private endPiece(): void {
    this.words.push(...this.piece.digest());
    this.piece = new PieceHash();
  }
}

/** The fingerprint of a file from the words of its pieces, two to each `HASHED_BYTES` bytes. */
export function fingerprintOf(words: Uint32Array, byteCount: number): string {
  const whole = new PieceHash();
  whole.add(new Uint8Array(Uint32Array.from([...words, byteCount, Math.floor(byteCount / 2 ** 32)]).buffer));
  const [low, high] = whole.digest();
  return hexadecimal(high) + hexadecimal(low);
}

/** The fingerprint of a source, without reading it as a table. */
export async function fingerprintSource(source: ByteSource, checkpoint?: Checkpoint): Promise<string> {
  const fingerprint = new Fingerprint();
  for await (const piece of meteredBytes(source, { bytesRead: 0, rows: 0 }, checkpoint))
    fingerprint.add(piece);
  return fingerprint.digest();
}

function hexadecimal(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0');
}
