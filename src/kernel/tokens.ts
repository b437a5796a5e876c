// Cells that hold no value: empty ones and those that spell a token, whatever the case of their letters.

import { cellEnd, cellForm, cellStart, DOUBLED, PLAIN, QUOTED } from './cells';

/** Tokens longer than this are settled by the caller. */
const MOST_BYTES: usize = 8;

let tokens: usize = 0;
let tokenCount: i32 = 0;
/** No cell longer than this can spell a token, spaces aside. */
let mostBytes: usize = 0;
/** True where a token is longer than 8 bytes or may be spelled by characters outside ASCII. */
let hasOddTokens: bool = false;

/** Address of the tokens of up to 8 bytes, in small letters, each padded with zeros to 8 bytes. */
export function setTokens(address: usize, count: i32, newMostBytes: i32, newHasOddTokens: bool): void {
  tokens = address;
  tokenCount = count;
  mostBytes = <usize>newMostBytes;
  hasOddTokens = newHasOddTokens;
}

/** True where the cell last found surely holds no value. */
export function isMissing(): bool {
  const length = cellEnd - cellStart;
  return length === 0 || (cellForm <= QUOTED && isToken(cellStart, length));
}

/** True where the bytes from `start` on, one or more, spell a token. */
export function isToken(start: usize, length: usize): bool {
  if (length - 1 >= MOST_BYTES) return false;
  const text = smallLetters(load<u64>(start) & (u64.MAX_VALUE >> ((8 - <u64>length) << 3)));
  for (let token = 0; token < tokenCount; token++)
    if (load<u64>(tokens + ((<usize>token) << 3)) === text) return true;
  return false;
}

/** True where the cell last found, not `isMissing`, surely holds a value, whatever it spells. */
export function isSurelyPresent(): bool {
  const length = cellEnd - cellStart;
  if (cellForm === PLAIN) return length > mostBytes || !(hasOddTokens && mayBeOdd(length));
  if (cellForm === DOUBLED) return length > 2 * mostBytes && !isPadded();
  return cellForm === QUOTED && !isPadded() && (length > mostBytes || !(hasOddTokens && mayBeOdd(length)));
}

function mayBeOdd(length: usize): bool {
  if (length > MOST_BYTES) return true;
  for (let position = cellStart; position < cellEnd; position++) if (load<u8>(position) >= 0x80) return true;
  return false;
}

/** True where white space of any script may stand at an end of the cell. */
export function isPadded(): bool {
  const last = cellEnd - 1;
  if (load<u8>(cellStart) <= 32 || load<u8>(last) <= 32) return true;
  if (load<u8>(cellStart) >= 0x80 && isWideSpace(cellStart)) return true;
  return load<u8>(last) >= 0x80 && (isWideSpace(cellEnd - 2) || isWideSpace(cellEnd - 3));
}

/** True where the bytes may begin one of the white spaces outside ASCII; U+2000 to U+207F are all taken for some. */
function isWideSpace(position: usize): bool {
  const first = <u32>load<u8>(position);
  const second = <u32>load<u8>(position, 1);
  if (first === 0xc2) return second === 0xa0 || second === 0x85;
  if (first === 0xe1) return second === 0x9a;
  if (first === 0xe2) return second <= 0x81;
  return (first === 0xe3 && second === 0x80) || (first === 0xef && second === 0xbb);
}

/** Eight bytes with A to Z as a to z. */
function smallLetters(text: u64): u64 {
  const bytes = i64x2.splat(text);
  const isCapital = v128.and(i8x16.ge_u(bytes, i8x16.splat(65)), i8x16.le_u(bytes, i8x16.splat(90)));
  return text | <u64>i64x2.extract_lane(v128.and(isCapital, i8x16.splat(32)), 0);
}
