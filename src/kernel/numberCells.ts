// Cells of a number column beyond the common ones, which `scan` reads itself.

import { cellEnd, cellForm, cellStart, findCell, QUOTED } from './cells';
import { decimal, lowWord, wantsLow } from './decimal';
import { addException, noteCell } from './recordNotes';
import { isMissing, isSurelyPresent } from './tokens';

/** Distance from a double to its low word. */
export let lowDistance: usize = 0;
/** True when tokens may be numbers: each number is looked at as a text first. */
export let hasNumberTokens: bool = false;

export function setLowDistance(distance: i32): void {
  lowDistance = distance;
}

export function setNumberTokens(newHasNumberTokens: bool): void {
  hasNumberTokens = newHasNumberTokens;
}

/** A cell of a number column that is not plain; returns the byte that ends it, 0 where a quote is not closed. */
export function anyNumber(start: usize, slot: usize, row: i32, column: i32): usize {
  const end = findCell(start);
  if (end === 0) return 0;
  let value: f64 = NaN;
  const mayBeNumber = cellForm <= QUOTED && cellStart < cellEnd;
  if (mayBeNumber && !(hasNumberTokens && mayBeToken())) value = decimal(cellStart, cellEnd);
  store<f64>(slot, value);
  if (wantsLow) store<f64>(slot + lowDistance, lowWord);
  if (Number.isNaN(value) && !isMissing()) addException(row, column);
  noteCell();
  return end;
}

function mayBeToken(): bool {
  return isMissing() || !isSurelyPresent();
}
