import type { Warning } from '../errors.js';
import type { Dialect } from './dialect.js';

/** Rows to a block. A block of a column is at most this long; all but the last are exactly this long. */
export const BLOCK_ROWS = 4096;

/** One column read as numbers. `NaN` marks a cell that is missing or odd; `Infinity` never occurs. */
export type NumberColumn = {
  kind: 'number';
  name: string;
  /** Values in file order, `BLOCK_ROWS` to a block; all blocks together have length `Table.rowCount`. */
  blocks: readonly Float64Array[];
  missingCount: number;
  /** Cells that are neither missing nor a number, ascending by row (0-based index, see `Table`). */
  oddCells: readonly OddCell[];
  /** True when the values are first, first + 1, ... with first 0 or 1, without a gap: a row number. */
  countsByOne: boolean;
};

/** A cell of a number column that is no number. */
export type OddCell = { row: number; text: string };

/** One column read as text. Its values are not kept: nothing fits on them yet. */
export type TextColumn = {
  kind: 'text';
  name: string;
  missingCount: number;
  /** Distinct non-missing values, counted up to 10,000. */
  distinctCount: number;
  /** True when no non-missing value occurs twice (as far as counted). */
  isAllDistinct: boolean;
  /** The first non-missing value, at most 80 characters. */
  example: string;
  /** Where the column stopped being numeric: the first cell that is no number, if most before it were. */
  firstOdd: OddCell | undefined;
};

export type Column = NumberColumn | TextColumn;

/**
 * A CSV as typed columns. A *row* is the 0-based index of a data record and is never renumbered when rows are
 * left out; `record` is row + 1. Lines are physical, 1-based, counted with header and blank lines.
 */
export type Table = {
  name: string;
  dialect: Dialect;
  /** First physical line of the header, undefined where the file has none. */
  headerLine: number | undefined;
  columns: readonly Column[];
  rowCount: number;
  /** First physical line of each row, length `rowCount`. */
  firstLines: Uint32Array;
  /** Last physical line of each row (a quoted line break makes a row longer than a line), length `rowCount`. */
  lastLines: Uint32Array;
  byteCount: number;
  /** Hash of the bytes as read: the same bytes, the same text of 16 hexadecimal digits. */
  fingerprint: string;
  warnings: readonly Warning[];
};
