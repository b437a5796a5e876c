import { BLOCK_ROWS, type Column, type NumberColumn } from './table.js';

/** Bars of a sketch; it is as wide as a word. */
const BARS = 12;
/** So many values show the shape as well as all of them. */
const MOST_VALUES = 4096;

/**
 * How the values of a column are spread, for a sketch of it: of numbers the counts in 12 bins of equal width, lowest
 * first, over evenly spaced rows; of a category the counts of its levels, most frequent first, 12 at most. Null where
 * there is nothing to show, or where most rows lie elsewhere (see `NumberColumn.blocks`).
 */
export function columnShape(column: Column, rowCount: number): readonly number[] | null {
  if (column.kind === 'category') return [...column.levelCounts].sort((a, b) => b - a).slice(0, BARS);
  if (column.kind !== 'number') return null;
  let held = 0;
  for (const block of column.blocks) held += block.length;
  return held === rowCount ? binned(sampled(column, rowCount)) : null;
}

function sampled({ blocks }: NumberColumn, rowCount: number): number[] {
  const step = Math.max(1, Math.floor(rowCount / MOST_VALUES));
  const values: number[] = [];
  for (let row = 0; row < rowCount; row += step) {
    const value = blocks[Math.floor(row / BLOCK_ROWS)]?.[row % BLOCK_ROWS] ?? Number.NaN;
    if (!Number.isNaN(value)) values.push(value);
  }
  return values;
}

function binned(values: readonly number[]): readonly number[] | null {
  if (values.length === 0) return null;
  let [low, high] = [values[0]!, values[0]!];
  for (let k = 1; k < values.length; k++) {
    const value = values[k]!;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const counts = new Array<number>(BARS).fill(0);
  // Halves first: the span of the largest doubles is no double.
  const [half, span] = [low / 2, high / 2 - low / 2];
  for (let k = 0; k < values.length; k++) {
    const bin = high === low ? BARS >> 1 : Math.floor(((values[k]! / 2 - half) / span) * BARS);
    counts[Math.min(BARS - 1, bin)]!++;
  }
  return counts;
}
