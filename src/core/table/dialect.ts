export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** How the text of a file is cut into cells and the cells are read. */
export type Dialect = {
  /** One character; never a letter, a digit, a full stop or a quote. */
  delimiter: string;
  /** Encloses cells that hold a delimiter or a line break; null where nothing does. */
  quote: '"' | "'" | null;
  /** How a quote inside a quoted cell is written. */
  escape: 'doubled' | 'backslash';
  /** `,` only where the delimiter is another character. */
  decimal: '.' | ',';
  /** Between groups of three digits, never the decimal mark; null where digits are not grouped. */
  thousands: ',' | '.' | ' ' | "'" | null;
  hasHeader: boolean;
  encoding: Encoding;
  hasByteOrderMark: boolean;
  /** Cells that count as missing, compared without case after trimming; the empty cell always does. */
  missingTokens: readonly string[];
};

/** The tokens that mean "no value" unless a caller says otherwise. */
export const MISSING_TOKENS: readonly string[] = [
  ...['NA', 'N/A', 'NaN', 'null', '.', '-'],
  // What a spreadsheet writes where a formula has no value.
  ...['#N/A', '#DIV/0!', '#VALUE!', '#REF!', '#NUM!', '#NAME?', '#NULL!'],
];

/** Which part of a file is the table. Lines are physical, 1-based. */
export type Layout = {
  /** Lines above the table that are no part of it: titles, notes, blank lines. */
  preambleLines: number;
  /** Records that together name the columns; 0 without a header. */
  headerRecords: number;
  /** First line after the table, where footnotes or another table follow; null where it reaches to the end. */
  endLine: number | null;
};
