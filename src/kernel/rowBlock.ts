// Blocks of rows as they come: columns of numbers anywhere in memory, NaN where a cell holds none.

export let columnCount: i32 = 0;
/** 1 where a column of ones goes first. */
export let firstColumn: i32 = 0;
/** Columns of a block: those of the frame, and the roots of weights where rows have such. */
let blockColumns: i32 = 0;
/** Where the columns of the block at hand begin (u32 each). */
let addresses: usize = 0;
export let shifts: usize = 0;
export let scales: usize = 0;

/**
 * The frame of the columns: framed values are `(value - shift) * scale`. With an intercept a column of ones goes before
 * them. `shift` and `scale` are addresses of `count` numbers. Roots of weights come after the columns, unframed. At
 * `columns` stand the addresses (u32) of all of them in the block at hand.
 */
export function setFrame(
  count: i32,
  hasIntercept: bool,
  shift: usize,
  scale: usize,
  hasWeights: bool,
  columns: usize,
): void {
  columnCount = count;
  blockColumns = hasWeights ? count + 1 : count;
  addresses = columns;
  firstColumn = hasIntercept ? 1 : 0;
  shifts = shift;
  scales = scale;
}

/** Where a column of the block at hand begins. */
export function columnAt(k: i32): usize {
  return <usize>load<u32>(addresses + ((<usize>k) << 2));
}

/** Bytes of four lines of the cache. */
const FOUR_LINES: usize = 256;

const fetched: usize = memory.data(16, 16);

/**
 * Brings the columns of the block at hand near, many lines at a time: where they are worked on as they arrive, each of
 * their pages is waited for anew.
 */
export function fetchRows(count: i32): void {
  const bytes = ((<usize>count) << 3) & ~(FOUR_LINES - 1);
  let seen = v128.load(fetched);
  for (let k = 0; k < blockColumns; k++) {
    const column = columnAt(k);
    const end = column + bytes;
    for (let at = column; at < end; at += FOUR_LINES) {
      const first = v128.or(v128.load(at), v128.load(at, 64));
      seen = v128.or(seen, v128.or(first, v128.or(v128.load(at, 128), v128.load(at, 192))));
    }
  }
  // Loads of which nothing is kept would be left out.
  v128.store(fetched, seen);
}

/**
 * Returns how many of `count` rows have a number in every column. When that is not all, their places (u16) stand at
 * `places` afterwards, and the block at hand is a copy of them at `room`, `stride` bytes to a column.
 */
export function keepComplete(count: i32, places: usize, room: usize, stride: usize): i32 {
  let isWhole = true;
  for (let k = 0; k < blockColumns; k++)
    if (hasGap(columnAt(k), count)) {
      isWhole = false;
      break;
    }
  if (isWhole) return count;
  const used = listComplete(count, places);
  for (let k = 0; k < blockColumns; k++) {
    const column = columnAt(k);
    const to = room + <usize>k * stride;
    for (let i = 0; i < used; i++) {
      const place = <usize>load<u16>(places + ((<usize>i) << 1));
      store<f64>(to + ((<usize>i) << 3), load<f64>(column + (place << 3)));
    }
    store<u32>(addresses + ((<usize>k) << 2), <u32>to);
  }
  return used;
}

function hasGap(column: usize, count: i32): bool {
  let gaps = i64x2.splat(0);
  let others = i64x2.splat(0);
  let i = 0;
  for (; i + 3 < count; i += 4) {
    const first = v128.load(column + ((<usize>i) << 3));
    const second = v128.load(column + ((<usize>i) << 3), 16);
    gaps = v128.or(gaps, f64x2.ne(first, first));
    others = v128.or(others, f64x2.ne(second, second));
  }
  let isWhole = !v128.any_true(v128.or(gaps, others));
  for (; i < count; i++) isWhole = isWhole && !F64.isNaN(load<f64>(column + ((<usize>i) << 3)));
  return !isWhole;
}

/** The list grows over the marks it is made from: it is never ahead of them. */
function listComplete(count: i32, places: usize): i32 {
  memory.fill(places, 0, (<usize>count) << 1);
  for (let k = 0; k < blockColumns; k++) {
    const column = columnAt(k);
    for (let i = 0; i < count; i++)
      if (F64.isNaN(load<f64>(column + ((<usize>i) << 3)))) store<u16>(places + ((<usize>i) << 1), 1);
  }
  let used = 0;
  for (let i = 0; i < count; i++) {
    if (load<u16>(places + ((<usize>i) << 1)) !== 0) continue;
    store<u16>(places + ((<usize>used) << 1), <u16>i);
    used++;
  }
  return used;
}

/** Widens the ranges of the columns, least values at `lows` and greatest at `highs`, by `count` rows. */
export function widenRanges(count: i32, lows: usize, highs: usize): void {
  for (let k = 0; k < columnCount; k++) {
    const column = columnAt(k);
    const offset = (<usize>k) << 3;
    let low = v128.load64_splat(lows + offset);
    let high = v128.load64_splat(highs + offset);
    let otherLow = low;
    let otherHigh = high;
    let i = 0;
    for (; i + 3 < count; i += 4) {
      const first = v128.load(column + ((<usize>i) << 3));
      const second = v128.load(column + ((<usize>i) << 3), 16);
      low = f64x2.pmin(low, first);
      high = f64x2.pmax(high, first);
      otherLow = f64x2.pmin(otherLow, second);
      otherHigh = f64x2.pmax(otherHigh, second);
    }
    low = f64x2.pmin(low, otherLow);
    high = f64x2.pmax(high, otherHigh);
    for (; i < count; i++) {
      const value = v128.load64_splat(column + ((<usize>i) << 3));
      low = f64x2.pmin(low, value);
      high = f64x2.pmax(high, value);
    }
    store<f64>(lows + offset, Math.min(f64x2.extract_lane(low, 0), f64x2.extract_lane(low, 1)));
    store<f64>(highs + offset, Math.max(f64x2.extract_lane(high, 0), f64x2.extract_lane(high, 1)));
  }
}

