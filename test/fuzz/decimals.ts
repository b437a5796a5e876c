import { BlockReader } from '../../src/core/table/blockReader.js';
import { PLAIN_NUMBERS } from '../../src/core/table/columnPlan.js';
import { guessDialect } from '../../src/core/table/guessDialect.js';
import { lowWordOfLiteral } from '../../src/core/table/lowWord.js';
import { isOddAt } from '../../src/core/table/oddValue.js';
import type { Block, ReadPlan } from '../../src/core/table/scanner.js';
import { loadKernel } from '../../src/worker/loadKernel.js';
import { seededRandom } from '../fixtures/generated.js';

/** Literals to one small CSV, so that every way of lying in a window comes up. */
const LITERALS_TO_FILE = 6000;

/** What a fuzz of decimal literals did. */
export type DecimalFuzz = { checked: number; seed: number };

/**
 * Reads `count` decimal literals of every kind by the kernel, in files of random shape, chunks and windows, and
 * compares each to `Number`, bit for bit.
 *
 * @throws Error naming the first literal that differs.
 */
export async function fuzzDecimals(count: number, seed: number): Promise<DecimalFuzz> {
  const random = seededRandom(seed);
  for (let checked = 0; checked < count; checked += LITERALS_TO_FILE)
    await checkFile(literalsOf(random), random, false);
  return { checked: count, seed };
}

/**
 * As `fuzzDecimals`, for what each double leaves of its decimal, against exact arithmetic. The literal and the two
 * doubles may differ by 2^-103 of it: double-double division rounds a rest of 2^-52 three times (2^-105 each) and two
 * products of low words (2^-106 each).
 */
export async function fuzzLowWords(count: number, seed: number): Promise<DecimalFuzz> {
  const random = seededRandom(seed);
  for (let checked = 0; checked < count; checked += LITERALS_TO_FILE)
    await checkFile(literalsOf(random), random, true);
  return { checked: count, seed };
}

/**
 * The literals of a file: of every kind, or for the most part short ones, which the kernel reads two at once, or long
 * ones, which it reads one after another.
 */
function literalsOf(random: () => number): string[] {
  const common = random() < 0.5 ? shortLiteral : longLiteral;
  const oddShare = random() < 0.5 ? 1 : 0.02;
  return Array.from({ length: LITERALS_TO_FILE }, () =>
    random() < oddShare ? decimalLiteral(random) : common(random),
  );
}

async function checkFile(
  literals: readonly string[],
  random: () => number,
  wantsLow: boolean,
): Promise<void> {
  const width = 2 + Math.floor(random() * 9);
  const rowCount = Math.floor(literals.length / width);
  const { bytes, decimal } = fileOf(literals.slice(0, rowCount * width), width, random);
  const reader = new BlockReader(
    planFor(bytes, width, { decimal, wantsLow }),
    await loadKernel(),
    64 + Math.floor(random() * 5000),
  );
  const chunk = 1 + Math.floor(random() * 3000);
  let row = 0;
  const check = ({ columns, lows, rowCount: rows }: Block) => {
    for (let at = 0; at < rows; at++)
      for (let column = 0; column < width; column++) {
        const values = columns[column] as Float64Array;
        const text = literals[(row + at) * width + column]!;
        if (lows === null) compare(text, values, at);
        else compareLow(text, values[at]!, (lows[column] as Float64Array)[at]!);
      }
    row += rows;
  };
  for (let start = 0; start < bytes.length; start += chunk)
    for (const block of reader.push(bytes.subarray(start, start + chunk))) check(block);
  for (const block of reader.finish()) check(block);
  if (row !== rowCount) throw new Error(`${row} of ${rowCount} rows were read.`);
}

function fileOf(literals: readonly string[], width: number, random: () => number) {
  const decimal = random() < 0.2 ? ',' : '.';
  const delimiter = decimal === ',' ? ';' : ',';
  const lineBreak = random() < 0.3 ? '\r\n' : '\n';
  const cells = literals.map((literal) => {
    const text = decimal === ',' ? literal.replace('.', ',') : literal;
    const kind = random();
    return kind < 0.03 ? `"${text}"` : kind < 0.05 ? ` ${text}` : kind < 0.07 ? `${text} ` : text;
  });
  let text = '';
  for (let start = 0; start < cells.length; start += width)
    text += cells.slice(start, start + width).join(delimiter) + lineBreak;
  return { bytes: new TextEncoder().encode(text), decimal } as const;
}

function planFor(
  bytes: Uint8Array,
  width: number,
  { decimal, wantsLow }: { decimal: '.' | ','; wantsLow: boolean },
): ReadPlan {
  const delimiter = decimal === ',' ? ';' : ',';
  const asked = { delimiter, decimal, quote: '"', escape: 'doubled', hasHeader: false } as const;
  const guess = guessDialect({ bytes: bytes.subarray(0, 20_000), isWhole: false }, asked);
  return {
    ...{ guess, columns: Array.from({ length: width }, () => PLAIN_NUMBERS), headerCells: undefined },
    ...{ isFirstPart: true, firstLine: 1, wantsLow },
  };
}

function compare(text: string, values: Float64Array, at: number): void {
  const expected = Number(text);
  const found = values[at]!;
  const isRight = Number.isFinite(expected) ? Object.is(found, expected) : isOddAt(values, at);
  if (!isRight) throw new Error(`${text} was read as ${found}, not as ${expected}.`);
}

