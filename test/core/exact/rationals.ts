/** An exact fraction; the denominator is positive. Not reduced but where asked. */
export type Rational = { numerator: bigint; denominator: bigint };

export function rational(numerator: bigint, denominator = 1n): Rational {
  if (denominator < 0n) return reduced({ numerator: -numerator, denominator: -denominator });
  return reduced({ numerator, denominator });
}

function reduced({ numerator, denominator }: Rational): Rational {
  let [a, b] = [numerator < 0n ? -numerator : numerator, denominator];
  while (b > 0n) [a, b] = [b, a % b];
  return a === 0n
    ? { numerator: 0n, denominator: 1n }
    : { numerator: numerator / a, denominator: denominator / a };
}

/** The number that a decimal literal spells: `-12.5e3`. */
export function rationalOfLiteral(literal: string): Rational {
  const [, sign, whole, decimals = '', exponent = '0'] = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i.exec(
    literal,
  )!;
  const integer = BigInt(`${sign}${whole}${decimals}`);
  const power = Number(exponent) - decimals.length;
  const tens = 10n ** BigInt(Math.abs(power));
  return power < 0 ? rational(integer, tens) : rational(integer * tens);
}

/** A double, exactly. */
export function rationalOfDouble(value: number): Rational {
  let exponent = 0;
  let mantissa = value;
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    exponent++;
  }
  return rational(BigInt(mantissa), 1n << BigInt(exponent));
}

export const add = (a: Rational, b: Rational) =>
  rational(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
export const subtract = (a: Rational, b: Rational) =>
  rational(a.numerator * b.denominator - b.numerator * a.denominator, a.denominator * b.denominator);
export const multiply = (a: Rational, b: Rational) =>
  rational(a.numerator * b.numerator, a.denominator * b.denominator);
export const divide = (a: Rational, b: Rational) =>
  rational(a.numerator * b.denominator, a.denominator * b.numerator);
export const isZero = (a: Rational) => a.numerator === 0n;

/** The nearest double, and the log relative error of a double, up to 15.95 of a correctly rounded one. */
export function toDouble({ numerator, denominator }: Rational): number {
  if (numerator === 0n) return 0;
  const size = numerator < 0n ? -numerator : numerator;
  const shift = 70 - (size.toString(2).length - denominator.toString(2).length);
  const scaled = shift >= 0 ? (size << BigInt(shift)) / denominator : size / (denominator << BigInt(-shift));
  // In two steps: the second is exact unless it underflows.
  const half = Math.trunc(-shift / 2);
  const value = Number(scaled) * 2 ** half * 2 ** (-shift - half);
  return numerator < 0n ? -value : value;
}

/** Minus the logarithm of the relative error, from 0 to 15; of a zero of the size itself. */
export function digitsOf(actual: number, exact: Rational): number {
  if (!Number.isFinite(actual)) return 0;
  const error = subtract(rationalOfDouble(actual), exact);
  const relative = Math.abs(toDouble(isZero(exact) ? error : divide(error, exact)));
  return Math.max(0, Math.min(15, -Math.log10(relative)));
}

/** The square root, to 40 digits. */
export function rootOf({ numerator, denominator }: Rational): Rational {
  const scale = 10n ** 60n;
  const square = (numerator * scale * scale * denominator) / 1n;
  return rational(integerRoot(square), denominator * scale);
}

function integerRoot(square: bigint): bigint {
  if (square === 0n) return 0n;
  let root = 1n << BigInt(Math.ceil(square.toString(2).length / 2));
  for (;;) {
    const next = (root + square / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}
