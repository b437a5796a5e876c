// The common cells, as many of them as come one after another: numbers of a sign, digits and one mark, and short texts
// that were seen before. Nothing is called on the way and hardly a branch depends on what they hold, so that the processor works
// on several at a time.

import { formOf, forms, MOST_BYTES, placeOf, setForms, signAt } from './cellForms';
import { delimiter, limit, line, PLAIN, quote, quotedEnd, quotedForm, quotedStops, setLine } from './cells';
import { knownCode, UNKNOWN } from './codes';
import { mark, remainder, remainders, wantsLow } from './decimal';
import { hasNumberTokens, lowDistance } from './numberCells';
import { setStopAt, stopAt } from './stops';
import { isToken } from './tokens';

// What becomes of a column; for the other modes see `otherCells`.
/** Doubles, NaN where there is no number. */
export const NUMBER: u32 = 0;
/** Codes of texts by the column's table, -1 where missing. */
export const CODE: u32 = 1;

const LINE_FEED: u32 = 10;
const CARRIAGE_RETURN: u32 = 13;
const SPACE: u32 = 32;
const ZERO: u32 = 48;
/** So often two cells may have more than eight digits before they are no longer tried together. */
const PAIR_TRIALS: u32 = 64;

/** Vectors that would be put together anew for each cell if they were written where they are used. */
export const digitFactors: usize = memory.data<i16>(
  [
    2561, 2561, 2561, 2561, 2561, 2561, 2561, 2561, 100, 1, 100, 1, 100, 1, 100, 1, 10000, 1, 10000, 1, 10000,
    1, 10000, 1, 0x3030, 0x3030, 0x3030, 0x3030, 0x3030, 0x3030, 0x3030, 0x3030, 0x909, 0x909, 0x909, 0x909,
    0x909, 0x909, 0x909, 0x909, -256, -1, -1, -1, -1, -1, -1, -1,
  ],
  16,
);
/** The bytes of both cells of a pair that are no digits: a delimiter behind each. */
const pairEnds: usize = memory.data(16, 16);
const halves: usize = memory.data<f64>([100000000, 1], 16);
/**
 * 16 bytes to a column: mode u32, address of its table u32, capacity of the table u32, and u32 how often it may still be
 * tried together with the next one.
 */
export let columns: usize = 0;
/** Address of what is known of the last one. */
export let lastColumn: usize = 0;
let out: usize = 0;
export let stride: usize = 0;

// The cell to scan: what comes next, or what ended the plain ones.
export let row: i32 = 0;
export let cell: usize = 0;
/** Address of what is known of its column. */
export let column: usize = 0;
export let slot: usize = 0;
/** The first byte of the record that the cell is of. */
export let record: usize = 0;

/** Whether a cell without a value is plain, and the record that is taken up in its middle. */
let takesMissing: bool = false;
let resumed: usize = 0;

/** The first bytes of a header, and which bits of them count; a record that begins so stops the scan. */
let header: u64 = 0;
let headerBits: u64 = 0;
/** How long those are, where the header's first cell ends behind them; else 0. */
let headerLength: usize = 0;

/** `newOut`: the block of column k begins `k * newStride` bytes behind it. */
export function setBlocks(count: i32, address: usize, newOut: usize, newStride: i32): void {
  columns = address;
  lastColumn = address + ((<usize>count - 1) << 4);
  out = newOut;
  stride = newStride;
  setForms();
}

/** Up to 8 bytes that a header begins with, no bits where there is none; their length where its first cell ends there. */
export function setHeader(bytes: u64, bits: u64, length: i32): void {
  header = bytes;
  headerBits = bits;
  headerLength = length;
}

/** Says which columns may be read two at once: numbers side by side, neither of them the last. */
export function pairColumns(): void {
  for (let at = columns; at < lastColumn; at += 16) {
    const isPair = load<u32>(at) === NUMBER && load<u32>(at, 16) === NUMBER && at + 16 !== lastColumn;
    store<u32>(at, isPair ? PAIR_TRIALS : 0, 12);
  }
}

/** Says which cell comes next. */
export function goTo(newRow: i32, newRecord: usize, newCell: usize, newColumn: usize): void {
  row = newRow;
  record = newRecord;
  cell = newCell;
  column = newColumn;
  slot = out + ((newColumn - columns) >> 4) * stride + ((<usize>newRow) << 3);
}

