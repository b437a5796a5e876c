export type Delimiter = ',' | ';' | '\t' | '|';
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** How the text of a file is cut into cells and the cells are read. */
export type Dialect = {
  delimiter: Delimiter;
  /** `,` only where the delimiter is another character. */
  decimal: '.' | ',';
  hasHeader: boolean;
  encoding: Encoding;
  hasByteOrderMark: boolean;
  /** Cells that count as missing, compared without case after trimming; the empty cell always does. */
  missingTokens: readonly string[];
};

/** The tokens that mean "no value" unless a caller says otherwise. */
export const MISSING_TOKENS: readonly string[] = ['NA', 'N/A', 'NaN', 'null', '.', '-'];
