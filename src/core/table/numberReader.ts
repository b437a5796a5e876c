import { decodeText } from './cellText.js';
import type { Dialect } from './dialect.js';
import { withPlainSigns } from './numberSigns.js';
import { groupedBy } from './numberText.js';

const PLUS = 43;
const MINUS = 45;
const ZERO = 48;
const NINE = 57;
const SMALL_E = 101;
const TO_SMALL = 32;

/** Powers of ten that a double holds exactly. */
const POWERS_OF_TEN = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));
const MOST_EXACT_EXPONENT = 22;
/** Below it every integer is a double. */
const EXACT_INTEGERS = 2 ** 53;
/** No exponent needs more: its size is counted no further. */
const MOST_EXPONENT = 100_000;

/**
 * Reads decimal literals: an optional sign, digits with at most one decimal mark, an optional exponent. The value is
 * the double nearest to the literal, as `Number` gives it. Marks between groups of three digits are read as thousands:
 * those of the dialect, or commas where it has none, the decimal mark is a point and commas do not delimit.
 */
export class NumberReader {
  private readonly mark: number;
  private readonly decimal: string;
  private readonly groups: string | null;
  private readonly grouped: RegExp | null;
  /** The digits last read, without their decimal mark; not exact from 2^53 on. */
  private integer = 0;
  private fractionDigits = 0;

  constructor(dialect: Pick<Dialect, 'decimal' | 'delimiter'> & Partial<Pick<Dialect, 'thousands'>>) {
    this.decimal = dialect.decimal;
    this.mark = dialect.decimal.charCodeAt(0);
    const isImplied = dialect.decimal === '.' && dialect.delimiter !== ',';
    this.groups = dialect.thousands ?? (isImplied ? ',' : null);
    this.grouped = this.groups === null ? null : groupedBy(this.groups, dialect.decimal);
  }

  /** The number that the bytes from `start` up to `end` spell, NaN where they spell none or one beyond a double. */
  read(bytes: Uint8Array, start: number, end: number): number {
    const sign = start < end ? bytes[start]! : 0;
    const position = this.readDigits(bytes, sign === MINUS || sign === PLUS ? start + 1 : start, end);
    if (position < 0) return Number.NaN;
    const exponent = position === end ? 0 : readExponent(bytes, position, end);
    const power = exponent - this.fractionDigits;
    if (Number.isNaN(power)) return Number.NaN;
    if (this.integer >= EXACT_INTEGERS || power > MOST_EXACT_EXPONENT || power < -MOST_EXACT_EXPONENT)
      return this.exactly(bytes, start, end);
    const value = power < 0 ? this.integer / POWERS_OF_TEN[-power]! : this.integer * POWERS_OF_TEN[power]!;
    return sign === MINUS ? -value : value;
  }

  /** As `read`, for text already out of its bytes; also reads groups of thousands, wide spaces and the true minus. */
  readText(text: string): number {
    const bytes = new Uint8Array(text.length);
    for (let index = 0; index < text.length; index++) bytes[index] = Math.min(text.charCodeAt(index), 255);
    const value = this.read(bytes, 0, bytes.length);
    if (!Number.isNaN(value)) return value;
    const plain = withPlainSigns(text);
    if (this.groups !== null && this.grouped?.test(plain) === true)
      return finite(Number(plain.replaceAll(this.groups, '').replace(',', '.')));
    return plain === text ? Number.NaN : this.readText(plain);
  }

  /** All digits as one integer into `integer`; returns the byte after them, or -1 where there are none. */
  private readDigits(bytes: Uint8Array, start: number, end: number): number {
    const mark = this.mark;
    let integer = 0;
    let digits = 0;
    let fractionStart = 0;
    let position = start;
    for (; position < end; position++) {
      const byte = bytes[position]!;
      if (byte >= ZERO && byte <= NINE) {
        integer = integer * 10 + (byte - ZERO);
        digits++;
      } else if (byte === mark && fractionStart === 0) fractionStart = position + 1;
      else break;
    }
    this.integer = integer;
    this.fractionDigits = fractionStart === 0 ? 0 : position - fractionStart;
    return digits === 0 ? -1 : position;
  }

  /** The rare literal that one multiplication or division does not round correctly. */
  private exactly(bytes: Uint8Array, start: number, end: number): number {
    const text = decodeText(bytes, start, end);
    return finite(Number(this.decimal === ',' ? text.replace(',', '.') : text));
  }
}

/** The exponent that starts with the `e` at `start`; NaN where there is anything else. */
function readExponent(bytes: Uint8Array, start: number, end: number): number {
  const sign = bytes[start + 1]!;
  const first = sign === MINUS || sign === PLUS ? start + 2 : start + 1;
  if ((bytes[start]! | TO_SMALL) !== SMALL_E || first >= end) return Number.NaN;
  let exponent = 0;
  for (let position = first; position < end; position++) {
    const byte = bytes[position]!;
    if (byte < ZERO || byte > NINE) return Number.NaN;
    exponent = Math.min(exponent * 10 + (byte - ZERO), MOST_EXPONENT);
  }
  return sign === MINUS ? -exponent : exponent;
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : Number.NaN;
}
