import type { NumberReading } from './columnPlan.js';
import { readDate, readLocalDate } from './dateReader.js';
import type { Dialect } from './dialect.js';
import { NumberReader } from './numberReader.js';
import { copyPlain } from './numberSigns.js';

/** Reads what a cell of one form spells: NaN where it spells nothing of the kind. */
export type FormReader = {
  read(bytes: Uint8Array, start: number, end: number): number;
  readText(text: string): number;
};

/** Reads what cells of one form spell. */
export function formReader({ form, origin, currency }: NumberReading, dialect: Dialect): FormReader {
  const plain = new NumberReader(dialect);
  if (form === 'plain') return plain;
  if (form === 'date') return overBytes((bytes, start, end) => readDate(bytes, start, end) - origin);
  if (form === 'dayFirst' || form === 'monthFirst')
    return overBytes((bytes, start, end) => readLocalDate(bytes, start, end, form) - origin);
  if (form === 'boolean') return overBytes(readBoolean);
  const grouped = new GroupedNumbers(plain, dialect);
  if (form === 'grouped') return overBytes(withWideSigns(grouped.read.bind(grouped)));
  if (form === 'percent') return overBytes(withWideSigns(readPercent.bind(null, grouped)));
  const amounts = new Amounts(grouped, currency);
  return overBytes(withWideSigns(amounts.read.bind(amounts)));
}

type Reading = (bytes: Uint8Array, start: number, end: number) => number;

const encoder = new TextEncoder();

function overBytes(read: Reading): FormReader {
  return {
    read,
    readText(text) {
      const bytes = encoder.encode(text);
      return read(bytes, 0, bytes.length);
    },
  };
}

/** Reads also what wide spaces and the true minus are in. */
function withWideSigns(read: Reading): Reading {
  const room = new Uint8Array(MOST_CHARACTERS);
  return (bytes, start, end) => {
    const length = copyPlain(bytes, start, end, room);
    return length < 0 ? read(bytes, start, end) : read(room, 0, length);
  };
}

const SPACE = 32;
const MINUS = 45;
const PLUS = 43;
const PERCENT = 37;
const OPEN = 40;
const CLOSE = 41;
const MOST_CHARACTERS = 64;

const isDigit = (byte: number) => byte >= 48 && byte <= 57;
const isSign = (byte: number) => byte === MINUS || byte === PLUS;

/** Plain numbers, and those with a mark between groups of three digits; a minus may stand behind them, as in accounts. */
class GroupedNumbers {
  private readonly mark: number;
  private readonly thousands: number;
  private readonly digits = new Uint8Array(MOST_CHARACTERS);

  constructor(
    private readonly plain: NumberReader,
    dialect: Dialect,
  ) {
    const thousands = dialect.thousands ?? (dialect.decimal === '.' ? ',' : '.');
    this.mark = dialect.decimal.charCodeAt(0);
    this.thousands = thousands.charCodeAt(0);
  }

  read(bytes: Uint8Array, start: number, end: number): number {
    const isBehind = end - start > 1 && bytes[end - 1] === MINUS && isDigit(bytes[start]!);
    return isBehind ? -this.readSigned(bytes, start, end - 1) : this.readSigned(bytes, start, end);
  }

  private readSigned(bytes: Uint8Array, start: number, end: number): number {
    if (end - start > MOST_CHARACTERS) return this.plain.read(bytes, start, end);
    let length = 0;
    let sinceMark = -1;
    let before = 0;
    let position = start;
    for (; position < end; position++) {
      const byte = bytes[position]!;
      if (byte === this.thousands) {
        if (sinceMark < 0 ? before === 0 || before > 3 : sinceMark !== 3) return Number.NaN;
        sinceMark = 0;
        continue;
      }
      if (!isDigit(byte) && !(length === 0 && (byte === MINUS || byte === PLUS))) break;
      this.digits[length++] = byte;
      if (isDigit(byte) && sinceMark >= 0) sinceMark++;
      else if (isDigit(byte)) before++;
    }
    if (sinceMark < 0) return this.plain.read(bytes, start, end);
    if (sinceMark !== 3 || (position < end && bytes[position] !== this.mark)) return Number.NaN;
    for (; position < end; position++) this.digits[length++] = bytes[position]!;
    return this.plain.read(this.digits, 0, length);
  }
}

/** `12.5%` and `12.5 %` are 12.5. */
function readPercent(numbers: GroupedNumbers, bytes: Uint8Array, start: number, end: number): number {
  if (bytes[end - 1] !== PERCENT) return Number.NaN;
  let last = end - 1;
  while (last > start && bytes[last - 1] === SPACE) last--;
  return numbers.read(bytes, start, last);
}

/** An amount with the sign of its currency before or behind it, or without; `($5.00)` and `-$5.00` are -5. One sign at most. */
class Amounts {
  private readonly sign: Uint8Array;

  /** @param currency the sign; one of another currency is not read */
  constructor(
    private readonly numbers: GroupedNumbers,
    currency: string,
  ) {
    this.sign = encoder.encode(currency);
  }

  read(bytes: Uint8Array, start: number, end: number): number {
    const isNegated = bytes[start] === OPEN && bytes[end - 1] === CLOSE;
    let first = isNegated ? start + 1 : start;
    let last = isNegated ? end - 1 : end;
    const sign = isSign(bytes[first]!) ? bytes[first]! : 0;
    const afterSign = sign === 0 ? first : first + 1;
    const prefix = this.signAt(bytes, afterSign, last);
    if (prefix === 0) last -= this.signAt(bytes, Math.max(first, last - this.sign.length), last);
    else first = afterSign + prefix;
    while (first < last && bytes[first] === SPACE) first++;
    while (last > first && bytes[last - 1] === SPACE) last--;
    const isSignBefore = prefix > 0 && sign !== 0;
    const isWithin = isSign(bytes[first]!) || bytes[last - 1] === MINUS;
    if (Number(isNegated) + Number(isSignBefore) + Number(isWithin) > 1) return Number.NaN;
    const value = this.numbers.read(bytes, first, last);
    return isNegated || (isSignBefore && sign === MINUS) ? -value : value;
  }

  /** How many bytes the currency's sign at `position` has; 0 where it does not stand there, before `end`. */
  private signAt(bytes: Uint8Array, position: number, end: number): number {
    const { sign } = this;
    const hasRoom = position + sign.length <= end;
    return hasRoom && sign.every((byte, k) => bytes[position + k] === byte) ? sign.length : 0;
  }
}

const WORDS: readonly (readonly [string, number])[] = [
  ['true', 1],
  ['false', 0],
  ['yes', 1],
  ['no', 0],
];

/** `true` and `yes` are 1, `false` and `no` are 0, whatever the case. */
function readBoolean(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  if (length < 2 || length > 5) return Number.NaN;
  for (const [word, value] of WORDS) if (word.length === length && spells(word, bytes, start)) return value;
  return Number.NaN;
}

function spells(word: string, bytes: Uint8Array, start: number): boolean {
  for (let index = 0; index < word.length; index++)
    if ((bytes[start + index]! | 32) !== word.charCodeAt(index)) return false;
  return true;
}
