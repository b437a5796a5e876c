// Rows of CSV bytes into blocks of columns. A cell that is rare, or whose text has to be understood, is listed as an
// exception for the caller to settle: its row, column and bytes. A record that may not be what it seems stops the scan.

import { afterLineBreak, afterSpaces, delimiter, isLineBreak, line, quote, setLimit, setLine } from './cells';
import { mark, powers, wantsLow } from './decimal';
import { integerOf } from './digits';
import { hasNumberTokens, longNumber, oddNumber, setLowDistance, storeLow } from './numberCells';
import { otherCell } from './otherCells';
import {
  beginRecord,
  emptyCount,
  exceptionCount,
  hasRoom,
  isOdd,
  keepExceptions,
  markOdd,
  setExceptions,
} from './recordNotes';

/** The mode of a column of doubles, NaN where there is no number; for the others see `otherCells`. */
const NUMBER: u32 = 0;

const MINUS: u32 = 45;
const PLUS: u32 = 43;

let columnCount: i32 = 0;
/** 16 bytes to a column: mode u32, address of its table u32, capacity of the table u32, unused. */
let columns: usize = 0;
let out: usize = 0;
let stride: usize = 0;

/** 12 bytes each: row, first and last line of a record of more than one line. */
let lineJumps: usize = 0;
let lineJumpCount: i32 = 0;
/** The first bytes of a header, and which bits of them count; a record that begins so stops the scan. */
let header: u64 = 0;
let headerBits: u64 = 0;
/** How long those are, where the header's first cell ends behind them; else 0. */
let headerLength: usize = 0;

let position: usize = 0;
let expectedLine: u32 = 1;

/** `newOut`: the block of column k begins `k * newStride` bytes behind it. */
export function setColumns(
  count: i32,
  address: usize,
  newOut: usize,
  newStride: i32,
  newLowDistance: i32,
): void {
  columnCount = count;
  columns = address;
  out = newOut;
  stride = newStride;
  setLowDistance(newLowDistance);
}

/** Lists to write to. A scan ends early before the exceptions do not fit; the line jumps have room for every row. */
export function setLists(newExceptions: usize, capacity: i32, newLineJumps: usize): void {
  setExceptions(newExceptions, capacity);
  lineJumps = newLineJumps;
}

/** Up to 8 bytes that a header begins with, no bits where there is none; their length where its first cell ends there. */
export function setHeader(bytes: u64, bits: u64, length: i32): void {
  header = bytes;
  headerBits = bits;
  headerLength = length;
}

/** Begins anew at a line; `newExpected` is the line below the row before. */
export function startAt(newLine: u32, newExpected: u32): void {
  setLine(newLine);
  expectedLine = newExpected;
}

/**
 * Scans records from `start` up to `end`, which lies behind a line break, into the rows `fromRow` up to `toRow` of the
 * blocks. Ends early before a record whose quote is not closed before `end`, and before one that is odd: with too few
 * or too many cells, text behind a closing quote, no more than one filled cell, a blank line above it, or the
 * beginning of the header.
 *
 * @returns the row after the last one written.
 */
export function scan(start: usize, end: usize, fromRow: i32, toRow: i32): i32 {
  setLimit(end);
  keepExceptions(0);
  beginRecord(false);
  lineJumpCount = 0;
  position = start;
  let row = fromRow;
  while (row < toRow && position < end && hasRoom(columnCount)) {
    if (<u32>load<u8>(position) <= 32) {
      const first = afterSpaces(position);
      if (isLineBreak(<u32>load<u8>(first))) {
        position = afterLineBreak(first);
        continue;
      }
    }
    if (!scanRecord(row)) break;
    row++;
  }
  return row;
}

/** The byte after the last one used. */
export function scannedTo(): usize {
  return position;
}

export function countOfExceptions(): i32 {
  return exceptionCount;
}

export function countOfLineJumps(): i32 {
  return lineJumpCount;
}

/** True where the scan ended before a record that is odd. */
export function stoppedAtOdd(): bool {
  return isOdd;
}

/** The line of the next byte, 1-based. */
export function nextLine(): u32 {
  return line;
}

/** Scans one record at `position`; false, with nothing done, where it is odd or a quote in it is not closed. */
function scanRecord(row: i32): bool {
  const firstLine = line;
  const exceptionsBefore = exceptionCount;
  beginRecord(firstLine !== expectedLine || (headerBits !== 0 && beginsAsHeader()));
  const next = isOdd ? 0 : scanCells(row);
  if (columnCount > 1 && emptyCount >= columnCount - 1 && maySpellNote()) markOdd();
  if (next === 0 || isOdd) {
    setLine(firstLine);
    keepExceptions(exceptionsBefore);
    return false;
  }
  const lastLine = line;
  position = afterLineBreak(next);
  if (lastLine !== firstLine) addLineJump(row, firstLine, lastLine);
  expectedLine = line;
  return true;
}

