import type { Encoding } from './dialect.js';
import { type EndOfAscii, Utf8Check } from './utf8Check.js';

/** Turns raw bytes into UTF-8, chunk by chunk. What `push` returns is valid only until the next call. */
export type Decoder = { push(bytes: Uint8Array): Uint8Array; finish(): Uint8Array };

/** Thrown by a UTF-8 decoder: the bytes are in another encoding, and the reading has to start again. */
export class NotUtf8 extends Error {}

/** @param endOfAscii see `Utf8Check` */
export function createDecoder(encoding: Encoding, endOfAscii?: EndOfAscii): Decoder {
  if (encoding === 'utf-8') return new Utf8Decoder(new Utf8Check(endOfAscii));
  if (encoding === 'windows-1252') return new Windows1252Decoder();
  return new Utf16Decoder(encoding === 'utf-16be');
}

const NOTHING = new Uint8Array(0);

class Utf8Decoder implements Decoder {
  constructor(private readonly check: Utf8Check) {}

  push(bytes: Uint8Array): Uint8Array {
    if (this.check.firstWrong(bytes) >= 0) throw new NotUtf8();
    return bytes;
  }

  finish(): Uint8Array {
    if (this.check.isInsideCharacter) throw new NotUtf8();
    return NOTHING;
  }
}

/** Code points of the bytes 0x80 to 0x9F; all other bytes stand for themselves. */
const WINDOWS_1252_HIGH = [
  0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0x8d,
  0x17d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a,
  0x153, 0x9d, 0x17e, 0x178,
];

class Windows1252Decoder implements Decoder {
  private readonly text = new Utf8Writer();

  push(bytes: Uint8Array): Uint8Array {
    this.text.start(bytes.length * 3);
    for (const byte of bytes) {
      this.text.add(byte >= 0x80 && byte < 0xa0 ? WINDOWS_1252_HIGH[byte - 0x80]! : byte);
    }
    return this.text.written();
  }

  finish(): Uint8Array {
    return NOTHING;
  }
}

const NO_UNIT = -1;
const REPLACEMENT = 0xfffd;

class Utf16Decoder implements Decoder {
  private readonly text = new Utf8Writer();
  /** The first byte of a unit whose second is in the next chunk. */
  private halfUnit = NO_UNIT;
  /** The first half of a surrogate pair. */
  private highSurrogate = NO_UNIT;

  constructor(private readonly isBigEndian: boolean) {}

  push(bytes: Uint8Array): Uint8Array {
    this.text.start(bytes.length * 3 + 6);
    for (const byte of bytes) {
      if (this.halfUnit === NO_UNIT) this.halfUnit = byte;
      else {
        this.addUnit(this.isBigEndian ? (this.halfUnit << 8) | byte : (byte << 8) | this.halfUnit);
        this.halfUnit = NO_UNIT;
      }
    }
    return this.text.written();
  }

  finish(): Uint8Array {
    this.text.start(6);
    if (this.highSurrogate !== NO_UNIT || this.halfUnit !== NO_UNIT) this.text.add(REPLACEMENT);
    return this.text.written();
  }

  private addUnit(unit: number): void {
    const isLow = unit >= 0xdc00 && unit < 0xe000;
    if (this.highSurrogate !== NO_UNIT) {
      const high = this.highSurrogate;
      this.highSurrogate = NO_UNIT;
      if (isLow) {
        this.text.add(0x10000 + ((high - 0xd800) << 10) + (unit - 0xdc00));
        return;
      }
      this.text.add(REPLACEMENT);
    }
    if (unit >= 0xd800 && unit < 0xdc00) this.highSurrogate = unit;
    else this.text.add(isLow ? REPLACEMENT : unit);
  }
}

/** Writes code points as UTF-8 into a reused buffer. */
class Utf8Writer {
  private bytes = new Uint8Array(0);
  private length = 0;

  /** Starts afresh with room for `capacity` bytes. */
  start(capacity: number): void {
    if (this.bytes.length < capacity) this.bytes = new Uint8Array(capacity);
    this.length = 0;
  }

  written(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }

  add(codePoint: number): void {
    if (codePoint < 0x80) {
      this.bytes[this.length++] = codePoint;
      return;
    }
    const continuations = codePoint < 0x800 ? 1 : codePoint < 0x10000 ? 2 : 3;
    const lead = [0, 0xc0, 0xe0, 0xf0][continuations]!;
    this.bytes[this.length++] = lead | (codePoint >> (6 * continuations));
    for (let left = continuations - 1; left >= 0; left--)
      this.bytes[this.length++] = 0x80 | ((codePoint >> (6 * left)) & 0x3f);
  }
}
