// Cells of a column that is not read as numbers.

import { cellEnd, cellForm, cellStart, DOUBLED, findCell, QUOTED } from './cells';
import { codeOf, UNKNOWN } from './codes';
import { decimal, isUnsettled } from './decimal';
import { CODE } from './plainCells';
import { addException, noteCell } from './recordNotes';
import { isMissing, isSurelyPresent } from './tokens';

// What becomes of such a column, beside `CODE`.
/** Start, then length and form, as two i32. */
const SPAN: u32 = 2;
/** What a cell is, as i32: -1 missing, 0 text, 1 number. Of a column of any other mode nothing is kept. */
const PRESENCE: u32 = 3;

const MISSING: i32 = -1;
const TEXT: i32 = 0;
const A_NUMBER: i32 = 1;

/** A cell of a column that is not read as numbers; returns the byte that ends it, 0 where a quote is not closed. */
export function otherCell(start: usize, slot: usize, info: usize, row: i32, column: i32): usize {
  const end = findCell(start);
  if (end === 0) return 0;
  noteCell();
  const mode = load<u32>(info);
  if (mode === CODE) store<i32>(codeSlot(slot, row), codeOfCell(info, row, column));
  else if (mode === SPAN) {
    store<u32>(slot, <u32>cellStart);
    store<u32>(slot, ((<u32>(cellEnd - cellStart)) << 2) | cellForm, 4);
  } else if (mode === PRESENCE) store<i32>(codeSlot(slot, row), presenceOfCell(row, column));
  return end;
}

/** Codes take half the room of doubles: they stand in the first half of a column's block. */
function codeSlot(slot: usize, row: i32): usize {
  return slot - ((<usize>row) << 2);
}

function codeOfCell(info: usize, row: i32, column: i32): i32 {
  if (cellStart === cellEnd) return MISSING;
  const code = cellForm <= DOUBLED ? codeOf(load<u32>(info, 4), load<u32>(info, 8)) : UNKNOWN;
  if (code === UNKNOWN) addException(row, column);
  return code;
}

function presenceOfCell(row: i32, column: i32): i32 {
  if (isMissing()) return MISSING;
  if (!isSurelyPresent()) {
    addException(row, column);
    return UNKNOWN;
  }
  if (cellForm > QUOTED || <u32>load<u8>(cellStart) > 57) return TEXT;
  const value = decimal(cellStart, cellEnd);
  if (!Number.isNaN(value)) return A_NUMBER;
  if (!isUnsettled) return TEXT;
  addException(row, column);
  return UNKNOWN;
}
