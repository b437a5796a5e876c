// Rows of CSV bytes into blocks of columns. A cell that is rare, or whose text has to be understood, is listed as an
// exception for the caller to settle: its row, column and bytes. A record that may not be what it seems stops the scan.

import { MOST_BYTES } from './cellForms';
import { afterLineBreak, afterSpaces, delimiter, isLineBreak, line, quote, setLimit, setLine } from './cells';
import { scanLong, setDivisors } from './longCells';
import { anyNumber, setLowDistance } from './numberCells';
import { otherCell } from './otherCells';
import {
  beginsAsHeader,
  cell,
  column,
  columns,
  goTo,
  lastColumn,
  NUMBER,
  pairColumns,
  record,
  row,
  scanPlain,
  setBlocks,
  slot,
} from './plainCells';
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
import { findStops, forgetStops, NO_STOP, passStops, stopAt } from './stops';

let columnCount: i32 = 0;

/** 12 bytes each: row, first and last line of a record of more than one line. */
let lineJumps: usize = 0;
let lineJumpCount: i32 = 0;

/** True where a record of plain cells is surely a row, wherever it stands: no header has numbers there, and no note. */
let hasSureNumbers: bool = false;

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
  setBlocks(count, address, newOut, newStride);
  setDivisors();
  setLowDistance(newLowDistance);
}

/** Lists to write to. A scan ends early before the exceptions do not fit; the line jumps have room for every row. */
export function setLists(newExceptions: usize, capacity: i32, newLineJumps: usize): void {
  setExceptions(newExceptions, capacity);
  lineJumps = newLineJumps;
}

/** See `hasSureNumbers`. */
export function setSureNumbers(newHasSureNumbers: bool): void {
  hasSureNumbers = newHasSureNumbers;
}

/** Begins anew at a line; `newExpected` is the line below the row before. */
export function startAt(newLine: u32, newExpected: u32): void {
  setLine(newLine);
  expectedLine = newExpected;
}

/**
 * Scans records from `start` up to `end`, which lies behind a line break, into the rows `fromRow` up to `toRow` of the
 * blocks. Ends early before a record whose quote is not closed before `end`, and before one that is odd: with too few
 * or too many cells, text behind a closing quote, no more than one filled cell, the beginning of the header, or a
 * blank line above it and cells that are not all plain.
 *
 * @returns the row after the last one written.
 */
export function scan(start: usize, end: usize, fromRow: i32, toRow: i32): i32 {
  setLimit(end);
  forgetStops();
  keepExceptions(0);
  lineJumpCount = 0;
  pairColumns();
  position = start;
  let nextRow = fromRow;
  while (nextRow < toRow && position < end && hasRoom(columnCount)) {
    if (<u32>load<u8>(position) <= 32) {
      const first = afterSpaces(position);
      if (isLineBreak(<u32>load<u8>(first))) {
        position = afterLineBreak(first);
        continue;
      }
    }
    const firstLine = line;
    const isApart = firstLine !== expectedLine;
    if ((isApart && !hasSureNumbers) || beginsAsHeader(position)) break;
    goTo(nextRow, position, position, columns);
    const isBetween = plainCells(isApart ? nextRow + 1 : toRow, !isApart);
    if (isApart) {
      if (!isBetween) break;
      addLineJump(nextRow, firstLine, firstLine);
    }
    nextRow = row;
    position = record;
    expectedLine = line;
    if (isBetween) continue;
    if (!finishRecord()) break;
    nextRow++;
  }
  return nextRow;
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

/** The line of the next byte, 1-based. */
export function nextLine(): u32 {
  return line;
}

/** Scans plain and long cells, and lists the stops that are ahead as they are used up; see `scanPlain`. */
function plainCells(toRow: i32, takesMissing: bool): bool {
  passStops(cell);
  while (true) {
    const isLong = isLongAhead();
    if (isLong ? scanLong(toRow) : scanPlain(toRow, takesMissing)) return true;
    passStops(cell);
    if (load<u32>(stopAt) === NO_STOP) {
      if (!findStops(cell)) return false;
    } else if (isLongAhead() === isLong) return false;
  }
}

/** Scans the rest of a record from a cell on that is not plain; false, with nothing done, where the record is odd. */
function finishRecord(): bool {
  const firstLine = line;
  const exceptionsBefore = exceptionCount;
  const start = position;
  const ownRow = row;
  beginRecord();
  const isWhole = scanCells(ownRow);
  if (columnCount > 1 && emptyCount >= columnCount - 1 && maySpellNote(start)) markOdd();
  if (!isWhole || isOdd) {
    setLine(firstLine);
    keepExceptions(exceptionsBefore);
    return false;
  }
  position = record;
  if (line - 1 !== firstLine) addLineJump(ownRow, firstLine, line - 1);
  expectedLine = line;
  return true;
}

/** True where the cell to scan is a number of more bytes than plain ones. */
function isLongAhead(): bool {
  const stop = load<u32>(stopAt);
  return stop !== NO_STOP && stop - <u32>cell >= <u32>MOST_BYTES && load<u32>(column) === NUMBER;
}

/** Scans the cells of a record from `cell` on; false where a quote is not closed or there are too few or many cells. */
function scanCells(ownRow: i32): bool {
  while (true) {
    const index = <i32>((column - columns) >> 4);
    const end =
      load<u32>(column) === NUMBER
        ? anyNumber(cell, slot, ownRow, index)
        : otherCell(cell, slot, column, ownRow, index);
    if (end === 0) return false;
    const isLast = column === lastColumn;
    if (isLast === (<u32>load<u8>(end) === delimiter)) return false;
    if (isLast) {
      const next = afterLineBreak(end);
      goTo(ownRow + 1, next, next, columns);
      return true;
    }
    goTo(ownRow, record, end + 1, column + 16);
    if (plainCells(ownRow + 1, true)) return true;
  }
}

/** True where the one filled cell of the record may be a note: in two columns only one that begins as no number does. */
function maySpellNote(position: usize): bool {
  const first = <u32>load<u8>(position);
  return columnCount > 2 || first > 57 || first === quote || first <= 32;
}

function addLineJump(row: i32, firstLine: u32, lastLine: u32): void {
  const address = lineJumps + <usize>lineJumpCount * 12;
  store<u32>(address, row);
  store<u32>(address, firstLine, 4);
  store<u32>(address, lastLine, 8);
  lineJumpCount++;
}
