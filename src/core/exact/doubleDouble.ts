/**
 * A number as the sum of two doubles, `high` being the sum rounded to one: about 32 decimal digits. Operations below
 * are right to a few units of 2^-104 of the larger operand (sums) or of the result (all others).
 *
 * @see Dekker (1971), A floating-point technique for extending the available precision; Knuth, The Art of Computer
 *   Programming 2, 4.2.2, theorem B.
 */
export type DoubleDouble = { readonly high: number; readonly low: number };

export const ZERO: DoubleDouble = { high: 0, low: 0 };
export const ONE: DoubleDouble = { high: 1, low: 0 };

/** Splits a double into two of 26 bits: 2^27 + 1. */
const SPLITTER = 134217729;

/** What rounding took from `product = a * b`, exactly, for sizes between 1e-290 and 1e300. */
export function productError(a: number, b: number, product: number): number {
  const aLarge = SPLITTER * a;
  const aHigh = aLarge - (aLarge - a);
  const aLow = a - aHigh;
  const bLarge = SPLITTER * b;
  const bHigh = bLarge - (bLarge - b);
  const bLow = b - bHigh;
  return aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow;
}

/** What rounding took from `sum = a + b`, exactly. */
export function sumError(a: number, b: number, sum: number): number {
  const second = sum - a;
  return a - (sum - second) + (b - second);
}

/** `high + low`, where `low` is no larger than `high`. */
export function normalised(high: number, low: number): DoubleDouble {
  const sum = high + low;
  // Past the range of doubles there is nothing to be kept.
  return { high: sum, low: Number.isFinite(sum) ? low - (sum - high) : 0 };
}

export function fromNumber(value: number): DoubleDouble {
  return { high: value, low: 0 };
}

export function negative({ high, low }: DoubleDouble): DoubleDouble {
  return { high: -high, low: -low };
}

export function sum(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const high = a.high + b.high;
  const low = a.low + b.low;
  const first = normalised(high, sumError(a.high, b.high, high) + low);
  return normalised(first.high, first.low + sumError(a.low, b.low, low));
}

export function difference(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  return sum(a, negative(b));
}

export function product(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const high = a.high * b.high;
  const cross = a.high * b.low + (a.low * b.high + a.low * b.low);
  return normalised(high, productError(a.high, b.high, high) + cross);
}

export function quotient(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const first = a.high / b.high;
  if (!Number.isFinite(first)) return fromNumber(first);
  const rest = difference(a, product(fromNumber(first), b));
  const second = rest.high / b.high;
  const last = difference(rest, product(fromNumber(second), b)).high / b.high;
  return sum(normalised(first, second), fromNumber(last));
}

/** Of a number that is not negative. */
export function squareRoot(a: DoubleDouble): DoubleDouble {
  const root = Math.sqrt(a.high);
  if (root === 0 || !Number.isFinite(root)) return fromNumber(root);
  const rest = difference(a, product(fromNumber(root), fromNumber(root)));
  return normalised(root, rest.high / (2 * root));
}

/** Times a power of two: nothing is rounded. */
export function scaled({ high, low }: DoubleDouble, power: number): DoubleDouble {
  return { high: high * power, low: low * power };
}

/** To a whole power; the zeroth is 1, a negative one the reciprocal. */
export function wholePower(base: DoubleDouble, exponent: number): DoubleDouble {
  let result = ONE;
  let square = base;
  for (let left = Math.abs(exponent); left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = product(result, square);
    if (left > 1) square = product(square, square);
  }
  return exponent < 0 ? quotient(ONE, result) : result;
}
