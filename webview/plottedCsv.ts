import type { PlottedColumn } from './charts/picture.js';

/** Plotted columns as CSV (RFC 4180, comma, header); numbers at full precision, what is undefined is empty. */
export function plottedCsv(columns: readonly PlottedColumn[]): string {
  const lines = [columns.map((column) => quoted(column.name)).join(',')];
  const rowCount = columns[0]?.values.length ?? 0;
  for (let row = 0; row < rowCount; row++) {
    lines.push(
      columns.map(({ values }) => (Number.isFinite(values[row]!) ? String(values[row]) : '')).join(','),
    );
  }
  return `${lines.join('\n')}\n`;
}

function quoted(name: string): string {
  return /[",\r\n]|^\s|\s$/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}
