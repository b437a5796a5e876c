// Numbers of more bytes than plain ones, as many of them as come one after another: 16 to 20 digits with a sign and one
// mark, as programs write a double. A double does not hold all of their digits, so that they are divided in double-double.
// As of plain cells nothing is called on the way, and hardly a branch depends on what they hold.

import { MOST_BYTES, signAt } from './cellForms';
import { delimiter, quote } from './cells';
import { mark, SLACK, wantsLow } from './decimal';
import { HEAD_BITS } from './doubleDouble';
import { hasNumberTokens, lowDistance } from './numberCells';
import {
  cell,
  column,
  digitFactors,
  endRecord,
  goTo,
  lastColumn,
  NUMBER,
  record,
  row,
  slot,
  stride,
} from './plainCells';
import { setStopAt, stopAt } from './stops';

/** Powers of ten up to this one are doubles. */
const MOST_DECIMALS: i32 = 22;
/** What stands above the last 16 digits may be no more, so that it is a double when it is put there. */
const MOST_UPPER: u64 = 9999;

/** Loaded from 16 bytes on, and as many more: a set byte for each of so many last lanes. */
const lanes: usize = memory.data(64, 16);
/** 32 bytes to a power of ten from the zeroth on: it, its upper half and its lower one, the reciprocal. */
const divisors: usize = memory.data(32 * (MOST_DECIMALS + 1), 16);

/** To be called before anything is scanned. */
export function setDivisors(): void {
  memory.fill(lanes + 32, 0xff, 32);
  let power: f64 = 1;
  for (let decimals = 0; decimals <= MOST_DECIMALS; decimals++) {
    const head = reinterpret<f64>(reinterpret<u64>(power) & <u64>HEAD_BITS);
    const address = divisors + ((<usize>decimals) << 5);
    store<f64>(address, power);
    store<f64>(address, head, 8);
    store<f64>(address, power - head, 16);
    store<f64>(address, 1 / power, 24);
    power *= 10;
  }
}

/** Scans long cells of numbers from `cell` on; else as `scanPlain`. */
export function scanLong(toRow: i32): bool {
  if (hasNumberTokens) return false;
  const hasLow = wantsLow;
  const toLow = lowDistance;
  const marks = i8x16.splat(<i8>mark);
  const pairFactors = v128.load(digitFactors);
  const fourFactors = v128.load(digitFactors, 16);
  const eightFactors = v128.load(digitFactors, 32);
  const zeros = v128.load(digitFactors, 48);
  const nines = v128.load(digitFactors, 64);
  let start = cell;
  let stop = stopAt;
  let at = column;
  let to = slot;
  let isBetween: bool = false;
  while (load<u32>(at) === NUMBER) {
    const end = <usize>load<u32>(stop);
    const length = <i32>(end - start);
    if (<u32>(length - MOST_BYTES) >= <u32>MOST_BYTES) break;
    const isNegative = signAt(start);
    const markBits =
      i8x16.bitmask(i8x16.eq(v128.load(start), marks)) |
      (i8x16.bitmask(i8x16.eq(v128.load(start, 16), marks)) << 16);
    const place = ctz(markBits | (1 << length));
    const hasMark = select<i32>(1, 0, place < length);
    const behindMark = length - place - hasMark;
    const digits = length - isNegative - hasMark;
    // Lanes behind the mark are where they belong, those before it one further on.
    const kept = lanes + 16 + <usize>select<i32>(behindMark, 32, hasMark !== 0);
    const used = lanes + 16 + <usize>digits;
    const lastBytes = v128.bitselect(v128.load(end - 16), v128.load(end - 17), v128.load(kept));
    const upperBytes = v128.bitselect(v128.load(end - 32), v128.load(end - 33), v128.load(kept - 16));
    const last = v128.and(i8x16.sub(lastBytes, zeros), v128.load(used));
    const upper = v128.and(i8x16.sub(upperBytes, zeros), v128.load(used - 16));
    const lastFours = i32x4.dot_i16x8_s(pairsOf(last, pairFactors), fourFactors);
    const upperFours = i32x4.dot_i16x8_s(pairsOf(upper, pairFactors), fourFactors);
    const eights = i32x4.dot_i16x8_s(i16x8.narrow_i32x4_u(upperFours, lastFours), eightFactors);
    if (v128.any_true(i8x16.gt_u(i8x16.max_u(last, upper), nines)) || behindMark > MOST_DECIMALS) break;
    if (rotl<u64>(<u64>i64x2.extract_lane(eights, 0), 32) > MOST_UPPER) break;
    const first = <f64>i32x4.extract_lane(eights, 1) * 1e16;
    const second = <f64>i32x4.extract_lane(eights, 2) * 1e8;
    const third = <f64>i32x4.extract_lane(eights, 3);
    // The integer, as the double nearest to it and the rest.
    const sum = first + second;
    const high = sum + third;
    const low = second - (sum - first) + (third - (high - sum));
    const power = divisors + ((<usize>behindMark) << 5);
    const divisor = load<f64>(power);
    const divisorHead = load<f64>(power, 8);
    const divisorTail = load<f64>(power, 16);
    const quotient = high / divisor;
    const head = reinterpret<f64>(reinterpret<u64>(quotient) & <u64>HEAD_BITS);
    const tail = quotient - head;
    const product = quotient * divisor;
    const error = head * divisorHead - product + head * divisorTail + tail * divisorHead + tail * divisorTail;
    const rest = (high - product - error + low) * load<f64>(power, 24);
    const slack = quotient * SLACK;
    const value = quotient + (rest - slack);
    const sign = (<u64>isNegative) << 63;
    const byte = <u32>load<u8>(end);
    const isLast = at === lastColumn;
    if (value !== quotient + (rest + slack) || byte === quote || isLast === (byte === delimiter)) break;
    store<u64>(to, reinterpret<u64>(value) | sign);
    if (hasLow) store<u64>(to + toLow, reinterpret<u64>(quotient - value + rest) ^ sign);
    if (!isLast) {
      start = end + 1;
      stop += 4;
      at += 16;
      to += stride;
      continue;
    }
    isBetween = endRecord(end, toRow);
    stop += (cell - end) << 2;
    start = cell;
    at = column;
    to = slot;
    if (isBetween) break;
  }
  goTo(row, record, start, at);
  setStopAt(stop);
  return isBetween;
}

function pairsOf(digits: v128, factors: v128): v128 {
  return i16x8.shr_u(i16x8.mul(digits, factors), 8);
}
