// Decimal literals to the double nearest to them, and to what that double leaves of them.

const MINUS: u32 = 45;
const PLUS: u32 = 43;
const ZERO: u32 = 48;
const SMALL_E: u32 = 101;
const TO_SMALL: u32 = 32;
/** Below it every integer is a double. */
const EXACT_INTEGERS: u64 = 9007199254740992;
/** Powers of ten up to this one are doubles themselves. */
const MOST_EXACT_POWER = 22;
/** Within these powers no step of the arithmetic overflows or loses digits to underflow. */
const MOST_POWER = 270;
/** No exponent needs more: its size is counted no further. */
const MOST_EXPONENT = 100000;
/** An integer below it takes one more digit. */
const ROOM_FOR_A_DIGIT: u64 = 1000000000000000000;
/** Of the high part: far above the error of the correction to it, far below half a unit in its last place. */
export const SLACK: f64 = 3.1554436208840472e-30; // 2^-98
const SPLITTER: f64 = 134217729; // 2^27 + 1

/** Address of 10^0, 10^1, ..., 10^308, each as a double and the double nearest to the rest. */
export let powers: usize = 0;
/** True when `lowWord` is wanted. */
export let wantsLow: bool = false;
/** The literal last read less its double, rounded; set while it is wanted. */
export let lowWord: f64 = 0;

/** True where the text last read is a number whose double is to be told by the caller. */
export let isUnsettled: bool = false;

/** The decimal mark, a byte. */
export let mark: u32 = 46;

export function setDecimals(newPowers: usize, newMark: i32, newWantsLow: bool): void {
  powers = newPowers;
  mark = newMark;
  wantsLow = newWantsLow;
  lowWord = 0;
}

/** The number that the bytes from `start` up to `end` spell; NaN where they spell none or more than is settled here. */
export function decimal(start: usize, end: usize): f64 {
  isUnsettled = false;
  let position = start;
  const sign = start < end ? <u32>load<u8>(start) : 0;
  if (sign === MINUS || sign === PLUS) position++;
  let mantissa: u64 = 0;
  let isExact = true;
  let power = 0;
  let digits = 0;
  let hasMark = false;
  for (; position < end; position++) {
    const byte = <u32>load<u8>(position);
    const digit = byte - ZERO;
    if (digit <= 9) {
      digits++;
      if (mantissa < ROOM_FOR_A_DIGIT) {
        mantissa = mantissa * 10 + digit;
        if (hasMark) power--;
      } else {
        if (digit !== 0) isExact = false;
        if (!hasMark) power++;
      }
    } else if (byte === mark && !hasMark) hasMark = true;
    else break;
  }
  if (digits === 0) return NaN;
  if (position < end) {
    const exponent = exponentAt(position, end);
    if (exponent === i32.MAX_VALUE) return NaN;
    power += exponent;
  }
  const value = scaled(mantissa, power, isExact);
  isUnsettled = Number.isNaN(value);
  return signed(value, ((sign ^ MINUS) - 1) >>> 31);
}

/** A value from 0 on and its low word, both negated where `isNegative` is 1. Signs come at random: no branch on them. */
export function signed(value: f64, isNegative: u32): f64 {
  if (wantsLow && isNegative !== 0) lowWord = -lowWord;
  return reinterpret<f64>(reinterpret<u64>(value) | ((<u64>isNegative) << 63));
}

/** The exponent that starts with the `e` at `start`; the greatest integer where there is anything else. */
function exponentAt(start: usize, end: usize): i32 {
  if ((<u32>load<u8>(start) | TO_SMALL) !== SMALL_E) return i32.MAX_VALUE;
  let position = start + 1;
  const sign = position < end ? <u32>load<u8>(position) : 0;
  if (sign === MINUS || sign === PLUS) position++;
  if (position >= end) return i32.MAX_VALUE;
  let exponent = 0;
  for (; position < end; position++) {
    const digit = <u32>load<u8>(position) - ZERO;
    if (digit > 9) return i32.MAX_VALUE;
    exponent = min(exponent * 10 + <i32>digit, MOST_EXPONENT);
  }
  return sign === MINUS ? -exponent : exponent;
}