function compareLow(text: string, high: number, low: number): void {
  if (Number.isNaN(high) || Math.abs(high) < 1e-280 || Math.abs(high) > 1e290) return;
  const expected = lowWordOfLiteral(text, high);
  if (Math.abs(low - expected) > Math.abs(high) * 2 ** -103)
    throw new Error(`${text} is ${high} and ${expected}, not ${low}.`);
}

/** A decimal literal of one of many kinds. */
export function decimalLiteral(random: () => number): string {
  const kind = KINDS[Math.floor(random() * KINDS.length)]!;
  const sign = random() < 0.3 ? '-' : random() < 0.05 ? '+' : '';
  return sign + kind(random);
}

/** Up to nine digits: one more than two cells at once may have. */
function shortLiteral(random: () => number): string {
  const sign = random() < 0.4 ? '-' : '';
  return sign + marked(random, digits(random, 1 + integer(random, 8 + integer(random, 2))));
}

/** 15 to 21 digits, as programs write a double: one more or less than are read at once. */
function longLiteral(random: () => number): string {
  const sign = random() < 0.4 ? '-' : '';
  const text = digits(random, 15 + integer(random, 7));
  const kind = random();
  if (kind < 0.3) return sign + marked(random, text);
  if (kind < 0.4) return sign + halfway(random);
  return kind < 0.7
    ? `${sign}${text[0]}.${text.slice(1)}`
    : `${sign}0.${'0'.repeat(integer(random, 4))}${text}`;
}

const integer = (random: () => number, below: number) => Math.floor(random() * below);
const digits = (random: () => number, count: number) =>
  Array.from({ length: count }, () => integer(random, 10)).join('');

const floats = new Float64Array(1);
const words = new Uint32Array(floats.buffer);

/** Any double but the infinite ones and NaN. */
function anyDouble(random: () => number): number {
  do {
    words[0] = random() * 2 ** 32;
    words[1] = (random() * 2 ** 31) >>> 0;
  } while (!Number.isFinite(floats[0]!));
  return floats[0]!;
}

/** Digits with a mark at a random place, or none. */
function marked(random: () => number, text: string): string {
  if (random() < 0.15) return text;
  const place = integer(random, text.length + 1);
  return `${text.slice(0, place)}.${text.slice(place)}`;
}

/** A double's neighbour halfway, written out in full: no rounding is closer than this. */
function halfway(random: () => number): string {
  const significand = 2n ** 52n + BigInt(Math.floor(random() * 2 ** 52));
  const exponent = integer(random, 90) - 60;
  const odd = 2n * significand + 1n;
  if (exponent >= 0) return String(odd << BigInt(exponent));
  const power = BigInt(-exponent);
  const text = String(odd * 5n ** power).padStart(-exponent + 1, '0');
  return `${text.slice(0, exponent)}.${text.slice(exponent)}`;
}

/** As `halfway`, with one digit more or one less at the end, or cut off. */
function nearHalfway(random: () => number): string {
  const text = halfway(random);
  const end = random();
  if (end < 0.3) return text.includes('.') ? `${text}1` : `${text}.00001`;
  if (end < 0.6) return text.replace(/\d$/, (digit) => String(Math.max(0, Number(digit) - 1)));
  return text.slice(0, Math.max(18, text.length - integer(random, 12)));
}

const EDGES = (
  '0 00 0.0 .0 0. 760. .5 1e400 1e-400 0e999 5e-324 2e-324 3e-324 2.4703282292062327e-324 1.7976931348623157e308 ' +
  '1.7976931348623159e308 2.2250738585072014e-308 2.2250738585072011e-308 9007199254740993 9007199254740992 ' +
  '9007199254740991 9007199254740994.5 18446744073709551615 18446744073709551616 18430000000000000000 ' +
  '1843999999999999999 99999999999999999999 0.1 0.30000000000000004 1e22 1e23 1E5 1e+5 1e-05 1.e5 .5e1 ' +
  '000000000000000000000000000001.5 0.00000000000000000000000000000000015 123456789012345678901234567890 ' +
  '8.98846567431158e307 4.35 900719925474099.25 90071992547409.93 9007199254740993e-22 1e0000005 1e-0000005'
).split(' ');

const KINDS: readonly ((random: () => number) => string)[] = [
  (random) => marked(random, digits(random, 1 + integer(random, 15))),
  (random) => marked(random, digits(random, 15 + integer(random, 6))),
  (random) => marked(random, digits(random, 20 + integer(random, 14))),
  (random) => `0.${digits(random, 15 + integer(random, 6))}`,
  (random) => (random() * 10 ** (integer(random, 12) - 6)).toPrecision(1 + integer(random, 9)),
  (random) => String(random() * 10 ** (integer(random, 12) - 6)),
  (random) => String(anyDouble(random)),
  (random) => anyDouble(random).toExponential(integer(random, 20)),
  (random) => `${marked(random, digits(random, 1 + integer(random, 19)))}e${integer(random, 60) - 30}`,
  (random) => `${marked(random, digits(random, 1 + integer(random, 19)))}E${integer(random, 700) - 350}`,
  (random) => `${'0'.repeat(integer(random, 20))}${marked(random, digits(random, 1 + integer(random, 18)))}`,
  halfway,
  nearHalfway,
  (random) => EDGES[integer(random, EDGES.length)]!,
];
