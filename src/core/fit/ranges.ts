import { valuesAt } from './completeRows.js';
import type { RowBlock } from './rowSource.js';

/** Which values the rows used have; one entry to a column. Plain data. */
export type Ranges = {
  /** Values of the first row used; NaN when there is none. */
  first: Float64Array;
  /** Least and greatest; infinite when there is no row. */
  low: Float64Array;
  high: Float64Array;
};

/** The ranges of no rows. */
export function emptyRanges(columnCount: number): Ranges {
  return {
    first: new Float64Array(columnCount).fill(Number.NaN),
    low: new Float64Array(columnCount).fill(Infinity),
    high: new Float64Array(columnCount).fill(-Infinity),
  };
}

/** Takes the values of some rows of a block, or all (null); at least one. */
export function widenRanges(
  { first, low, high }: Ranges,
  { columns, rowCount }: RowBlock,
  places: Uint16Array | null,
): void {
  // Weights, which come after the columns, have no range.
  for (const k of first.keys()) {
    const values = valuesAt(columns[k]!, places, rowCount);
    if (Number.isNaN(first[k]!)) first[k] = values[0]!;
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      if (value < low[k]!) low[k] = value;
      if (value > high[k]!) high[k] = value;
    }
  }
}
