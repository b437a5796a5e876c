// Cells of a number column beyond the common ones, which `scan` reads itself.

import { cellEnd, cellForm, cellStart, delimiter, findCell, QUOTED, quote } from './cells';
import { decimal, lowWord, quotient, wantsLow } from './decimal';
import { longDecimal } from './digits';
import { addException, noteCell } from './recordNotes';
import { isMissing, isSurelyPresent } from './tokens';

/** Distance from a double to its low word. */
let lowDistance: usize = 0;
/** True when tokens may be numbers: each number is looked at as a text first. */
export let hasNumberTokens: bool = false;

export function setLowDistance(distance: i32): void {
  lowDistance = distance;
}

export function setNumberTokens(newHasNumberTokens: bool): void {
  hasNumberTokens = newHasNumberTokens;
}

/** Stores what the double of `integer / 10^decimals` leaves. */
export function storeLow(slot: usize, integer: f64, decimals: i32, isNegative: bool): void {
  quotient(integer, decimals);
  store<f64>(slot + lowDistance, isNegative ? -lowWord : lowWord);
}

/** A plain number of 16 to 31 characters; returns the byte that ends it, 0 where it is none or not settled. */
export function longNumber(start: usize, slot: usize): usize {
  const length = ctz(endMask(start) | (endMask(start + 16) << 16));
  if (length >= 32) return 0;
  const value = longDecimal(start, length);
  if (Number.isNaN(value)) return 0;
  store<f64>(slot, value);
  if (wantsLow) store<f64>(slot + lowDistance, lowWord);
  return start + <usize>length;
}

/** Any cell of a number column; returns the byte that ends it, 0 where a quote is not closed. */
export function oddNumber(start: usize, slot: usize, row: i32, column: i32): usize {
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

/** A bit for each of 16 bytes that is a delimiter, a line break or a quote. */
function endMask(start: usize): i32 {
  const bytes = v128.load(start);
  const breaks = v128.or(i8x16.eq(bytes, i8x16.splat(10)), i8x16.eq(bytes, i8x16.splat(13)));
  const marks = v128.or(i8x16.eq(bytes, i8x16.splat(<i8>delimiter)), i8x16.eq(bytes, i8x16.splat(<i8>quote)));
  return i8x16.bitmask(v128.or(breaks, marks));
}
