import type { ColumnBlocks } from './finishColumns.js';
import type { Block } from './scanner.js';
import { BLOCK_ROWS } from './table.js';

/** Keeps the blocks of a whole table: all but the last of a column have exactly `BLOCK_ROWS` rows. */
export class KeptBlocks {
  readonly columns: { numbers: Float64Array[]; codes: Int32Array[]; lows: Float64Array[] }[];
  private rowCount = 0;

  constructor(columnCount: number) {
    this.columns = Array.from({ length: columnCount }, () => ({ numbers: [], codes: [], lows: [] }));
  }

  /** Copies a block. */
  add({ columns, lows, rowCount }: Block): void {
    const at = this.rowCount % BLOCK_ROWS;
    for (const [column, kept] of this.columns.entries()) {
      const values = columns[column]!;
      if (values instanceof Float64Array) append(kept.numbers, values, at);
      else if (values !== null) append(kept.codes, values, at);
      const low = lows?.[column];
      if (low) append(kept.lows, low, at);
    }
    this.rowCount += rowCount;
  }

  column(index: number): ColumnBlocks {
    return this.columns[index]!;
  }
}

/** Appends values to blocks whose last one holds `at` rows, or is full where that is 0. */
function append<T extends Float64Array | Int32Array>(blocks: T[], values: T, at: number): void {
  const room = at === 0 ? 0 : BLOCK_ROWS - at;
  if (room > 0) blocks.push(joined(blocks.pop()!, values.subarray(0, room) as T));
  for (let start = room; start < values.length; start += BLOCK_ROWS)
    blocks.push(values.slice(start, start + BLOCK_ROWS) as T);
}

function joined<T extends Float64Array | Int32Array>(first: T, second: T): T {
  const both = (
    first instanceof Float64Array
      ? new Float64Array(first.length + second.length)
      : new Int32Array(first.length + second.length)
  ) as T;
  both.set(first);
  both.set(second, first.length);
  return both;
}
