// Double-double columns: doubles, and `lowDistance` bytes further what these leave. Two rows to a register; `bytes` of
// a column is a multiple of 16. Products are Dekker's (1971), sums Knuth's: there is no fused multiply-add here.
// In loops a double is split by leaving out its last 27 bits: two operations, not four, and nothing to keep. The one
// product of two rests then takes 54 bits, whose rounding is up to 2^-104 of the whole; all others are exact.

/** Splits a double into two of 26 bits: 2^27 + 1. */
const SPLITTER: f64 = 134217729;
/** The first 26 bits of a double's 53. */
export const HEAD_BITS: i64 = -134217728;

export let lowDistance: usize = 0;

/** Where the low words of columns stand; from the doubles, in bytes. */
export function setLowWords(distance: usize): void {
  lowDistance = distance;
}

/** What the last call found. */
export let resultHigh: f64 = 0;
export let resultLow: f64 = 0;

/** Adds the products of two columns to `resultHigh` and `resultLow`, which begin as they are given. */
export function addProducts(other: usize, column: usize, bytes: usize, startHigh: f64, startLow: f64): void {
  const headBits = i64x2.splat(HEAD_BITS);
  let high = f64x2.replace_lane(f64x2.splat(0), 0, startHigh);
  let low = f64x2.replace_lane(f64x2.splat(0), 0, startLow);
  for (let i: usize = 0; i < bytes; i += 16) {
    const a = v128.load(other + i);
    const aHead = v128.and(a, headBits);
    const aTail = f64x2.sub(a, aHead);
    const b = v128.load(column + i);
    const bHead = v128.and(b, headBits);
    const bTail = f64x2.sub(b, bHead);
    const product = f64x2.mul(a, b);
    let error = f64x2.sub(f64x2.mul(aHead, bHead), product);
    error = f64x2.add(error, f64x2.mul(aHead, bTail));
    error = f64x2.add(error, f64x2.mul(aTail, bHead));
    error = f64x2.add(error, f64x2.mul(aTail, bTail));
    const cross = f64x2.add(
      f64x2.mul(a, v128.load(column + lowDistance + i)),
      f64x2.mul(v128.load(other + lowDistance + i), b),
    );
    const sum = f64x2.add(high, product);
    const second = f64x2.sub(sum, high);
    const lost = f64x2.add(f64x2.sub(high, f64x2.sub(sum, second)), f64x2.sub(product, second));
    low = f64x2.add(low, f64x2.add(lost, f64x2.add(error, cross)));
    high = sum;
  }
  addLanes(high, low);
}

function addLanes(high: v128, low: v128): void {
  const first = f64x2.extract_lane(high, 0);
  const other = f64x2.extract_lane(high, 1);
  const sum = first + other;
  const second = sum - first;
  const rest = first - (sum - second) + (other - second);
  normalise(sum, rest + (f64x2.extract_lane(low, 0) + f64x2.extract_lane(low, 1)));
}

/** Takes a number times a column from another. */
export function subtractMultiple(
  from: usize,
  column: usize,
  factorHigh: f64,
  factorLow: f64,
  bytes: usize,
): void {
  const headBits = i64x2.splat(HEAD_BITS);
  const factor = f64x2.splat(-factorHigh);
  const rest = f64x2.splat(-factorLow);
  const head = v128.and(factor, headBits);
  const tail = f64x2.sub(factor, head);
  for (let i: usize = 0; i < bytes; i += 16) {
    const a = v128.load(column + i);
    const aHead = v128.and(a, headBits);
    const aTail = f64x2.sub(a, aHead);
    const product = f64x2.mul(factor, a);
    let error = f64x2.sub(f64x2.mul(aHead, head), product);
    error = f64x2.add(error, f64x2.mul(aHead, tail));
    error = f64x2.add(error, f64x2.mul(aTail, head));
    error = f64x2.add(error, f64x2.mul(aTail, tail));
    const cross = f64x2.add(f64x2.mul(factor, v128.load(column + lowDistance + i)), f64x2.mul(rest, a));
    const before = v128.load(from + i);
    const sum = f64x2.add(before, product);
    const second = f64x2.sub(sum, before);
    const lost = f64x2.add(f64x2.sub(before, f64x2.sub(sum, second)), f64x2.sub(product, second));
    const low = f64x2.add(f64x2.add(lost, v128.load(from + lowDistance + i)), f64x2.add(error, cross));
    const rounded = f64x2.add(sum, low);
    v128.store(from + i, rounded);
    v128.store(from + lowDistance + i, f64x2.sub(low, f64x2.sub(rounded, sum)));
  }
}

/** Writes the products of the entries of two columns. */
export function multiplyColumns(to: usize, a: usize, b: usize, bytes: usize): void {
  for (let i: usize = 0; i < bytes; i += 8) {
    multiply(
      load<f64>(a + i),
      load<f64>(a + lowDistance + i),
      load<f64>(b + i),
      load<f64>(b + lowDistance + i),
    );
    store<f64>(to + i, resultHigh);
    store<f64>(to + lowDistance + i, resultLow);
  }
}

function multiply(aHigh: f64, aLow: f64, bHigh: f64, bLow: f64): void {
  const product = aHigh * bHigh;
  normalise(product, productError(aHigh, bHigh, product) + (aHigh * bLow + aLow * bHigh));
}

/** The quotient of two double-doubles. */
export function divide(aHigh: f64, aLow: f64, bHigh: f64, bLow: f64): void {
  const first = aHigh / bHigh;
  const product = first * bHigh;
  const error = productError(first, bHigh, product) + first * bLow;
  // The difference of the doubles is exact: they are neighbours.
  const rest = aHigh - product - error + aLow;
  const second = rest / bHigh;
  normalise(first, second);
}

function normalise(high: f64, low: f64): void {
  resultHigh = high + low;
  resultLow = low - (resultHigh - high);
}

function productError(a: f64, b: f64, product: f64): f64 {
  const aLarge = SPLITTER * a;
  const aHigh = aLarge - (aLarge - a);
  const aLow = a - aHigh;
  const bLarge = SPLITTER * b;
  const bHigh = bLarge - (bLarge - b);
  const bLow = b - bHigh;
  return aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow;
}
