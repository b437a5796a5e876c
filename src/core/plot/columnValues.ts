import { BLOCK_ROWS, type Table } from '../table/table.js';

/** Values of a number column at the given rows; same length. */
export function columnValues(table: Table, name: string, rows: Uint32Array): Float64Array {
  const column = table.columns.find((candidate) => candidate.name === name);
  if (column?.kind !== 'number') throw new Error(`Column ${name} of the model is no number column.`);
  const { blocks } = column;
  const values = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    values[i] = blocks[Math.floor(row / BLOCK_ROWS)]![row % BLOCK_ROWS]!;
  }
  return values;
}

/** Arithmetic mean, summed as differences from the first value so that a large offset costs no digits. */
export function meanOf(values: Float64Array): number {
  const first = values[0]!;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! - first;
  return first + sum / values.length;
}

/** Least and greatest finite value; [0, 0] when there is none. */
export function rangeOf(values: Float64Array): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low > high ? [0, 0] : [low, high];
}
