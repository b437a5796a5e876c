import type { Encoding } from './dialect.js';

const LINE_FEED = 10;

/**
 * The first `count` lines of a file's first bytes, and more of them up to `least` bytes; all bytes where there are no
 * more lines, or where the byte of a line break may be part of another character.
 */
export function firstLines(
  bytes: Uint8Array,
  encoding: Encoding,
  { count, least }: { count: number; least: number },
): Uint8Array {
  if (encoding.startsWith('utf-16')) return bytes;
  let end = -1;
  for (let left = count; left > 0; left--) {
    end = bytes.indexOf(LINE_FEED, end + 1);
    if (end < 0) return bytes;
  }
  if (end + 1 < least) end = bytes.lastIndexOf(LINE_FEED, least - 1);
  return bytes.subarray(0, end + 1);
}