/** True where the one filled cell of the record may be a note: in two columns only one that begins as no number does. */
function maySpellNote(): bool {
  const first = <u32>load<u8>(position);
  return columnCount > 2 || first > 57 || first === quote || first <= 32;
}

function beginsAsHeader(): bool {
  const start = <u32>load<u8>(position) === quote ? position + 1 : position;
  if (((load<u64>(start) ^ header) & headerBits) !== 0) return false;
  const after = <u32>load<u8>(start + headerLength);
  return headerLength === 0 || after === delimiter || after === quote || after <= 32;
}

function addLineJump(row: i32, firstLine: u32, lastLine: u32): void {
  const address = lineJumps + <usize>lineJumpCount * 12;
  store<u32>(address, row);
  store<u32>(address, firstLine, 4);
  store<u32>(address, lastLine, 8);
  lineJumpCount++;
}

/** Scans the cells of the record at `position`; returns the line break that ends it, 0 where a quote is not closed. */
function scanCells(row: i32): usize {
  const delimiters = i8x16.splat(<i8>delimiter);
  const quotes = i8x16.splat(<i8>quote);
  const marks = i8x16.splat(<i8>mark);
  const feeds = i8x16.splat(10);
  const returns = i8x16.splat(13);
  const zeros = i8x16.splat(48);
  const ten = i8x16.splat(10);
  const lanes = i8x16(-16, -15, -14, -13, -12, -11, -10, -9, -8, -7, -6, -5, -4, -3, -2, -1);
  const tens = powers;
  const last = columnCount - 1;
  let column = 0;
  let slot = out + ((<usize>row) << 3);
  let info = columns;
  let start = position;
  while (true) {
    let end: usize = 0;
    if (load<u32>(info) === NUMBER) {
      // Up to 15 characters: a sign, digits and one mark, ended by a delimiter or a line break.
      const bytes = v128.load(start);
      const breaks = v128.or(i8x16.eq(bytes, feeds), i8x16.eq(bytes, returns));
      const ends = v128.or(v128.or(i8x16.eq(bytes, delimiters), breaks), i8x16.eq(bytes, quotes));
      const length = ctz(i8x16.bitmask(ends) | 0x10000);
      // Ones and zeros by arithmetic: signs and marks come at random, and a branch on them costs more than all else.
      const first = <u32>load<u8>(start);
      const isNegative = ((first ^ MINUS) - 1) >>> 31;
      const isSigned = <i32>(isNegative | (((first ^ PLUS) - 1) >>> 31));
      const values = i8x16.sub(bytes, zeros);
      const isDigit = i8x16.lt_u(values, ten);
      const others = ~i8x16.bitmask(isDigit) & ((1 << length) - 1) & ~isSigned;
      const hasMark = <i32>((0 - others) >>> 31);
      const wrong = (others & (others - 1)) | (others & ~i8x16.bitmask(i8x16.eq(bytes, marks)));
      end = start + <usize>length;
      if (wrong === 0 && length < 16 && length > isSigned + hasMark && !hasNumberTokens) {
        // Without a mark its place is -1, and nothing lies before it.
        const place = (ctz(others) & -hasMark) | (hasMark - 1);
        const decimals = (length - 1 - place) & -hasMark;
        const aligned = i8x16.add(lanes, i8x16.splat(<i8>length));
        const withoutMark = i8x16.add(aligned, i8x16.le_s(aligned, i8x16.splat(<i8>place)));
        const digits = i8x16.swizzle(v128.and(values, isDigit), withoutMark);
        const integer = <f64>integerOf(digits);
        const value = integer / load<f64>(tens + ((<usize>decimals) << 4));
        store<u64>(slot, reinterpret<u64>(value) | ((<u64>isNegative) << 63));
        if (wantsLow) storeLow(slot, integer, decimals, isNegative !== 0);
      } else {
        end = length === 16 && !hasNumberTokens ? longNumber(start, slot) : 0;
        if (end === 0) end = oddNumber(start, slot, row, column);
        if (end === 0) return 0;
      }
    } else {
      end = otherCell(start, slot, info, row, column);
      if (end === 0) return 0;
    }
    let byte = <u32>load<u8>(end);
    if (byte !== delimiter) {
      if (!isLineBreak(byte)) {
        // A quote inside an unquoted cell.
        end = oddNumber(start, slot, row, column);
        if (end === 0) return 0;
        byte = <u32>load<u8>(end);
      }
      if (byte !== delimiter) {
        if (column < last) markOdd();
        return end;
      }
    }
    start = end + 1;
    if (column === last) {
      markOdd();
      return start;
    }
    column++;
    slot += stride;
    info += 16;
  }
}
