import { BLOCK_ROWS } from '../table/table.js';
import type { Design } from './design.js';

/** Some rows of a design in its frame: column-major, `rowCount` values to a column. */
export type DesignBlock = { values: Float64Array; rowCount: number; start: number };

/** Number of columns of `[1 X y]`, the first only with an intercept. */
export function widthOf(design: Design): number {
  return design.columns.length + (design.hasIntercept ? 1 : 0);
}

/**
 * The used rows block by block as `[1 X y]` in the design's frame, at most 4096 rows each. `start` is the index of
 * the block's first row among the used rows. One buffer serves all blocks: a block is valid until the next one.
 */
export function* designBlocks(design: Design): Generator<DesignBlock> {
  const buffer = new Float64Array(widthOf(design) * Math.min(BLOCK_ROWS, design.rows.length));
  for (let block = 0; block + 1 < design.blockStarts.length; block++) {
    const start = design.blockStarts[block]!;
    const rowCount = design.blockStarts[block + 1]! - start;
    if (rowCount === 0) continue;
    const values = buffer.subarray(0, widthOf(design) * rowCount);
    fillBlock(design, block, values);
    yield { values, rowCount, start };
  }
}

function fillBlock(design: Design, block: number, values: Float64Array): void {
  const rows = design.rows.subarray(design.blockStarts[block], design.blockStarts[block + 1]);
  let to = 0;
  if (design.hasIntercept) to = values.fill(1, 0, rows.length) && rows.length;
  for (let k = 0; k < design.columns.length; k++) {
    const column = design.columns[k]!.blocks[block]!;
    const shift = design.shift[k]!;
    const scale = design.scale[k]!;
    for (let i = 0; i < rows.length; i++) values[to++] = (column[rows[i]! % BLOCK_ROWS]! - shift) * scale;
  }
}
