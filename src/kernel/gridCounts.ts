// Pairs of numbers counted in the cells of a grid. Rows go in strips: first all cells of a strip, four at a time, then
// its counts. Columns may be read up to 24 bytes beyond their end.

import { columnAt } from './rowBlock';

/** Rows of a strip. */
const STRIP = 256;
/** Cells of a grid, as `core/crowd/growingGrid.ts` has them: 64 across, 48 up. */
const ACROSS_BITS = 6;
const UP = 48;
/** Added to a whole number it leaves that number in the low bits of a double. */
const WHOLE: f64 = 4503599627370496;
const WHOLE_BITS: i64 = 0x4330000000000000;
/** Up to here the first cell and `WHOLE` have an exact sum. */
const MOST_CELLS: f64 = 2251799813685248;

/** Four bytes to a row. */
const cells: usize = memory.data(1024, 16);

/**
 * Counts pairs (u32 at `counts`, row by row) in cells of widths `1 / perX` and `1 / perY` from the cells `left` and
 * `bottom` on, until one lies outside or is no number; returns how many were counted.
 */
export function countPairs(
  x: usize,
  y: usize,
  count: i32,
  perX: f64,
  perY: f64,
  left: f64,
  bottom: f64,
  counts: usize,
): i32 {
  const isNear = areNear(left, bottom);
  for (let from = 0; from < count; from += STRIP) {
    const size = min(STRIP, count - from);
    const offset = (<usize>from) << 3;
    if (!isNear || !placePairs(x + offset, y + offset, size, perX, perY, WHOLE - left, WHOLE - bottom)) {
      const done = countOneByOne(x + offset, y + offset, size, perX, perY, left, bottom, counts);
      if (done < size) return from + done;
    } else countCells(counts, size);
  }
  return count;
}

/**
 * The same for x and `height + slope * (x - mean) + residual`, up to a strip in which a pair may lie outside: returns how
 * many were counted.
 */
function countPartials(
  x: usize,
  residuals: usize,
  count: i32,
  slope: f64,
  mean: f64,
  height: f64,
  perX: f64,
  perY: f64,
  left: f64,
  bottom: f64,
  counts: usize,
): i32 {
  if (!areNear(left, bottom)) return 0;
  for (let from = 0; from < count; from += STRIP) {
    const size = min(STRIP, count - from);
    const at = x + ((<usize>from) << 3);
    const residual = residuals + ((<usize>from) << 3);
    if (!placePartials(at, residual, size, slope, mean, height, perX, perY, WHOLE - left, WHOLE - bottom))
      return from;
    countCells(counts, size);
  }
  return count;
}

/** How far `countAllPartials` came in the chart at which it stopped. */
let stoppedAfter: i32 = 0;

export function rowsBeforeStop(): i32 {
  return stoppedAfter;
}

/**
 * Does it for all charts of a list, from the chart `first` up to `end`: 64 bytes to a chart, with slope, mean, height,
 * perX, perY, left and bottom (f64), the address of its counts and the column of its x in the block at hand (u32).
 * Returns the chart in which a pair may lie outside, `end` for none.
 */
export function countAllPartials(list: usize, first: i32, end: i32, residuals: usize, count: i32): i32 {
  for (let k = first; k < end; k++) {
    const chart = list + ((<usize>k) << 6);
    stoppedAfter = countPartials(
      columnAt(load<u32>(chart, 60)),
      residuals,
      count,
      load<f64>(chart),
      load<f64>(chart, 8),
      load<f64>(chart, 16),
      load<f64>(chart, 24),
      load<f64>(chart, 32),
      load<f64>(chart, 40),
      load<f64>(chart, 48),
      <usize>load<u32>(chart, 56),
    );
    if (stoppedAfter < count) return k;
  }
  return end;
}

/** `height + slope * (x - mean) + residual` of `count` rows. */
export function partialResiduals(
  x: usize,
  residuals: usize,
  count: i32,
  slope: f64,
  mean: f64,
  height: f64,
  to: usize,
): void {
  const bytes = (<usize>count) << 3;
  for (let i: usize = 0; i < bytes; i += 16)
    v128.store(to + i, partialOf(v128.load(x + i), v128.load(residuals + i), slope, mean, height));
}

function areNear(left: f64, bottom: f64): bool {
  return Math.abs(left) <= MOST_CELLS && Math.abs(bottom) <= MOST_CELLS;
}

