import type { Warning } from '../errors.js';
import type { Dialect, Layout } from './dialect.js';
import type { LineIndex } from './lineIndex.js';
import type { DialectNote } from './readChoices.js';

/** Rows to a block. A block of a column is at most this long; all but the last are exactly this long. */
export const BLOCK_ROWS = 4096;

/** What the cells of a number column look like: `1.5`, `15 %`, `$1,500.00`, `2024-05-31` (days), `true` (1, else 0). */
export type NumberForm = 'plain' | 'percent' | 'currency' | 'date' | 'boolean';

/**
 * One column read as numbers. `NaN` marks a cell that is missing or odd (`isOddAt` tells which); `Infinity` never
 * occurs.
 */
export type NumberColumn = {
  kind: 'number';
  name: string;
  form: NumberForm;
  /** The day, as the file writes it, that a date's number counts from; null for other forms. */
  firstDay: string | null;
  /** The sign of amounts, as the file writes it; empty for none. */
  currency: string;
  /**
   * Values in file order, `BLOCK_ROWS` to a block; all blocks together have length `Table.rowCount`, or less where the
   * rows lie in parts elsewhere: then these are the first ones.
   */
  blocks: readonly Float64Array[];
  missingCount: number;
  /** How many cells are neither missing nor a number. */
  oddCount: number;
  /** The first 1,000 of those at most, ascending by row (0-based index, see `Table`). */
  oddCells: readonly OddCell[];
  /** True when the values are first, first + 1, ... with first 0 or 1, without a gap: a row number. */
  countsByOne: boolean;
  /** Where asked for: each decimal less its double, as double-double arithmetic wants it; blocks as `blocks`. */
  lowBlocks?: readonly Float64Array[];
};

/** A cell of a number column that is no number. */
export type OddCell = { row: number; text: string };

/** What is told of every column that is no number. */
type TextFacts = {
  name: string;
  missingCount: number;
  /** Distinct non-missing values, counted up to 10,000. */
  distinctCount: number;
  /** True when no non-missing value occurs twice (as far as counted). */
  isAllDistinct: boolean;
  /** The first non-missing value, at most 80 characters. */
  example: string;
  /** The first cell that is no number, where half of the first rows, or most before it, are. */
  firstOdd: OddCell | undefined;
};

/** Texts as codes, each text kept once. */
type Codes = {
  /** Distinct values in order of first appearance. */
  levels: readonly string[];
  /** For each level, how many rows have it. */
  levelCounts: readonly number[];
  /** Indices into `levels`, negative where missing; in blocks as those of a number column. */
  blocks: readonly Int32Array[];
};

/** One column of a few texts. */
export type CategoryColumn = TextFacts & Codes & { kind: 'category' };

/** One column of many texts. Without levels where there are too many to be kept. */
export type TextColumn = TextFacts & Codes & { kind: 'text' };

export type CodedColumn = CategoryColumn | TextColumn;

/** One column that the user has put aside; nothing of it is kept. */
export type IgnoredColumn = { kind: 'ignored'; name: string };

export type Column = NumberColumn | CategoryColumn | TextColumn | IgnoredColumn;

/**
 * A CSV as typed columns. A *row* is the 0-based index of a data record and is never renumbered when rows are
 * left out; `record` is row + 1. Lines are physical, 1-based, counted with header and blank lines.
 */
export type Table = {
  name: string;
  dialect: Dialect;
  layout: Layout;
  /** What was decided about the dialect, and what else fits. */
  notes: readonly DialectNote[];
  /** First physical line of the header, undefined where the file has none. */
  headerLine: number | undefined;
  columns: readonly Column[];
  rowCount: number;
  /** For each column its first few cells as they stand in the file, without spaces around them. */
  firstCells: readonly (readonly string[])[];
  /** The physical lines of each row. */
  lines: LineIndex;
  byteCount: number;
  /** Hash of the bytes as read: the same bytes, the same text of 16 hexadecimal digits. */
  fingerprint: string;
  warnings: readonly Warning[];
};

/** Bytes that a value of a column takes in memory. */
export function bytesOfValue(column: Column): number {
  if (column.kind === 'ignored') return 0;
  if (column.kind !== 'number') return Int32Array.BYTES_PER_ELEMENT;
  return Float64Array.BYTES_PER_ELEMENT * (column.lowBlocks === undefined ? 1 : 2);
}