/**
 * The double nearest to `mantissa * 10^power`; where the mantissa was cut off (not `isExact`), to any number from
 * there up to `(mantissa + 1) * 10^power`. NaN where the double cannot be told for sure.
 */
export function scaled(mantissa: u64, power: i32, isExact: bool): f64 {
  if (mantissa === 0) {
    lowWord = 0;
    return 0;
  }
  if (isExact && mantissa <= EXACT_INTEGERS && power <= 0 && power >= -MOST_EXACT_POWER)
    return quotient(<f64>(<i64>mantissa), -power);
  if (power > MOST_POWER || power < -MOST_POWER || (wantsLow && !isExact)) return NaN;
  return power < 0 ? divided(mantissa, -power, isExact) : multiplied(mantissa, power, isExact);
}

/** `integer / 10^power` where both are doubles: one division rounds correctly. */
export function quotient(integer: f64, power: i32): f64 {
  const divisor = load<f64>(powers + ((<usize>power) << 4));
  const value = integer / divisor;
  if (wantsLow) {
    lowWord = remainder(integer, divisor, value) / divisor;
  }
  return value;
}

/** `integer - value * divisor`, which is a double where `value` is the quotient of the two, rounded. */
export function remainder(integer: f64, divisor: f64, value: f64): f64 {
  const product = value * divisor;
  return integer - product - productError(value, divisor, product);
}

/** `remainder` of two at once. */
export function remainders(integers: v128, divisors: v128, values: v128): v128 {
  const product = f64x2.mul(values, divisors);
  const splitter = f64x2.splat(SPLITTER);
  const valueLarge = f64x2.mul(splitter, values);
  const valueHigh = f64x2.sub(valueLarge, f64x2.sub(valueLarge, values));
  const valueLow = f64x2.sub(values, valueHigh);
  const divisorLarge = f64x2.mul(splitter, divisors);
  const divisorHigh = f64x2.sub(divisorLarge, f64x2.sub(divisorLarge, divisors));
  const divisorLow = f64x2.sub(divisors, divisorHigh);
  let error = f64x2.sub(f64x2.mul(valueHigh, divisorHigh), product);
  error = f64x2.add(error, f64x2.mul(valueHigh, divisorLow));
  error = f64x2.add(error, f64x2.mul(valueLow, divisorHigh));
  error = f64x2.add(error, f64x2.mul(valueLow, divisorLow));
  return f64x2.sub(f64x2.sub(integers, product), error);
}

/** By double-double division (Dekker, 1971), whose error is far below `SLACK`. */
function divided(mantissa: u64, power: i32, isExact: bool): f64 {
  const address = powers + ((<usize>power) << 4);
  const divisor = load<f64>(address);
  const high = <f64>mantissa;
  const low = <f64>(<i64>(mantissa - <u64>high));
  const first = high / divisor;
  const product = first * divisor;
  const rest = high - product - productError(first, divisor, product) + (low - first * load<f64>(address, 8));
  return settled(first, rest / divisor, isExact ? 0 : 1 / divisor);
}

function multiplied(mantissa: u64, power: i32, isExact: bool): f64 {
  const address = powers + ((<usize>power) << 4);
  const factor = load<f64>(address);
  const high = <f64>mantissa;
  const low = <f64>(<i64>(mantissa - <u64>high));
  const first = high * factor;
  const rest = productError(high, factor, first) + (high * load<f64>(address, 8) + low * factor);
  return settled(first, rest, isExact ? 0 : factor);
}

/** `first + rest`, up to `unit` more; NaN where that and the error of `rest` leave two doubles to choose from. */
function settled(first: f64, rest: f64, unit: f64): f64 {
  const slack = first * SLACK;
  const value = first + (rest - slack);
  if (value !== first + (rest + slack + unit * 1.0000001)) return NaN;
  lowWord = first - value + rest;
  return value;
}

/** What rounding took from `product = a * b` (Dekker, 1971, with Veltkamp's split). */
function productError(a: f64, b: f64, product: f64): f64 {
  const aLarge = SPLITTER * a;
  const aHigh = aLarge - (aLarge - a);
  const aLow = a - aHigh;
  const bLarge = SPLITTER * b;
  const bHigh = bLarge - (bLarge - b);
  const bLow = b - bHigh;
  return aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow;
}
