// What is counted of rows too many to be kept: numbers in decimal cells and in narrow bins, the rows that stand out. Rows go in strips: first all places of a strip, two at a time, then its counts. Columns may be read up to
// 8 bytes beyond their end.

/** Rows of a strip. */
const STRIP = 256;
/** As `core/crowd/decimalCounts.ts` has it. */
const NEAR_EDGE: f64 = 1e-6;
/** Added to a whole number it leaves that number in the low bits of a double. */
const WHOLE: f64 = 4503599627370496;
const SIGN: i64 = i64.MIN_VALUE;

/** Eight bytes to a row, of which the first four say the cell. */
const places: usize = memory.data(2048, 16);

function countPlaces(counts: usize, count: i32): void {
  const end = places + ((<usize>count) << 3);
  for (let place = places; place < end; place += 8) {
    const cell = counts + ((<usize>load<u32>(place)) << 2);
    store<u32>(cell, load<u32>(cell) + 1);
  }
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

/** As `firstAbove`, but lists the places (u16 at `listed`) of all such numbers; returns how many that are. */
export function listAbove(values: usize, count: i32, limit: f64, sign: i32, listed: usize): i32 {
  let to = listed;
  for (let i = firstAbove(values, 0, count, limit, sign); i < count; ) {
    store<u16>(to, <u16>i);
    to += 2;
    i = firstAbove(values, i + 1, count, limit, sign);
  }
  return <i32>((to - listed) >> 1);
}

/** Square roots of the sizes of `count` numbers. */
export function rootSizes(values: usize, count: i32, to: usize): void {
  const bytes = (<usize>count) << 3;
  for (let i: usize = 0; i < bytes; i += 16) v128.store(to + i, f64x2.sqrt(f64x2.abs(v128.load(values + i))));
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

/** Sums of the sizes and of the squares of `count` numbers times `perUnit`; two numbers at `sums`. */
export function sumErrors(values: usize, count: i32, perUnit: f64, sums: usize): void {
  const units = f64x2.splat(perUnit);
  let sizes = f64x2.splat(0);
  let squares = f64x2.splat(0);
  const end = values + ((<usize>(count & ~1)) << 3);
  for (let at = values; at < end; at += 16) {
    const value = f64x2.mul(v128.load(at), units);
    sizes = f64x2.add(sizes, f64x2.abs(value));
    squares = f64x2.add(squares, f64x2.mul(value, value));
  }
  const last = (count & 1) === 0 ? 0 : load<f64>(end) * perUnit;
  store<f64>(sums, sumOf(sizes) + Math.abs(last));
  store<f64>(sums, sumOf(squares) + last * last, 8);
}

/** How many of `count` numbers are 0. */
export function countZeros(values: usize, count: i32): i32 {
  let zeros = i64x2.splat(0);
  const end = values + ((<usize>(count & ~1)) << 3);
  // A comparison that holds is -1.
  for (let at = values; at < end; at += 16) zeros = i64x2.sub(zeros, f64x2.eq(v128.load(at), f64x2.splat(0)));
  const last = (count & 1) !== 0 && load<f64>(end) === 0 ? 1 : 0;
  return <i32>(i64x2.extract_lane(zeros, 0) + i64x2.extract_lane(zeros, 1)) + last;
}

/**
 * Of `count` rows, three numbers at `sums`: the squares of `residual * perUnit / (1 - leverage)`; how many fitted
 * values are below 0; and how many rows have one below 0 or, times `perUnit`, nearer to it than the root of
 * `limit * (1 + leverage)`. `limit` NaN: the counts are not wanted.
 */
export function sumPredictive(
  residuals: usize,
  fitted: usize,
  leverages: usize,
  count: i32,
  perUnit: f64,
  limit: f64,
  sums: usize,
): void {
  const units = f64x2.splat(perUnit);
  const one = f64x2.splat(1);
  let squares = f64x2.splat(0);
  const end = (<usize>(count & ~1)) << 3;
  for (let i: usize = 0; i < end; i += 16) {
    const free = f64x2.sub(one, v128.load(leverages + i));
    const without = f64x2.div(f64x2.mul(v128.load(residuals + i), units), free);
    squares = f64x2.add(squares, f64x2.mul(without, without));
  }
  let sum = sumOf(squares);
  if ((count & 1) !== 0) {
    const without = (load<f64>(residuals + end) * perUnit) / (1 - load<f64>(leverages + end));
    sum += without * without;
  }
  store<f64>(sums, sum);
  if (!F64.isNaN(limit)) countBelow(fitted, leverages, count, perUnit, limit, sums + 8);
}

function countBelow(fitted: usize, leverages: usize, count: i32, perUnit: f64, limit: f64, to: usize): void {
  let below = 0;
  let oftenBelow = 0;
  for (let i = 0; i < count; i++) {
    const at = (<usize>i) << 3;
    const value = load<f64>(fitted + at) * perUnit;
    const isBelow = value < 0;
    const isNear = value * value < limit * (1 + load<f64>(leverages + at));
    below += isBelow ? 1 : 0;
    oftenBelow += isBelow || isNear ? 1 : 0;
  }
  store<f64>(to, <f64>below);
  store<f64>(to, <f64>oftenBelow, 8);
}

function sumOf(lanes: v128): f64 {
  return f64x2.extract_lane(lanes, 0) + f64x2.extract_lane(lanes, 1);
}
