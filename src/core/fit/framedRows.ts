import { valuesAt } from './completeRows.js';
import type { Frame } from './frame.js';
import type { RowBlock } from './rowSource.js';

/** Some rows as `[1 X y]` in a frame: column-major, `rowCount` values to a column. */
export type FramedRows = { values: Float64Array; rowCount: number };

/** Writes some rows of a block, or all (null), as `[1 X y]` in a frame. */
export function fillFramed(
  { columns, hasIntercept, shift, scale }: Frame,
  block: Pick<RowBlock, 'columns' | 'rowCount'>,
  { places, values }: { places: Uint16Array | null; values: Float64Array },
): void {
  const count = places?.length ?? block.rowCount;
  let to = 0;
  if (hasIntercept) to = values.fill(1, 0, count) && count;
  for (let k = 0; k < columns.length; k++) {
    const column = valuesAt(block.columns[k]!, places, block.rowCount);
    const about = shift[k]!;
    const unit = scale[k]!;
    for (let i = 0; i < count; i++) values[to++] = (column[i]! - about) * unit;
  }
}

/** Multiplies each row by a factor of its own, in place. */
export function multiplyRows({ values, rowCount }: FramedRows, factors: Float64Array): void {
  for (let k = 0; k < values.length; k += rowCount)
    for (let i = 0; i < rowCount; i++) values[k + i]! *= factors[i]!;
}