function partialOf(x: v128, residual: v128, slope: f64, mean: f64, height: f64): v128 {
  const line = f64x2.mul(f64x2.splat(slope), f64x2.sub(x, f64x2.splat(mean)));
  return f64x2.add(f64x2.add(f64x2.splat(height), line), residual);
}

/** The cells of two values from the first cell on, as whole numbers; of values that are outside bits above are set. */
function cellsOf(values: v128, perUnit: f64, start: f64): v128 {
  const found = f64x2.add(f64x2.floor(f64x2.mul(values, f64x2.splat(perUnit))), f64x2.splat(start));
  return v128.xor(found, i64x2.splat(WHOLE_BITS));
}

/** Bits above the lowest six are set where a cell across, or one up, is none of the grid's. */
function outsideOf(across: v128, up: v128): v128 {
  return v128.or(v128.or(across, up), i64x2.add(up, i64x2.splat((1 << ACROSS_BITS) - UP)));
}

function placeOf(across: v128, up: v128): v128 {
  return i64x2.add(i64x2.shl(up, ACROSS_BITS), across);
}

function isAllInside(outside: v128): bool {
  return !v128.any_true(v128.andnot(outside, i64x2.splat((1 << ACROSS_BITS) - 1)));
}

/** False when one of the pairs, or what stands behind the last one, is outside. */
function placePairs(x: usize, y: usize, count: i32, perX: f64, perY: f64, left: f64, bottom: f64): bool {
  let outside = i64x2.splat(0);
  let to = cells;
  const end = x + ((<usize>count) << 3);
  do {
    const across = cellsOf(v128.load(x), perX, left);
    const up = cellsOf(v128.load(y), perY, bottom);
    const nextAcross = cellsOf(v128.load(x, 16), perX, left);
    const nextUp = cellsOf(v128.load(y, 16), perY, bottom);
    outside = v128.or(outside, v128.or(outsideOf(across, up), outsideOf(nextAcross, nextUp)));
    v128.store(to, v128.shuffle<i32>(placeOf(across, up), placeOf(nextAcross, nextUp), 0, 2, 4, 6));
    x += 32;
    y += 32;
    to += 16;
  } while (x < end);
  return isAllInside(outside);
}

function placePartials(
  x: usize,
  residuals: usize,
  count: i32,
  slope: f64,
  mean: f64,
  height: f64,
  perX: f64,
  perY: f64,
  left: f64,
  bottom: f64,
): bool {
  let outside = i64x2.splat(0);
  let to = cells;
  const end = x + ((<usize>count) << 3);
  do {
    const first = v128.load(x);
    const second = v128.load(x, 16);
    const across = cellsOf(first, perX, left);
    const up = cellsOf(partialOf(first, v128.load(residuals), slope, mean, height), perY, bottom);
    const nextAcross = cellsOf(second, perX, left);
    const next = partialOf(second, v128.load(residuals, 16), slope, mean, height);
    const nextUp = cellsOf(next, perY, bottom);
    outside = v128.or(outside, v128.or(outsideOf(across, up), outsideOf(nextAcross, nextUp)));
    v128.store(to, v128.shuffle<i32>(placeOf(across, up), placeOf(nextAcross, nextUp), 0, 2, 4, 6));
    x += 32;
    residuals += 32;
    to += 16;
  } while (x < end);
  return isAllInside(outside);
}

function countCells(counts: usize, count: i32): void {
  const end = cells + ((<usize>count) << 2);
  let at = cells;
  for (; at + 12 < end; at += 16) {
    const two = load<u64>(at);
    const others = load<u64>(at, 8);
    countCell(counts, <u32>two);
    countCell(counts, <u32>(two >> 32));
    countCell(counts, <u32>others);
    countCell(counts, <u32>(others >> 32));
  }
  for (; at < end; at += 4) countCell(counts, load<u32>(at));
}

function countCell(counts: usize, place: u32): void {
  const cell = counts + ((<usize>place) << 2);
  store<u32>(cell, load<u32>(cell) + 1);
}

function countOneByOne(
  x: usize,
  y: usize,
  count: i32,
  perX: f64,
  perY: f64,
  left: f64,
  bottom: f64,
  counts: usize,
): i32 {
  for (let i = 0; i < count; i++) {
    const at = (<usize>i) << 3;
    const column = Math.floor(load<f64>(x + at) * perX) - left;
    const row = Math.floor(load<f64>(y + at) * perY) - bottom;
    if (!(column >= 0 && column < <f64>(1 << ACROSS_BITS) && row >= 0 && row < <f64>UP)) return i;
    countCell(counts, ((<u32>row) << ACROSS_BITS) + <u32>column);
  }
  return count;
}