/**
 * Scans plain cells from `cell` on, over the ends of records up to row `toRow`. True where it stops between records:
 * at that row, at the end of the bytes, before a blank line or one that begins as a header does. False at a cell that
 * is not plain. A cell without a value is plain only where `newTakesMissing`.
 */
export function scanPlain(toRow: i32, newTakesMissing: bool): bool {
  if (hasNumberTokens) return false;
  const hasLow = wantsLow;
  const toLow = lowDistance;
  const marks = i8x16.splat(<i8>mark);
  const pairFactors = v128.load(digitFactors);
  const fourFactors = v128.load(digitFactors, 16);
  const eightFactors = v128.load(digitFactors, 32);
  const zeros = v128.load(digitFactors, 48);
  const nines = v128.load(digitFactors, 64);
  v128.store(pairEnds, i64x2.splat(<i64>((delimiter - ZERO) & 0xff)));
  const ends = v128.load(pairEnds);
  const halfFactors = v128.load(halves);
  const delimiterByte = delimiter;
  const atLast = lastColumn;
  const toNext = stride;
  let start = cell;
  let stop = stopAt;
  let at = column;
  let to = slot;
  let isBetween = false;
  takesMissing = newTakesMissing;
  resumed = at === columns ? 0 : record;
  while (true) {
    while (load<u32>(at, 12) !== 0) {
      // As below, of two cells: their digits share a vector, so that there is one division for both, and one for what
      // it leaves.
      const first = <usize>load<u32>(stop);
      const second = <usize>load<u32>(stop, 4);
      const next = first + 1;
      const firstLength = <i32>(first - start);
      const secondLength = <i32>(second - next);
      if (<u32>(firstLength | secondLength) >= <u32>MOST_BYTES) break;
      const firstBytes = v128.load(start);
      const secondBytes = v128.load(next);
      const firstPlace = placeOf(firstBytes, marks);
      const secondPlace = placeOf(secondBytes, marks);
      const firstForm = formOf(firstLength, firstPlace, signAt(start));
      const secondForm = formOf(secondLength, secondPlace, signAt(next));
      const firstDigits = i8x16.swizzle(i8x16.sub(firstBytes, zeros), v128.load(firstForm, forms));
      const secondDigits = i8x16.swizzle(i8x16.sub(secondBytes, zeros), v128.load(secondForm, forms));
      const digits = v128.shuffle<i64>(firstDigits, secondDigits, 1, 3);
      const more = v128.xor(v128.shuffle<i64>(firstDigits, secondDigits, 0, 2), ends);
      if (v128.any_true(v128.or(i8x16.sub_sat_u(digits, nines), more))) {
        if (v128.any_true(v128.andnot(more, i64x2.splat(0xff)))) store<u32>(at, load<u32>(at, 12) - 1, 12);
        break;
      }
      const pairs = i16x8.shr_u(i16x8.mul(digits, pairFactors), 8);
      const fours = i32x4.dot_i16x8_s(pairs, fourFactors);
      const eights = i32x4.dot_i16x8_s(i16x8.narrow_i32x4_u(fours, fours), eightFactors);
      const integers = f64x2.convert_low_i32x4_s(eights);
      const divisors = v128.load_lane<f64>(
        secondForm,
        v128.load64_zero(firstForm, forms + 16),
        1,
        forms + 16,
      );
      const quotients = f64x2.div(integers, divisors);
      v128.store_lane<f64>(to, quotients, 0);
      v128.store_lane<f64>(to + toNext, quotients, 1);
      if (hasLow) {
        const lows = f64x2.div(remainders(integers, divisors, quotients), divisors);
        v128.store_lane<f64>(to + toLow, lows, 0);
        v128.store_lane<f64>(to + toNext + toLow, lows, 1);
      }
      start = second + 1;
      stop += 8;
      at += 32;
      to += toNext << 1;
    }
    if (load<u32>(at) !== NUMBER) {
      if (load<u32>(at) !== CODE || at === atLast) break;
      const isQuoted = <u32>load<u8>(start) === quote;
      const after = isQuoted ? quotedEnd(start) : <usize>load<u32>(stop);
      const from = start + select<usize>(1, 0, isQuoted);
      const length = after - from - select<usize>(1, 0, isQuoted);
      if (after === 0 || length - 1 >= 16 || <u32>load<u8>(after) !== delimiterByte) break;
      if (!isQuoted && (<u32>load<u8>(start) <= SPACE || <u32>load<u8>(after - 1) <= SPACE)) break;
      const code = knownCode(load<u32>(at, 4), load<u32>(at, 8), from, length, isQuoted ? quotedForm : PLAIN);
      if (code === UNKNOWN) break;
      store<i32>(to - ((<usize>row) << 2), code);
      start = after + 1;
      stop += isQuoted ? (quotedStops + 1) << 2 : 4;
      at += 16;
      to += toNext;
      continue;
    }
    const end = <usize>load<u32>(stop);
    const sign = signAt(start);
    const length = <i32>(end - start);
    const bytes = v128.load(start);
    // Of a longer cell this is anywhere behind the forms, and not used.
    const form = formOf(length & 31, placeOf(bytes, marks), sign);
    const all = i8x16.swizzle(i8x16.sub(bytes, zeros), v128.load(form, forms));
    const digits = v128.and(all, v128.load(digitFactors, 80));
    const isOdd = v128.any_true(i8x16.sub_sat_u(digits, nines));
    let value: f64 = NaN;
    if (<u32>(length - sign) < <u32>MOST_BYTES && !isOdd) {
      // Two digits to a lane, then four, then eight.
      const pairs = i16x8.shr_u(i16x8.mul(digits, pairFactors), 8);
      const fours = i32x4.dot_i16x8_s(pairs, fourFactors);
      const eights = i32x4.dot_i16x8_s(i16x8.narrow_i32x4_u(fours, fours), eightFactors);
      const parts = f64x2.mul(f64x2.convert_low_i32x4_s(eights), halfFactors);
      const integer = f64x2.extract_lane(parts, 0) + f64x2.extract_lane(parts, 1);
      const divisor = load<f64>(form, forms + 16);
      value = integer / divisor;
      // A cell that is left to others after all gets its low word from them.
      if (hasLow) store<f64>(to + toLow, remainder(integer, divisor, value) / divisor);
    } else {
      if (!holdsNothing(start, end, at)) break;
      if (hasLow) store<f64>(to + toLow, 0);
    }
    const byte = <u32>load<u8>(end);
    if (byte === delimiterByte) {
      if (at >= atLast) break;
      store<f64>(to, value);
      start = end + 1;
      stop += 4;
      at += 16;
      to += toNext;
      continue;
    }
    if (at !== atLast || byte === quote) break;
    store<f64>(to, value);
    const isPair = byte === CARRIAGE_RETURN && <u32>load<u8>(end, 1) === LINE_FEED;
    start = end + (isPair ? 2 : 1);
    stop += isPair ? 8 : 4;
    at = columns;
    setLine(line + 1);
    record = start;
    row++;
    to = out + ((<usize>row) << 3);
    if (row === toRow || start >= limit || <u32>load<u8>(start) <= SPACE || beginsAsHeader(start)) {
      isBetween = true;
      break;
    }
  }
  cell = start;
  column = at;
  slot = to;
  setStopAt(stop);
  return isBetween;
}

