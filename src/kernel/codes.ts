// Codes of texts that were seen before: one open-addressed table to a column, filled by the caller.

import { cellEnd, cellForm, cellStart } from './cells';

/** The text is not in the table. */
export const UNKNOWN: i32 = -2;

// An entry: the first 16 bytes of the text (padded with zeros), hash, shape, code, address of the rest of the text.
const HASH: usize = 16;
const SHAPE: usize = 20;
const CODE: usize = 24;
const REST: usize = 28;
/** 32 bytes to an entry. */
const ENTRY_SHIFT: usize = 5;
/** No text has this shape: the entry is free. */
const FREE: u32 = 0;

/** The code of the cell last found, in the table of `capacity` entries (a power of two) at `table`. */
export function codeOf(table: usize, capacity: u32): i32 {
  const length = cellEnd - cellStart;
  const start = firstBytes(cellStart, length);
  const hash = hashOf(start, cellStart, length);
  const shape = shapeOf(length, cellForm);
  let slot = hash;
  while (true) {
    const entry = table + ((<usize>(slot++ & (capacity - 1))) << ENTRY_SHIFT);
    const found = load<u32>(entry, SHAPE);
    if (found === FREE) return UNKNOWN;
    if (found === shape && isSame(entry, start, length)) return load<i32>(entry, CODE);
  }
}

/** The code of a text of up to 16 bytes where it stands at its first place in the table; `UNKNOWN` tells nothing. */
export function knownCode(table: usize, capacity: u32, start: usize, length: usize, form: u32): i32 {
  const bytes = firstBytes(start, length);
  const entry = table + ((<usize>(hashOf(bytes, start, length) & (capacity - 1))) << ENTRY_SHIFT);
  const isOther = v128.any_true(v128.xor(v128.load(entry), bytes));
  return isOther || load<u32>(entry, SHAPE) !== shapeOf(length, form) ? UNKNOWN : load<i32>(entry, CODE);
}

/** Enters the text from `start` up to `end`, plain or from inside quotes (`form` 0, 1 or 2). The text must stay there. */
export function insertCode(
  table: usize,
  capacity: u32,
  start: usize,
  end: usize,
  form: u32,
  code: i32,
): void {
  const length = end - start;
  const bytes = firstBytes(start, length);
  const hash = hashOf(bytes, start, length);
  const entry = freeEntry(table, capacity, hash);
  v128.store(entry, bytes);
  store<u32>(entry, hash, HASH);
  store<u32>(entry, shapeOf(length, form), SHAPE);
  store<i32>(entry, code, CODE);
  store<u32>(entry, <u32>(start + 16), REST);
}

/** Copies all entries into another table, clear and at least twice as large. */
export function moveCodes(from: usize, capacity: u32, to: usize, newCapacity: u32): void {
  for (let slot: u32 = 0; slot < capacity; slot++) {
    const entry = from + ((<usize>slot) << ENTRY_SHIFT);
    if (load<u32>(entry, SHAPE) === FREE) continue;
    memory.copy(freeEntry(to, newCapacity, load<u32>(entry, HASH)), entry, 1 << ENTRY_SHIFT);
  }
}

function freeEntry(table: usize, capacity: u32, hash: u32): usize {
  let slot = hash;
  while (true) {
    const entry = table + ((<usize>(slot++ & (capacity - 1))) << ENTRY_SHIFT);
    if (load<u32>(entry, SHAPE) === FREE) return entry;
  }
}

function shapeOf(length: usize, form: u32): u32 {
  return (((<u32>length) << 2) | form) + 1;
}

/** The first 16 bytes of a text, zeros where it is shorter. */
function firstBytes(start: usize, length: usize): v128 {
  const lanes = i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  const kept = i8x16.lt_s(lanes, i8x16.splat(<i8>(length < 16 ? length : 16)));
  return v128.and(v128.load(start), kept);
}

function hashOf(bytes: v128, start: usize, length: usize): u32 {
  let hash = mixed(<u64>i64x2.extract_lane(bytes, 1), mixed(<u64>i64x2.extract_lane(bytes, 0), <u64>length));
  for (let position: usize = 16; position < length; position += 16) {
    const more = firstBytes(start + position, length - position);
    hash = mixed(<u64>i64x2.extract_lane(more, 1), mixed(<u64>i64x2.extract_lane(more, 0), hash));
  }
  return <u32>hash;
}

/** The factor has the golden ratio's first bits, as in Fibonacci hashing (Knuth, 6.4). */
function mixed(word: u64, hash: u64): u64 {
  const product = (word ^ (hash << 7) ^ hash) * 0x9e3779b97f4a7;
  return product ^ (product >> 32);
}

function isSame(entry: usize, start: v128, length: usize): bool {
  if (v128.any_true(v128.xor(v128.load(entry), start))) return false;
  return length <= 16 || memory.compare(load<u32>(entry, REST), cellStart + 16, length - 16) === 0;
}
