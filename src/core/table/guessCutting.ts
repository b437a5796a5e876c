import { decodeText } from './cellText.js';
import type { Dialect } from './dialect.js';
import { bestReading, isMoreThanOneColumn, looseQuotes } from './guessDelimiter.js';
import type { MissingTokens } from './missingTokens.js';
import type { Cutting } from './recordSplitter.js';
import { SampleRecords } from './sampleRecords.js';

/** In order of preference where two cut a sample equally well. */
const DELIMITERS = [',', ';', '\t', '|', '^', '~', ':', ' '];

const BY_FAR = 4;

/** Bytes looked at for quotes. */
const QUOTES_BYTES = 1 << 16;

type Known = { isWhole: boolean; missing: MissingTokens };

/** The sample as the likeliest cutting has it, and as a rival has it that fits nearly as well. */
export type CuttingGuess = { records: SampleRecords; rival: SampleRecords | undefined };

/** Guesses delimiter, quote and escape; what is asked for is not guessed. */
export function guessCutting(text: Uint8Array, asked: Partial<Dialect>, known: Known): CuttingGuess {
  const start = decodeText(text, 0, Math.min(text.length, QUOTES_BYTES));
  const delimiters = delimitersIn(text, asked);
  const quotes = asked.quote === undefined ? quotesIn(start, delimiters) : [asked.quote];
  const readingsBy = (marks: readonly string[]) =>
    quotes.flatMap((quote) =>
      marks.map((delimiter) => {
        const cutting: Cutting = { delimiter, quote, escape: asked.escape ?? 'doubled' };
        return new SampleRecords(text, cutting, known.isWhole);
      }),
    );
  const occurring = delimiters.filter((delimiter) => text.includes(delimiter.charCodeAt(0)));
  const several = readingsBy(occurring);
  const isSure = several.some((records) => isMoreThanOneColumn(records, known.missing));
  const readings = isSure || occurring.length === delimiters.length ? several : readingsBy(delimiters);
  const { best, rival } = bestReading(readings, known.missing);
  const records = asked.escape === undefined ? withEscape(best, start, known.isWhole) : best;
  return { records, rival };
}

/** Delimiters that occur. `;` is always one: without any delimiter, `1,5` is a single column of decimal commas. */
function delimitersIn(text: Uint8Array, asked: Partial<Dialect>): string[] {
  if (asked.delimiter !== undefined) return [asked.delimiter];
  return DELIMITERS.filter((delimiter) => {
    if (delimiter === ',') return asked.decimal !== ',';
    return delimiter === ';' || text.includes(delimiter.charCodeAt(0));
  });
}

/** The apostrophe is a quote only where more cells begin and end with it than with `"`: by far, or by the better fit. */
function quotesIn(start: string, delimiters: readonly string[]): ('"' | "'")[] {
  const sure = delimiters.filter((delimiter) => delimiter !== ' ' && delimiter !== ':');
  const among = `[${sure.map((delimiter) => `\\u{${delimiter.charCodeAt(0).toString(16)}}`).join('')}]`;
  const enclosed = (quote: string) => {
    const cell = new RegExp(`(?<=^|${among} ?)${quote}[^\\n\\r]*?${quote}(?= ?(?:$|${among}))`, 'gmu');
    return [...start.matchAll(cell)].length;
  };
  const apostrophes = start.includes("'") ? enclosed("'") : 0;
  if (apostrophes < 2) return ['"'];
  const quotes = enclosed('"');
  if (apostrophes <= quotes) return ['"'];
  return apostrophes > BY_FAR * quotes ? ["'"] : ["'", '"'];
}

/** Backslashes escape where they stand before quotes and fewer quotes are loose for it. */
function withEscape(records: SampleRecords, start: string, isWhole: boolean): SampleRecords {
  const { quote } = records.cutting;
  if (quote === null || !start.includes(`\\${quote}`)) return records;
  const cutting: Cutting = { ...records.cutting, escape: 'backslash' };
  const escaped = new SampleRecords(records.bytes, cutting, isWhole);
  return looseQuotes(escaped) < looseQuotes(records) ? escaped : records;
}
