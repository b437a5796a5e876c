/** A column to write: numbers or texts, all columns of one length. */
export type CsvColumn = { name: string; values: ArrayLike<number> | readonly string[] };

/**
 * Columns as CSV by RFC 4180: commas, `\n`, quotes only where needed, a header. A number is written with the fewest
 * digits that read back as the same double; one that is not finite becomes an empty cell.
 *
 * @throws Error when the columns differ in length.
 */
export function writeCsv(columns: readonly CsvColumn[]): string {
  const length = columns[0]?.values.length ?? 0;
  if (columns.some((column) => column.values.length !== length)) throw new Error('Columns differ in length.');
  const lines = [csvRecord(columns.map((column) => column.name))];
  for (let row = 0; row < length; row++)
    lines.push(csvRecord(columns.map((column) => csvCell(column.values[row]!))));
  return `${lines.join('\n')}\n`;
}

/** A number with the fewest digits that read back as the same double; empty where it is not finite. */
export function csvCell(value: number | string): string {
  if (typeof value === 'string') return value;
  if (Object.is(value, -0)) return '-0';
  return Number.isFinite(value) ? String(value) : '';
}

/** One record without its line end. A single empty cell is quoted: an empty line would be no row. */
export function csvRecord(cells: readonly string[]): string {
  return cells.length === 1 && cells[0] === '' ? '""' : cells.map(quoted).join(',');
}

/** Quotes also keep the spaces around a text, which a reader may drop. */
function quoted(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
