// What is noted of a record while its cells are scanned: which are left to the caller, and whether it is odd.

import { cellEnd, cellForm, cellStart, TRAILING } from './cells';

/** 16 bytes to an exception: row u32, column u32, start u32, length and form u32. */
let exceptions: usize = 0;
let capacity: i32 = 0;

export let exceptionCount: i32 = 0;
/** Set while a record is scanned: it is not one plain row of the table. */
export let isOdd: bool = false;
/** Cells of the record that are empty. */
export let emptyCount: i32 = 0;

export function setExceptions(address: usize, newCapacity: i32): void {
  exceptions = address;
  capacity = newCapacity;
}

/** True when there is room for so many exceptions more. */
export function hasRoom(count: i32): bool {
  return exceptionCount + count <= capacity;
}

/** Keeps the first `count` exceptions. */
export function keepExceptions(count: i32): void {
  exceptionCount = count;
}

export function beginRecord(): void {
  emptyCount = 0;
  isOdd = false;
}

export function markOdd(): void {
  isOdd = true;
}

/** Takes note of the cell last found. */
export function noteCell(): void {
  if (cellStart === cellEnd) emptyCount++;
  if (cellForm === TRAILING) isOdd = true;
}

/** Leaves the cell last found to the caller. */
export function addException(row: i32, column: i32): void {
  const address = exceptions + ((<usize>exceptionCount) << 4);
  store<u32>(address, row);
  store<u32>(address, column, 4);
  store<u32>(address, <u32>cellStart, 8);
  store<u32>(address, ((<u32>(cellEnd - cellStart)) << 2) | cellForm, 12);
  exceptionCount++;
}
