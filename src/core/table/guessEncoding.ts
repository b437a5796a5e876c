import type { Encoding } from './dialect.js';
import { Utf8Check } from './utf8Check.js';

const MARKS: readonly { encoding: Encoding; bytes: readonly number[] }[] = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
];

/** The encoding that a byte-order mark names, or that the bytes look like. `sample` may end inside a character. */
export function guessEncoding(sample: Uint8Array): Encoding {
  const mark = MARKS.find(({ encoding }) => byteOrderMarkLength(sample, encoding) > 0);
  const encoding = mark?.encoding ?? guessUtf16(sample) ?? 'utf-8';
  if (encoding !== 'utf-8') return encoding;
  return new Utf8Check().firstWrong(sample) < 0 ? 'utf-8' : 'windows-1252';
}

/** Bytes of the byte-order mark at the start, 0 where there is none of this encoding. */
export function byteOrderMarkLength(sample: Uint8Array, encoding: Encoding): number {
  // What is read as Windows-1252 because it is not valid UTF-8 may still begin with the mark of UTF-8.
  const marked = encoding === 'windows-1252' ? 'utf-8' : encoding;
  const mark = MARKS.find((candidate) => candidate.encoding === marked)!.bytes;
  return mark.every((byte, index) => sample[index] === byte) ? mark.length : 0;
}

/** UTF-16 without a mark shows in every other byte being zero: delimiters, digits and line breaks are ASCII. */
function guessUtf16(sample: Uint8Array): Encoding | undefined {
  if (!sample.includes(0)) return undefined;
  const units = sample.length >> 1;
  const zeros = [0, 0];
  for (let index = 0; index < 2 * units; index++) if (sample[index] === 0) zeros[index & 1]!++;
  const [even, odd] = zeros as [number, number];
  const isLittle = odd > even;
  if (Math.max(even, odd) * 2 < units || Math.min(even, odd) * 20 > units || units === 0) return undefined;
  return hasControlCharacters(sample, isLittle) ? undefined : isLittle ? 'utf-16le' : 'utf-16be';
}

/** Small binary integers have the same zeros as text in UTF-16, but also the numbers 0 to 8. */
function hasControlCharacters(sample: Uint8Array, isLittle: boolean): boolean {
  for (let index = 0; index + 1 < sample.length; index += 2) {
    const low = sample[isLittle ? index : index + 1]!;
    const high = sample[isLittle ? index + 1 : index]!;
    if (high === 0 && low < 9) return true;
  }
  return false;
}