/** True where a number's cell is missing and its record no note: then no more than one of its cells would be filled. */
function holdsNothing(start: usize, end: usize, column: usize): bool {
  if (!takesMissing) return false;
  if (start !== end) return isToken(start, end - start);
  // The two before it are filled where they were scanned here.
  return column > columns + 16 && record !== resumed;
}

/** Ends a record at `end`, as `scanPlain` does where it stands: says which cell comes next; true where the scan ends there. */
export function endRecord(end: usize, toRow: i32): bool {
  const isPair = <u32>load<u8>(end) === CARRIAGE_RETURN && <u32>load<u8>(end, 1) === LINE_FEED;
  const start = end + (isPair ? 2 : 1);
  setLine(line + 1);
  goTo(row + 1, start, start, columns);
  return row === toRow || start >= limit || <u32>load<u8>(start) <= SPACE || beginsAsHeader(start);
}

/** True where a record begins as the header does. */
export function beginsAsHeader(start: usize): bool {
  if (headerBits === 0) return false;
  const first = <u32>load<u8>(start) === quote ? start + 1 : start;
  if (((load<u64>(first) ^ header) & headerBits) !== 0) return false;
  const after = <u32>load<u8>(first + headerLength);
  return headerLength === 0 || after === delimiter || after === quote || after <= SPACE;
}
