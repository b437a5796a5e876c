// The signs that programs write numbers with besides those of ASCII: spaces that break no line between groups of digits
// (U+00A0, U+2007, U+2009, U+202F), and the true minus (U+2212).

import { currencyOf } from './currency.js';

const WIDE_SIGNS = /[\u00a0\u2007\u2009\u202f\u2212]/;
const WIDE_SPACES = /[\u00a0\u2007\u2009\u202f]/g;
/** Most numbers, and most cells that are looked at. */
const BARE = /^[\d.,+-]*$/;
/** No number is longer that is guessed by. */
const MOST_CHARACTERS = 40;

/** The text with plain spaces and a hyphen for these signs. */
export function withPlainSigns(text: string): string {
  return WIDE_SIGNS.test(text) ? text.replace(WIDE_SPACES, ' ').replaceAll('\u2212', '-') : text;
}

/** The number of an amount or a share, if it is one: the text without the signs around it. For guessing. */
export function bareNumber(text: string): string {
  if (BARE.test(text) || text.length > MOST_CHARACTERS) return text;
  return withPlainSigns(text).replace(currencyOf(text), '').replace('%', '').trim();
}

const SPACE = 32;
const MINUS = 45;
/** First bytes, in UTF-8, of these signs. */
const LEAD_OF_TWO = 0xc2;
const LEAD_OF_THREE = 0xe2;

/**
 * Copies a cell with plain signs for these, in UTF-8.
 *
 * @param room for what is copied
 * @returns how many bytes that are: at most those of the cell; -1 where it has none of the signs, or is larger than `room`
 */
export function copyPlain(bytes: Uint8Array, start: number, end: number, room: Uint8Array): number {
  if (end - start > room.length || !mayHaveWideSign(bytes, start, end)) return -1;
  let length = 0;
  for (let position = start; position < end; ) {
    const sign = wideSignAt(bytes, position);
    if (sign === undefined) room[length++] = bytes[position++]!;
    else {
      room[length++] = sign.plain;
      position += sign.bytes;
    }
  }
  return length < end - start ? length : -1;
}

function mayHaveWideSign(bytes: Uint8Array, start: number, end: number): boolean {
  for (let position = start; position < end; position++)
    if (bytes[position] === LEAD_OF_TWO || bytes[position] === LEAD_OF_THREE) return true;
  return false;
}

type WideSign = { plain: number; bytes: number };
const NO_BREAK_SPACE: WideSign = { plain: SPACE, bytes: 2 };
/** By the second and the third byte. */
const OF_THREE: ReadonlyMap<number, WideSign> = new Map([
  [0x8087, { plain: SPACE, bytes: 3 }],
  [0x8089, { plain: SPACE, bytes: 3 }],
  [0x80af, { plain: SPACE, bytes: 3 }],
  [0x8892, { plain: MINUS, bytes: 3 }],
]);

function wideSignAt(bytes: Uint8Array, position: number): WideSign | undefined {
  const next = bytes[position + 1]!;
  if (bytes[position] === LEAD_OF_TWO) return next === 0xa0 ? NO_BREAK_SPACE : undefined;
  return bytes[position] === LEAD_OF_THREE ? OF_THREE.get((next << 8) | bytes[position + 2]!) : undefined;
}
