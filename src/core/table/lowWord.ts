import type { CellReader } from './cellReader.js';
import { cellText } from './cellText.js';
import { bareNumber } from './numberSigns.js';
import type { RecordBatch } from './recordFeed.js';

/** A decimal literal with a point. */
const LITERAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i;
/** Digits beyond those of a double that are worth keeping: 64 bits and a sign. */
const KEPT_BITS = 66n;

/** What a cell's double leaves of the decimal it spells; 0 for a date, a boolean and the like. */
export function lowWordOf(
  { numbers, decimal }: CellReader,
  { batch, cell }: { batch: RecordBatch; cell: number },
  high: number,
): number {
  const text = cellText(batch, cell).trim();
  if (Number.isNaN(numbers.readText(text))) return 0;
  const literal = literalOf(text, decimal);
  // The sign of an amount in parentheses, or with a minus behind it, is not in its literal.
  if (Number(literal) === -high) return -lowWordOfLiteral(literal, -high);
  return Number(literal) === high ? lowWordOfLiteral(literal, high) : 0;
}

/** The literal of a number, without the signs around it and the marks between its groups. */
function literalOf(text: string, decimal: '.' | ','): string {
  const groups = decimal === ',' ? /[.\s'()]/g : /[,\s'()]/g;
  return bareNumber(text).replace(groups, '').replace(/-$/, '').replace(',', '.');
}

/** `literal` less `high`, its nearest double, rounded to a double; by exact arithmetic. */
export function lowWordOfLiteral(literal: string, high: number): number {
  const match = LITERAL.exec(literal);
  if (match === null || !Number.isFinite(high)) return 0;
  const [, sign, whole = '', decimals = '', exponent = '0'] = match;
  const integer = BigInt(`${whole}${decimals}` || '0') * (sign === '-' ? -1n : 1n);
  const power = Number(exponent) - decimals.length;
  if (Math.abs(power) > 400) return 0;
  const tens = 10n ** BigInt(Math.abs(power));
  const numerator = power < 0 ? integer : integer * tens;
  const denominator = power < 0 ? tens : 1n;
  return difference(numerator, denominator, high);
}

/** `numerator / denominator - high`. */
function difference(numerator: bigint, denominator: bigint, high: number): number {
  const { integer, exponent } = dyadic(high);
  const scale = 1n << BigInt(Math.abs(exponent));
  const rest =
    exponent < 0 ? numerator * scale - integer * denominator : numerator - integer * scale * denominator;
  const divisor = exponent < 0 ? denominator * scale : denominator;
  if (rest === 0n) return 0;
  // Enough bits of the quotient for one rounding to a double, and a power of two apart.
  const lacking = KEPT_BITS + bitsOf(divisor) - bitsOf(rest < 0n ? -rest : rest);
  const shift = lacking > 0n ? lacking : 0n;
  return Number((rest << shift) / divisor) * 2 ** -Number(shift);
}

/** A double as an integer times a power of two. */
function dyadic(value: number): { integer: bigint; exponent: number } {
  let exponent = 0;
  let scaled = value;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    exponent--;
  }
  return { integer: BigInt(scaled), exponent };
}

function bitsOf(value: bigint): bigint {
  return BigInt(value.toString(16).length * 4);
}
