import type { Checkpoint } from '../checkpoint.js';
import type { ByteSource } from './byteSource.js';
import { meteredBytes } from './meteredBytes.js';

/**
 * A 64-bit hash of bytes, however they are cut into chunks. It tells one version of a file from the next; it does
 * not withstand someone who wants two files to look alike. The mixing is that of MurmurHash3 on two 32-bit lanes.
 */
export class Fingerprint {
  private low = 0x9368e53c;
  private high = 0x586dcd20;
  private length = 0;
  private readonly carried = new Uint8Array(8);
  private carriedLength = 0;

  add(bytes: Uint8Array): void {
    this.length += bytes.length;
    let start = 0;
    if (this.carriedLength > 0) {
      start = Math.min(8 - this.carriedLength, bytes.length);
      this.carry(bytes.subarray(0, start));
      if (this.carriedLength < 8) return;
      this.mix(this.carried, 0, 8);
      this.carriedLength = 0;
    }
    const end = start + ((bytes.length - start) & ~7);
    this.mix(bytes, start, end);
    this.carry(bytes.subarray(end));
  }

  /** The hash of all bytes so far, 16 hexadecimal digits. */
  digest(): string {
    const rest = new Fingerprint();
    rest.low = this.low;
    rest.high = this.high;
    this.carried.fill(0, this.carriedLength);
    rest.mix(this.carried, 0, 8);
    const low = finalMix(rest.low ^ this.length);
    const high = finalMix(rest.high ^ low);
    return hexadecimal(high) + hexadecimal(finalMix(low ^ high));
  }

  private carry(bytes: Uint8Array): void {
    this.carried.set(bytes, this.carriedLength);
    this.carriedLength += bytes.length;
  }

  private mix(bytes: Uint8Array, start: number, end: number): void {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let { low, high } = this;
    for (let position = start; position < end; position += 8) {
      low ^= scrambled(view.getInt32(position, true), 0x239b961b);
      low = (Math.imul((low << 19) | (low >>> 13), 5) + high) | 0;
      high ^= scrambled(view.getInt32(position + 4, true), 0x38b34ae5);
      high = (Math.imul((high << 15) | (high >>> 17), 5) + low + 0x561ccd1b) | 0;
    }
    this.low = low;
    this.high = high;
  }
}

/** The fingerprint of a source, without reading it as a table. */
export async function fingerprintSource(source: ByteSource, checkpoint?: Checkpoint): Promise<string> {
  const fingerprint = new Fingerprint();
  for await (const piece of meteredBytes(source, { bytesRead: 0, rows: 0 }, checkpoint))
    fingerprint.add(piece);
  return fingerprint.digest();
}

function scrambled(word: number, factor: number): number {
  const product = Math.imul(word, factor);
  return Math.imul((product << 16) | (product >>> 16), 0x1b873593);
}

function finalMix(word: number): number {
  let mixed = word ^ (word >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

function hexadecimal(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0');
}
