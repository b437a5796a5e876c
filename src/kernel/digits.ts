// Up to 31 characters of a plain number at once: sign, digits, one decimal mark.

import { mark, ratio, signed } from './decimal';

const MINUS: u32 = 45;
const PLUS: u32 = 43;
const ZERO: i32 = 48;
/** Integers of more than 16 digits whose part above those is below this fit 64 bits. */
const MOST_HIGH_DIGITS: i64 = 1843;

/** The integer that 16 bytes from 0 to 9 spell, the first byte the highest digit. */
export function integerOf(digits: v128): i64 {
  const pairs = i16x8.shr_u(i16x8.mul(digits, i16x8.splat(2561)), 8);
  const fours = i32x4.dot_i16x8_s(pairs, i16x8(100, 1, 100, 1, 100, 1, 100, 1));
  const narrow = i16x8.narrow_i32x4_u(fours, fours);
  const eights = i32x4.dot_i16x8_s(narrow, i16x8(10000, 1, 10000, 1, 10000, 1, 10000, 1));
  return <i64>i32x4.extract_lane(eights, 0) * 100000000 + <i64>i32x4.extract_lane(eights, 1);
}

/**
 * The number in the `length` characters from `start` on, 16 to 31 of them, where they are a sign, digits and one mark;
 * else NaN. The characters before `start` are read over, not used.
 */
export function longDecimal(start: usize, length: i32): f64 {
  const others = otherBytes(start, length);
  const first = <u32>load<u8>(start);
  const isSigned = select<i32>(1, 0, first === MINUS || first === PLUS);
  const marks = others & ~isSigned;
  if ((marks & (marks - 1)) !== 0) return NaN;
  const place = ctz(marks);
  if (marks !== 0 && <u32>load<u8>(start + <usize>place) !== mark) return NaN;
  const decimals = marks !== 0 ? length - 1 - place : 0;
  const digits = length - isSigned - select<i32>(1, 0, marks !== 0);
  const shiftBelow = marks !== 0 ? decimals : 64;
  const end = start + <usize>length;
  const high = integerOf(digitsBefore(end - 16, shiftBelow - 16, digits - 16));
  const low = integerOf(digitsBefore(end, shiftBelow, digits));
  if (high > MOST_HIGH_DIGITS) return NaN;
  const value = ratio(<u64>(high * 10000000000000000 + low), decimals);
  return signed(value, ((first ^ MINUS) - 1) >>> 31);
}

/** A bit for each of the characters that is no digit. */
function otherBytes(start: usize, length: i32): i32 {
  const nine = i8x16.splat(9);
  const zero = i8x16.splat(<i8>ZERO);
  const low = i8x16.bitmask(i8x16.gt_u(i8x16.sub(v128.load(start), zero), nine));
  const high = i8x16.bitmask(i8x16.gt_u(i8x16.sub(v128.load(start, 16), zero), nine));
  return (low | (high << 16)) & ((1 << length) - 1);
}

/** The last `digits` digits before `end`, where a mark lies before the last `decimals` of them; zeros before them. */
function digitsBefore(end: usize, decimals: i32, digits: i32): v128 {
  const lanes = i8x16(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
  const behindMark = i8x16.lt_s(lanes, i8x16.splat(<i8>decimals));
  const bytes = v128.bitselect(v128.load(end - 16), v128.load(end - 17), behindMark);
  return v128.and(i8x16.sub(bytes, i8x16.splat(<i8>ZERO)), i8x16.lt_s(lanes, i8x16.splat(<i8>digits)));
}
