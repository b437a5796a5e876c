import type { CleanTable } from './cleanTables.js';

/** How one record is written. A whole file is a list of these, so that a single row can be written otherwise. */
export type Style = {
  delimiter: string;
  quote: string;
  /** What stands before a quote inside a quoted cell: the quote itself, a backslash or nothing. */
  escape: string;
  lineBreak: string;
  /** Which cells are put in quotes: those that need it or all. */
  quotes: 'needed' | 'all' | 'never';
};

export const PLAIN_STYLE: Style = {
  delimiter: ',',
  quote: '"',
  escape: '"',
  lineBreak: '\n',
  quotes: 'needed',
};

export function writtenCell(text: string, style: Style): string {
  const { delimiter, quote, quotes } = style;
  const needsQuotes =
    text.includes(delimiter) ||
    text.includes(delimiter.trim() || delimiter) ||
    text.startsWith(quote) ||
    /[\r\n]/.test(text);
  if (
    quotes === 'never' ||
    (quotes === 'needed' && !needsQuotes && !(style.escape === quote && text.includes(quote)))
  )
    return text;
  return quote + text.replaceAll(quote, style.escape + quote) + quote;
}

export function writtenRecord(cells: readonly string[], style: Style): string {
  return cells.map((cell) => writtenCell(cell, style)).join(style.delimiter);
}

/** The lines of a table, each with its line break. */
export function writtenTable({ header, rows }: CleanTable, style: Style): string[] {
  return [header, ...rows].map((cells) => writtenRecord(cells, style) + style.lineBreak);
}
