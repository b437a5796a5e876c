import type { Dialect } from './dialect.js';

/** What becomes of a column: numbers, codes of a few levels, plain text, or nothing. */
export type ColumnKind = 'number' | 'category' | 'text' | 'ignored';
export const COLUMN_KINDS: readonly ColumnKind[] = ['number', 'category', 'text', 'ignored'];

/** What a user has settled about a file; the rest is guessed. */
export type ReadChoices = {
  dialect: Partial<Dialect>;
  /** By the column's name. */
  kinds: Readonly<Record<string, ColumnKind>>;
  /** Rows that are to be in no fit; absent: none. */
  without?: LeftOutLines | undefined;
};

/** Physical lines of rows, and the fingerprint of the text they were chosen in; null where that is not known. */
export type LeftOutLines = { lines: readonly number[]; fingerprint: string | null };

export const NO_CHOICES: ReadChoices = { dialect: {}, kinds: {} };

/** One thing that was decided about a file: what was taken, what else fits, each with an example from the file. */
export type DialectNote = {
  field:
    | 'delimiter'
    | 'decimal'
    | 'thousands'
    | 'quote'
    | 'escape'
    | 'hasHeader'
    | 'encoding'
    | 'missingTokens';
  isGuess: boolean;
  /** Both readings fit: the other one is to be a click away. */
  isAmbiguous: boolean;
  /** Such as `0,435 read as 0.435`; null where the file has none. */
  example: string | null;
  /** Other readings, the likeliest first. `change` is what to settle to get it. */
  others: readonly { label: string; example: string | null; change: Partial<Dialect> }[];
};
