// What is counted of rows too many to be kept: pairs in the cells of a grid, numbers in decimal cells, and the rows that
// stand out. Rows go in strips: first all places of a strip, two at a time, then its counts. Columns may be read up to
// 8 bytes beyond their end.

/** Rows of a strip. */
const STRIP = 256;
/** Cells of a grid, as `core/crowd/growingGrid.ts` has them. */
const ACROSS: f64 = 64;
const UP: f64 = 48;
/** As `core/crowd/decimalCounts.ts` has it. */
const NEAR_EDGE: f64 = 1e-6;
/** Added to a whole number it leaves that number in the low bits of a double. */
const WHOLE: f64 = 4503599627370496;
const SIGN: i64 = i64.MIN_VALUE;

/** Eight bytes to a row, of which the first four say the cell. */
const places: usize = memory.data(2048, 16);

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
  for (let from = 0; from < count; from += STRIP) {
    const size = min(STRIP, count - from);
    const offset = (<usize>from) << 3;
    if (!placePairs(x + offset, y + offset, size, perX, perY, left, bottom))
      return from + countOneByOne(x + offset, y + offset, size, perX, perY, left, bottom, counts);
    countPlaces(counts, size);
  }
  return count;
}

/** False when one of the pairs is outside. */
function placePairs(x: usize, y: usize, count: i32, perX: f64, perY: f64, left: f64, bottom: f64): bool {
  const none = f64x2.splat(0);
  let inside = i64x2.splat(-1);
  const bytes = (<usize>count) << 3;
  for (let i: usize = 0; i < bytes; i += 16) {
    const column = cellsOf(v128.load(x + i), perX, left);
    const row = cellsOf(v128.load(y + i), perY, bottom);
    const isAcross = v128.and(f64x2.ge(column, none), f64x2.lt(column, f64x2.splat(ACROSS)));
    const isUp = v128.and(f64x2.ge(row, none), f64x2.lt(row, f64x2.splat(UP)));
    inside = v128.and(inside, v128.and(isAcross, isUp));
    const place = f64x2.add(f64x2.mul(row, f64x2.splat(ACROSS)), column);
    v128.store(places + i, f64x2.add(place, f64x2.splat(WHOLE)));
  }
  return i64x2.all_true(inside);
}

function cellsOf(values: v128, perUnit: f64, first: f64): v128 {
  return f64x2.sub(f64x2.floor(f64x2.mul(values, f64x2.splat(perUnit))), f64x2.splat(first));
}

function countPlaces(counts: usize, count: i32): void {
  const end = places + ((<usize>count) << 3);
  for (let place = places; place < end; place += 8) {
    const cell = counts + ((<usize>load<u32>(place)) << 2);
    store<u32>(cell, load<u32>(cell) + 1);
  }
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
    if (!(column >= 0 && column < ACROSS && row >= 0 && row < UP)) return i;
    const cell = counts + ((<usize>(<i32>(row * ACROSS + column))) << 2);
    store<u32>(cell, load<u32>(cell) + 1);
  }
  return count;
}

/**
 * Counts numbers (u32 at `counts`) in `cellCount` cells of width `1 / unit` from the cell `first` on, strip by strip
 * until one has a number outside or near an edge; returns how many were counted.
 */
export function countDecimals(
  values: usize,
  count: i32,
  unit: f64,
  first: f64,
  cellCount: f64,
  counts: usize,
): i32 {
  for (let from = 0; from < count; from += STRIP) {
    const size = min(STRIP, count - from);
    if (!placeDecimals(values + ((<usize>from) << 3), size, unit, first, cellCount)) return from;
    countPlaces(counts, size);
  }
  return count;
}

function placeDecimals(values: usize, count: i32, unit: f64, first: f64, cellCount: f64): bool {
  const units = f64x2.splat(unit);
  let inside = i64x2.splat(-1);
  const bytes = (<usize>count) << 3;
  for (let i: usize = 0; i < bytes; i += 16) {
    const scaled = f64x2.mul(v128.load(values + i), units);
    const cell = f64x2.floor(scaled);
    const share = f64x2.sub(scaled, cell);
    const place = f64x2.sub(cell, f64x2.splat(first));
    const isPlain = v128.and(
      f64x2.ge(share, f64x2.splat(NEAR_EDGE)),
      f64x2.le(share, f64x2.splat(1 - NEAR_EDGE)),
    );
    const isThere = v128.and(f64x2.ge(place, f64x2.splat(0)), f64x2.lt(place, f64x2.splat(cellCount)));
    inside = v128.and(inside, v128.and(isPlain, isThere));
    v128.store(places + i, f64x2.add(place, f64x2.splat(WHOLE)));
  }
  return i64x2.all_true(inside);
}

/**
 * The place of the first number of `count`, from `from` on, that is above `limit` as it is (`sign` 1), with its sign
 * turned (-1) or by its size (0); `count` for none. NaN never is.
 */
export function firstAbove(values: usize, from: i32, count: i32, limit: f64, sign: i32): i32 {
  const keptBits = i64x2.splat(sign === 0 ? ~SIGN : -1);
  const turnedBits = i64x2.splat(sign < 0 ? SIGN : 0);
  const limits = f64x2.splat(limit);
  let i = from;
  for (; i + 7 < count; i += 8) {
    const at = values + ((<usize>i) << 3);
    const first = v128.or(
      f64x2.gt(v128.xor(v128.and(v128.load(at), keptBits), turnedBits), limits),
      f64x2.gt(v128.xor(v128.and(v128.load(at, 16), keptBits), turnedBits), limits),
    );
    const second = v128.or(
      f64x2.gt(v128.xor(v128.and(v128.load(at, 32), keptBits), turnedBits), limits),
      f64x2.gt(v128.xor(v128.and(v128.load(at, 48), keptBits), turnedBits), limits),
    );
    if (v128.any_true(v128.or(first, second))) break;
  }
  for (; i < count; i++) {
    const value = load<f64>(values + ((<usize>i) << 3));
    if ((sign === 0 ? Math.abs(value) : sign < 0 ? -value : value) > limit) return i;
  }
  return count;
}

