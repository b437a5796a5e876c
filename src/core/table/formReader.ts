import type { CellForm } from './columnPlan.js';
import { readDate } from './dateReader.js';
import type { Dialect } from './dialect.js';
import { NumberReader } from './numberReader.js';

/** Reads what a cell of one form spells: NaN where it spells nothing of the kind. */
export type FormReader = {
  read(bytes: Uint8Array, start: number, end: number): number;
  readText(text: string): number;
};

/** @param origin of dates: the day that counts as 0, in days since 1970-01-01. */
export function formReader(form: CellForm, dialect: Dialect, origin = 0): FormReader {
  const plain = new NumberReader(dialect);
  if (form === 'plain') return plain;
  if (form === 'date') return overBytes((bytes, start, end) => readDate(bytes, start, end) - origin);
  if (form === 'boolean') return overBytes(readBoolean);
  const grouped = new GroupedNumbers(plain, dialect);
  if (form === 'grouped') return overBytes((bytes, start, end) => grouped.read(bytes, start, end));
  if (form === 'percent') return overBytes((bytes, start, end) => readPercent(grouped, bytes, start, end));
  return overBytes((bytes, start, end) => readCurrency(grouped, bytes, start, end));
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

const SPACE = 32;
const MINUS = 45;
const PLUS = 43;
const PERCENT = 37;
const OPEN = 40;
const CLOSE = 41;
const MOST_CHARACTERS = 64;

const isDigit = (byte: number) => byte >= 48 && byte <= 57;

/** Plain numbers, and those with a mark between groups of three digits. */
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

/** An amount with a sign of a currency before or behind it, or without; `($5.00)` and `-$5.00` are -5. */
function readCurrency(numbers: GroupedNumbers, bytes: Uint8Array, start: number, end: number): number {
  const isNegated = bytes[start] === OPEN && bytes[end - 1] === CLOSE;
  let first = isNegated ? start + 1 : start;
  let last = isNegated ? end - 1 : end;
  const sign = bytes[first] === MINUS || bytes[first] === PLUS ? bytes[first]! : 0;
  const afterSign = sign === 0 ? first : first + 1;
  const prefix = currencySignAt(bytes, afterSign);
  if (prefix === 0) last -= currencySignBefore(bytes, first, last);
  else first = afterSign + prefix;
  while (first < last && bytes[first] === SPACE) first++;
  while (last > first && bytes[last - 1] === SPACE) last--;
  const value = numbers.read(bytes, first, last);
  return isNegated !== (prefix > 0 && sign === MINUS) ? -value : value;
}

/** UTF-8 of $, £, ¥ and of U+20A0 to U+20BF, where the signs of currencies stand; their length in bytes, else 0. */
function currencySignAt(bytes: Uint8Array, position: number): number {
  const byte = bytes[position];
  if (byte === 36) return 1;
  if (byte === 0xc2) return bytes[position + 1] === 0xa3 || bytes[position + 1] === 0xa5 ? 2 : 0;
  if (byte !== 0xe2 || bytes[position + 1] !== 0x82) return 0;
  return bytes[position + 2]! >= 0xa0 ? 3 : 0;
}

function currencySignBefore(bytes: Uint8Array, start: number, end: number): number {
  for (let length = 1; length <= 3 && start <= end - length; length++)
    if (currencySignAt(bytes, end - length) === length) return length;
  return 0;
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
