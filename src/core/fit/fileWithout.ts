import type { FileBlock, FileRows } from './fileRows.js';

/** The rows of a part in which those left out by the user hold nothing. `rows`: their numbers in it, ascending. */
export function fileWithout(file: FileRows, rows: readonly number[] = []): FileRows {
  if (rows.length === 0) return file;
  const left = new Set(rows);
  return {
    ...file,
    blocks: (columns) => emptied(file.blocks(columns), rows),
    isLeftOut: (row) => left.has(row),
  };
}

async function* emptied(
  blocks: Iterable<FileBlock> | AsyncIterable<FileBlock>,
  rows: readonly number[],
): AsyncGenerator<FileBlock> {
  for await (const block of blocks) {
    const end = block.start + block.rowCount;
    const places = rows.filter((row) => row >= block.start && row < end).map((row) => row - block.start);
    yield places.length === 0 ? block : withoutRows(block, places);
  }
}

/** What was known of the columns no longer holds. */
function withoutRows({ start, rowCount, columns, lows }: FileBlock, places: readonly number[]): FileBlock {
  return {
    start,
    rowCount,
    columns: columns.map((column) => withoutPlaces(column, places)),
    lows: lows ?? null,
  };
}

/** A copy with no number, or no level, in some places. */
export function withoutPlaces<T extends Float64Array | Int32Array>(column: T, places: readonly number[]): T {
  const copy = column.slice() as T;
  for (const place of places) copy[place] = copy instanceof Float64Array ? Number.NaN : -1;
  return copy;
}