/** Square roots of the sizes of `count` numbers. */
export function rootSizes(values: usize, count: i32, to: usize): void {
  const bytes = (<usize>count) << 3;
  for (let i: usize = 0; i < bytes; i += 16) v128.store(to + i, f64x2.sqrt(f64x2.abs(v128.load(values + i))));
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
  for (let i: usize = 0; i < bytes; i += 16) {
    const from = f64x2.sub(v128.load(x + i), f64x2.splat(mean));
    const line = f64x2.add(f64x2.splat(height), f64x2.mul(f64x2.splat(slope), from));
    v128.store(to + i, f64x2.add(line, v128.load(residuals + i)));
  }
}

/**
 * Counts numbers between `-reach` and `reach` in cells of width `1 / perUnit` (u32 at `counts`; numbers that are outside
 * are counted in a cell beyond the last and taken off again). The places (u16 at `listed`) of those in a cell that was
 * empty, and of those outside, are listed; returns how many that are.
 */
export function countCentral(
  values: usize,
  count: i32,
  reach: f64,
  perUnit: f64,
  counts: usize,
  listed: usize,
): i32 {
  const outside = 2 * reach * perUnit;
  let found = 0;
  for (let from = 0; from < count; from += STRIP) {
    const size = min(STRIP, count - from);
    placeCentral(values + ((<usize>from) << 3), size, reach, perUnit, outside);
    for (let i = 0; i < size; i++) {
      const cell = counts + ((<usize>load<u32>(places + ((<usize>i) << 3))) << 2);
      const before = load<u32>(cell);
      store<u32>(cell, before + 1);
      if (before !== 0) continue;
      store<u16>(listed + ((<usize>found) << 1), <u16>(from + i));
      found++;
      store<u32>(counts + ((<usize>outside) << 2), 0);
    }
  }
  return found;
}

function placeCentral(values: usize, count: i32, reach: f64, perUnit: f64, outside: f64): void {
  const bytes = (<usize>count) << 3;
  for (let i: usize = 0; i < bytes; i += 16) {
    const value = v128.load(values + i);
    const cell = f64x2.floor(f64x2.mul(value, f64x2.splat(perUnit)));
    const place = f64x2.add(cell, f64x2.splat(reach * perUnit));
    const isThere = v128.and(f64x2.ge(value, f64x2.splat(-reach)), f64x2.lt(value, f64x2.splat(reach)));
    const known = v128.bitselect(place, f64x2.splat(outside), isThere);
    v128.store(places + i, f64x2.add(known, f64x2.splat(WHOLE)));
  }
}

/**
 * Sums of `count` numbers over `unit`: their mean, then of their differences from it the sums of squares, cubes and
 * fourth powers, then of the squared steps from each to the next; five numbers at `sums`. `room` is as long as the
 * numbers.
 */
export function sumPowers(values: usize, count: i32, unit: f64, room: usize, sums: usize): void {
  const mean = meanInUnit(values, count, unit, room);
  const middle = f64x2.splat(mean);
  let second = f64x2.splat(0);
  let third = f64x2.splat(0);
  let fourth = f64x2.splat(0);
  let steps = f64x2.splat(0);
  // Behind the last number stands itself, and behind that the mean.
  const end = room + ((<usize>count) << 3);
  store<f64>(end, load<f64>(end - 8));
  for (let at = room; at < end; at += 16) {
    const value = v128.load(at);
    const step = f64x2.sub(v128.load(at, 8), value);
    const isLast = at + 8 === end;
    const difference = f64x2.sub(isLast ? f64x2.replace_lane(value, 1, mean) : value, middle);
    const square = f64x2.mul(difference, difference);
    second = f64x2.add(second, square);
    third = f64x2.add(third, f64x2.mul(square, difference));
    fourth = f64x2.add(fourth, f64x2.mul(square, square));
    steps = f64x2.add(steps, isLast ? f64x2.splat(0) : f64x2.mul(step, step));
  }
  store<f64>(sums, mean);
  store<f64>(sums, sumOf(second), 8);
  store<f64>(sums, sumOf(third), 16);
  store<f64>(sums, sumOf(fourth), 24);
  store<f64>(sums, sumOf(steps), 32);
}

/** Writes the numbers over `unit` to `room`, and returns their mean. */
function meanInUnit(values: usize, count: i32, unit: f64, room: usize): f64 {
  const units = f64x2.splat(unit);
  const about = load<f64>(values) / unit;
  let sum = f64x2.splat(0);
  const bytes = (<usize>count) << 3;
  for (let i: usize = 0; i < bytes; i += 16) {
    const value = f64x2.div(v128.load(values + i), units);
    v128.store(room + i, value);
    const difference = f64x2.sub(value, f64x2.splat(about));
    sum = f64x2.add(sum, i + 8 === bytes ? f64x2.replace_lane(difference, 1, 0) : difference);
  }
  return about + sumOf(sum) / <f64>count;
}

function sumOf(lanes: v128): f64 {
  return f64x2.extract_lane(lanes, 0) + f64x2.extract_lane(lanes, 1);
}
