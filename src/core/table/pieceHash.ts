/** Words that are mixed side by side, as four vectors of the kernel hold them. */
const LANES = 16;
/** Bytes mixed at a time. */
export const STRIPE_BYTES = 4 * LANES;

/** A hash of the bytes of one piece of a file, however they are cut into chunks: two words of 32 bits. */
export class PieceHash {
  private readonly lanes = firstLanes();
  private readonly carried = new Uint8Array(STRIPE_BYTES);
  private carriedLength = 0;
  private length = 0;

  add(bytes: Uint8Array): void {
    this.length += bytes.length;
    let start = 0;
    if (this.carriedLength > 0) {
      start = Math.min(STRIPE_BYTES - this.carriedLength, bytes.length);
      this.carry(bytes.subarray(0, start));
      if (this.carriedLength < STRIPE_BYTES) return;
      mixStripes(this.lanes, this.carried);
      this.carriedLength = 0;
    }
    const end = bytes.length - ((bytes.length - start) % STRIPE_BYTES);
    mixStripes(this.lanes, bytes.subarray(start, end));
    this.carry(bytes.subarray(end));
  }

  /** Of all bytes so far; no more may be added. */
  digest(): [low: number, high: number] {
    this.carried.fill(0, this.carriedLength);
    mixStripes(this.lanes, this.carried);
    return digestOfLanes(this.lanes, this.length);
  }

  private carry(bytes: Uint8Array): void {
    this.carried.set(bytes, this.carriedLength);
    this.carriedLength += bytes.length;
  }
}

/** The lanes of no bytes: all different, so that words that change places are seen. */
export function firstLanes(): Int32Array {
  return Int32Array.from({ length: LANES }, (_, lane) => Math.imul(lane + 1, 0x85ebca6b));
}

/** The words of bytes whose lanes are these; the last stripe is filled up with zeros, `length` is without them. */
export function digestOfLanes(lanes: Int32Array, length: number): [low: number, high: number] {
  let low = length | 0;
  let high = Math.floor(length / 2 ** 32) ^ 0x586dcd20;
  for (const lane of lanes) {
    low = (Math.imul(turned(low ^ scrambled(lane, 0x239b961b), 19), 5) + high) | 0;
    high = (Math.imul(turned(high ^ scrambled(lane, 0x38b34ae5), 15), 5) + low + 0x561ccd1b) | 0;
  }
  low = finalMix(low);
  high = finalMix(high ^ low);
  return [finalMix(low ^ high), high];
}

/**
 * After MurmurHash3, in every lane, with half its steps. Each of them can be undone, so that a change of one word always
 * reaches the end; and words are multiplied first, so that no changed bit of one looks like one of the word before.
 */
function mixStripes(lanes: Int32Array, bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let position = 0; position < bytes.length; position += STRIPE_BYTES)
    for (let lane = 0; lane < LANES; lane++) {
      const word = Math.imul(view.getInt32(position + 4 * lane, true), 0xcc9e2d51);
      lanes[lane] = turned(Math.imul(lanes[lane]! ^ word, 0x1b873593), 15);
    }
}

function turned(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

function scrambled(word: number, factor: number): number {
  return Math.imul(turned(Math.imul(word, factor), 16), 0x1b873593);
}

function finalMix(word: number): number {
  let mixed = word ^ (word >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