/**
 * Writes `count` rows of the block, from row `from` on, as framed `[1 X y]` to `rows`, `rowStride` bytes to a column,
 * and rows of zeros up to a multiple of four. Returns that multiple.
 */
export function frameRows(from: i32, count: i32, rows: usize, rowStride: usize): i32 {
  const padded = (count + 3) & ~3;
  if (firstColumn === 1) fillOnes(rows, count, padded);
  for (let k = 0; k < columnCount; k++)
    frameColumn(
      columnAt(k) + ((<usize>from) << 3),
      rows + <usize>(k + firstColumn) * rowStride,
      k,
      0,
      count,
      padded,
    );
  return padded;
}

/** A column of ones, with zeros up to `padded` rows. */
export function fillOnes(to: usize, count: i32, padded: i32): void {
  for (let i = 0; i < padded; i++) store<f64>(to + ((<usize>i) << 3), i < count ? 1 : 0);
}

/** Writes values of column k of the frame less `centre`, with zeros up to `padded` rows. */
export function frameColumn(column: usize, to: usize, k: i32, centre: f64, count: i32, padded: i32): void {
  const shift = load<f64>(shifts + ((<usize>k) << 3));
  const scale = load<f64>(scales + ((<usize>k) << 3));
  const about = f64x2.splat(shift);
  const unit = f64x2.splat(scale);
  const middle = f64x2.splat(centre);
  const whole = (<usize>(count & ~7)) << 3;
  let at: usize = 0;
  if (whole > 0)
    do {
      const first = f64x2.mul(f64x2.sub(v128.load(column + at), about), unit);
      const second = f64x2.mul(f64x2.sub(v128.load(column + at, 16), about), unit);
      const third = f64x2.mul(f64x2.sub(v128.load(column + at, 32), about), unit);
      const fourth = f64x2.mul(f64x2.sub(v128.load(column + at, 48), about), unit);
      v128.store(to + at, f64x2.sub(first, middle));
      v128.store(to + at, f64x2.sub(second, middle), 16);
      v128.store(to + at, f64x2.sub(third, middle), 32);
      v128.store(to + at, f64x2.sub(fourth, middle), 48);
      at += 64;
    } while (at < whole);
  const end = (<usize>count) << 3;
  for (; at < end; at += 8) store<f64>(to + at, (load<f64>(column + at) - shift) * scale - centre);
  const paddedEnd = (<usize>padded) << 3;
  for (; at < paddedEnd; at += 8) store<f64>(to + at, 0);
}

/**
 * Adds framed rows to the means and centred sums of squares of their `width` columns, of `before` rows so far
 * (Chan, Golub and LeVeque, 1979).
 */
export function addMoments(
  rows: usize,
  rowStride: usize,
  count: i32,
  width: i32,
  means: usize,
  squares: usize,
  before: f64,
): void {
  const n = <f64>count;
  const share = n / (before + n);
  for (let k = 0; k < width; k++) {
    const column = rows + <usize>k * rowStride;
    const offset = (<usize>k) << 3;
    const mean = sumOf(column, count) / n;
    const step = mean - load<f64>(means + offset);
    store<f64>(means + offset, load<f64>(means + offset) + step * share);
    const between = step * step * before * share;
    store<f64>(squares + offset, load<f64>(squares + offset) + squaresAbout(column, count, mean) + between);
  }
}

function sumOf(column: usize, count: i32): f64 {
  let s0 = f64x2.splat(0);
  let s1 = f64x2.splat(0);
  let s2 = f64x2.splat(0);
  let s3 = f64x2.splat(0);
  let i = 0;
  for (; i + 7 < count; i += 8) {
    const at = column + ((<usize>i) << 3);
    s0 = f64x2.add(s0, v128.load(at));
    s1 = f64x2.add(s1, v128.load(at, 16));
    s2 = f64x2.add(s2, v128.load(at, 32));
    s3 = f64x2.add(s3, v128.load(at, 48));
  }
  let sum = sumOfLanes(s0, s1, s2, s3);
  for (; i < count; i++) sum += load<f64>(column + ((<usize>i) << 3));
  return sum;
}

function squaresAbout(column: usize, count: i32, mean: f64): f64 {
  const means = f64x2.splat(mean);
  let s0 = f64x2.splat(0);
  let s1 = f64x2.splat(0);
  let s2 = f64x2.splat(0);
  let s3 = f64x2.splat(0);
  let i = 0;
  for (; i + 7 < count; i += 8) {
    const at = column + ((<usize>i) << 3);
    const d0 = f64x2.sub(v128.load(at), means);
    const d1 = f64x2.sub(v128.load(at, 16), means);
    const d2 = f64x2.sub(v128.load(at, 32), means);
    const d3 = f64x2.sub(v128.load(at, 48), means);
    s0 = f64x2.add(s0, f64x2.mul(d0, d0));
    s1 = f64x2.add(s1, f64x2.mul(d1, d1));
    s2 = f64x2.add(s2, f64x2.mul(d2, d2));
    s3 = f64x2.add(s3, f64x2.mul(d3, d3));
  }
  let sum = sumOfLanes(s0, s1, s2, s3);
  for (; i < count; i++) {
    const difference = load<f64>(column + ((<usize>i) << 3)) - mean;
    sum += difference * difference;
  }
  return sum;
}

function sumOfLanes(a: v128, b: v128, c: v128, d: v128): f64 {
  const sums = f64x2.add(f64x2.add(a, c), f64x2.add(b, d));
  return f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
}
