import type { PlottedColumn } from '../../charts/picture.js';

/** The columns, all as long as the longest: NaN for what is not there. */
export function paddedColumns(columns: readonly PlottedColumn[]): PlottedColumn[] {
  const most = Math.max(0, ...columns.map(({ values }) => values.length));
  return columns.map(({ name, values }) => ({
    name,
    values: Float64Array.from({ length: most }, (_, i) => values[i] ?? Number.NaN),
  }));
}
