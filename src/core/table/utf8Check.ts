/** The first byte from `start` on that is not ASCII, or the length. */
export type EndOfAscii = (bytes: Uint8Array, start: number) => number;

/** Finds bytes that are not UTF-8, however they are cut into chunks (the decoder of the WHATWG Encoding Standard). */
export class Utf8Check {
  /** Continuation bytes still expected. */
  private needed = 0;
  private lowest = 0x80;
  private highest = 0xbf;

  /** @param firstOther a faster way to find the first byte from `start` on that is not ASCII */
  constructor(private readonly firstOther: EndOfAscii = endOfAscii) {}

  /** The index in `bytes` where they stop being UTF-8, or -1. */
  firstWrong(bytes: Uint8Array): number {
    let position = 0;
    while (position < bytes.length) {
      if (this.needed === 0) position = this.firstOther(bytes, position);
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

/** The first byte from `start` on that is not ASCII, or the length; looks at four bytes at a time. */
export function endOfAscii(bytes: Uint8Array, start: number): number {
  const { length, byteOffset, buffer } = bytes;
  let position = start;
  for (; position < length && (byteOffset + position) % 4 !== 0; position++)
    if (bytes[position]! >= 0x80) return position;
  if (position + 4 <= length) {
    const words = new Uint32Array(buffer, byteOffset + position, (length - position) >> 2);
    let word = 0;
    while (word < words.length && (words[word]! & 0x80808080) === 0) word++;
    position += 4 * word;
  }
  while (position < length && bytes[position]! < 0x80) position++;
  return position;
}
