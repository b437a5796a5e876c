import type { RowBlock } from './rowSource.js';

/** Places in a block of the rows with a number in every column, ascending; null when all have. */
export function completeRows({ columns, rowCount }: RowBlock): Uint16Array | null {
  const isIncomplete = new Uint8Array(rowCount);
  let isWhole = true;
  for (const values of columns)
    for (let i = 0; i < rowCount; i++)
      if (Number.isNaN(values[i]!)) {
        isIncomplete[i] = 1;
        isWhole = false;
      }
  return isWhole ? null : placesOf(isIncomplete, rowCount);
}

function placesOf(isIncomplete: Uint8Array, rowCount: number): Uint16Array {
  const places = new Uint16Array(rowCount);
  let count = 0;
  for (let i = 0; i < rowCount; i++) if (isIncomplete[i] === 0) places[count++] = i;
  return places.subarray(0, count);
}

/** The values of a column at these places; for null the column itself, cut to the block. */
export function valuesAt(column: Float64Array, places: Uint16Array | null, rowCount: number): Float64Array {
  if (places === null) return column.subarray(0, rowCount);
  const values = new Float64Array(places.length);
  for (let i = 0; i < places.length; i++) values[i] = column[places[i]!]!;
  return values;
}
