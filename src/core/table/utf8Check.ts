/** The first byte from `start` on that is not ASCII, or the length. */
export type EndOfAscii = (bytes: Uint8Array, start: number) => number;

/** Finds bytes that are not UTF-8, however they are cut into chunks (the decoder of the WHATWG Encoding Standard). */
export class Utf8Check {
  /** Continuation bytes still expected. */
  private needed = 0;
  private lowest = 0x80;
  private highest = 0xbf;

  /** @param endOfAscii a faster way to find the first byte from `start` on that is not ASCII */
  constructor(private readonly endOfAscii: EndOfAscii = plainEndOfAscii) {}

  /** The index in `bytes` where they stop being UTF-8, or -1. */
  firstWrong(bytes: Uint8Array): number {
    let position = 0;
    while (position < bytes.length) {
      if (this.needed === 0) position = this.endOfAscii(bytes, position);
      if (position < bytes.length && !this.accepts(bytes[position]!)) return position;
      position++;
    }
    return -1;
  }

  /** True when the bytes so far end inside a character. */
  get isInsideCharacter(): boolean {
    return this.needed > 0;
  }

  private accepts(byte: number): boolean {
    if (this.needed === 0) return this.startsCharacter(byte);
    if (byte < this.lowest || byte > this.highest) return false;
    this.expect(this.needed - 1, 0x80, 0xbf);
    return true;
  }

  private startsCharacter(byte: number): boolean {
    if (byte < 0x80) return true;
    if (byte < 0xc2 || byte > 0xf4) return false;
    if (byte < 0xe0) this.expect(1, 0x80, 0xbf);
    // No overlong forms, no surrogates, nothing beyond U+10FFFF.
    else if (byte < 0xf0) this.expect(2, byte === 0xe0 ? 0xa0 : 0x80, byte === 0xed ? 0x9f : 0xbf);
    else this.expect(3, byte === 0xf0 ? 0x90 : 0x80, byte === 0xf4 ? 0x8f : 0xbf);
    return true;
  }

  private expect(needed: number, lowest: number, highest: number): void {
    this.needed = needed;
    this.lowest = lowest;
    this.highest = highest;
  }
}

/** Looks at four bytes at a time. */
function plainEndOfAscii(bytes: Uint8Array, start: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let position = start;
  while (position + 4 <= bytes.length && (view.getUint32(position) & 0x80808080) === 0) position += 4;
  while (position < bytes.length && bytes[position]! < 0x80) position++;
  return position;
}
