import { BLOCK_ROWS } from '../table/table.js';
import type { Design } from './design.js';
import { widthOf } from './frame.js';
import { type FramedRows, fillFramed } from './framedRows.js';

/** `start` is the index of the first row among the used rows of a design. */
export type DesignBlock = FramedRows & { start: number };

/**
 * The used rows block by block as `[1 X y]` in the design's frame, at most 4096 rows each. One buffer serves all blocks: a block is valid until the next one.
 */
export function* designBlocks(design: Design): Generator<DesignBlock> {
  const width = widthOf(design);
  const buffer = new Float64Array(width * Math.min(BLOCK_ROWS, design.rows.length));
  for (let block = 0; block + 1 < design.blockStarts.length; block++) {
    const start = design.blockStarts[block]!;
    const rows = design.rows.subarray(start, design.blockStarts[block + 1]!);
    if (rows.length === 0) continue;
    const values = buffer.subarray(0, width * rows.length);
    const columns = design.values.map((blocks) => blocks[block]!);
    const places = Uint16Array.from(rows, (row) => row % BLOCK_ROWS);
    fillFramed(design, { columns, rowCount: columns[0]!.length }, { places, values });
    yield { values, rowCount: rows.length, start };
  }
}
