import { GausslineError, type Warning } from '../errors.js';
import { createDecoder } from './decoder.js';
import { DELIMITER_WORDS } from './delimiterWords.js';
import { type Dialect, type Encoding, MISSING_TOKENS } from './dialect.js';
import { dialectNotes } from './dialectNotes.js';
import { firstCells } from './firstCells.js';
import { firstLines } from './firstLines.js';
import { guessCutting } from './guessCutting.js';
import { type DecimalGuess, guessDecimal } from './guessDecimal.js';
import { byteOrderMarkLength, guessEncoding } from './guessEncoding.js';
import { guessLayout, type LayoutGuess } from './guessLayout.js';
import { guessThousands } from './guessThousands.js';
import { MissingTokens } from './missingTokens.js';
import { NumberReader } from './numberReader.js';
import type { DialectNote } from './readChoices.js';
import type { SampleRecords } from './sampleRecords.js';

/** The first bytes of a file; `isWhole` when it has no more. */
export type Sample = { bytes: Uint8Array; isWhole: boolean };

/** A dialect, the length of the byte-order mark to skip, and what had to be decided without certainty. */
export type DialectGuess = {
  dialect: Dialect;
  markLength: number;
  /** Where the table lies in the file, and what its columns look like. */
  table: LayoutGuess;
  notes: readonly DialectNote[];
  /** See `Table`. */
  firstCells: readonly (readonly string[])[];
  warnings: Warning[];
  /** All records of a file that is no longer than the sample, so that it is not cut twice; else null. */
  records: SampleRecords | null;
};

/** So much of a sample is looked at first. */
const ENOUGH = { count: 300, least: 1 << 15 };

/**
 * Guesses what `asked` leaves open from the first bytes of a file: from as few of them as leave no doubt.
 *
 * @throws GausslineError `settings/invalid` when the comma is asked for as delimiter and as decimal mark.
 */
export function guessDialect(sample: Sample, asked: Partial<Dialect>): DialectGuess {
  if (asked.delimiter === ',' && asked.decimal === ',') throw commaTwice();
  const encoding = settledEncoding(sample.bytes, asked.encoding);
  const bytes = firstLines(sample.bytes, encoding, ENOUGH);
  if (bytes.length < sample.bytes.length) {
    const guess = guessText({ bytes, isWhole: false }, asked, encoding);
    // Where the comma delimits it is no decimal mark, and no cell is needed to tell which is.
    if (guess.dialect.delimiter === ',' && guess.warnings.length === 0) return guess;
  }
  return guessText(sample, asked, encoding);
}

function guessText(sample: Sample, asked: Partial<Dialect>, encoding: Encoding): DialectGuess {
  const markLength = byteOrderMarkLength(sample.bytes, encoding);
  const text = createDecoder(encoding).push(sample.bytes.subarray(markLength));
  const missingTokens = asked.missingTokens ?? MISSING_TOKENS;
  const missing = new MissingTokens(missingTokens, new NumberReader({ decimal: '.', delimiter: ',' }));
  const { records, rival } = guessCutting(text, asked, { isWhole: sample.isWhole, missing });
  const guess: DecimalGuess = asked.decimal ? { decimal: asked.decimal } : guessDecimal(records);
  const table = guessLayout(records, missing, asked.hasHeader);
  const dialect: Dialect = {
    ...records.cutting,
    decimal: guess.decimal,
    thousands: settledThousands(records, asked, guess),
    hasHeader: asked.hasHeader ?? table.layout.headerRecords > 0,
    encoding,
    hasByteOrderMark: markLength > 0,
    missingTokens,
  };
  const cells = firstCells(records, table.firstRow, table.columns.length);
  const notes = dialectNotes(dialect, { records, table, asked, decimal: guess, rival });
  const warnings = [...delimiterWarnings(records, rival), ...decimalWarnings(guess)];
  const isAll = sample.isWhole && records.areAsSplit;
  return { dialect, markLength, table, notes, firstCells: cells, warnings, records: isAll ? records : null };
}

/** The encoding asked for or guessed; what is not UTF-8 cannot be read as that, whoever asks. */
function settledEncoding(bytes: Uint8Array, asked: Encoding | undefined): Encoding {
  const guessed = guessEncoding(bytes);
  if (asked === undefined || asked === 'utf-8')
    return guessed === 'windows-1252' ? guessed : (asked ?? guessed);
  return asked;
}

/** A comma that may be a decimal mark is no thousands mark, and none is guessed where the decimal mark is in doubt. */
function settledThousands(
  records: SampleRecords,
  asked: Partial<Dialect>,
  { decimal, ambiguous }: DecimalGuess,
): Dialect['thousands'] {
  if (asked.thousands !== undefined) return asked.thousands;
  if (ambiguous !== undefined) return decimal === '.' ? ',' : null;
  return guessThousands(records, { decimal, delimiter: records.delimiter });
}

function delimiterWarnings({ delimiter }: SampleRecords, rival: SampleRecords | undefined): Warning[] {
  if (rival === undefined) return [];
  const [taken, other] = [delimiter, rival.delimiter].map((mark) => DELIMITER_WORDS[mark] ?? mark);
  const message = `The cells are taken to be separated by a ${taken}; a ${other} fits nearly as well.`;
  const hint = `Set the delimiter to ${other} if the columns look wrong.`;
  return [{ code: 'csv/delimiter-ambiguous', message, hint }];
}

function decimalWarnings({ decimal, ambiguous }: DecimalGuess): Warning[] {
  if (ambiguous === undefined) return [];
  const { text, line } = ambiguous;
  const isPoint = decimal === '.';
  const thousands = text.replace(',', '');
  const decimals = text.replace(',', '.');
  const [chosen, other] = isPoint ? [thousands, decimals] : [decimals, thousands];
  const message = `Line ${line}: \`${text}\` is read as ${chosen}; it could also mean ${other}.`;
  const hint = `Set the decimal mark to \`${isPoint ? ',' : '.'}\` if it means ${other}.`;
  return [{ code: 'csv/decimal-ambiguous', message, hint }];
}

function commaTwice(): GausslineError {
  return new GausslineError(
    'settings/invalid',
    'The comma is set as the delimiter and as the decimal mark; it can only be one of them.',
    'Set another delimiter, or the decimal mark to `.`.',
  );
}
