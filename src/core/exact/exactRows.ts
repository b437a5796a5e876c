import { valuesAt } from '../fit/completeRows.js';
import type { Frame } from '../fit/frame.js';
import type { RowBlock } from '../fit/rowSource.js';
import { difference, fromNumber, normalised, scaled, squareRoot } from './doubleDouble.js';
import { type ExactColumn, emptyColumn, entry, setEntry, subtractMultiple } from './exactColumns.js';
import { type ExactTriangle, entryOfTriangle } from './exactTriangle.js';

/** Some rows of a block, or all (null), as `[1 X y]` in a frame. */
export function exactFramed(
  { columns, hasIntercept, shift, scale }: Frame,
  block: RowBlock,
  places: Uint16Array | null,
): ExactColumn[] {
  const count = places?.length ?? block.rowCount;
  const framed = columns.map((_, k) => {
    const high = valuesAt(block.columns[k]!, places, block.rowCount);
    const lows = block.lows?.[k] ?? null;
    const low = lows === null ? null : valuesAt(lows, places, block.rowCount);
    const column = emptyColumn(count);
    const about = fromNumber(shift[k]!);
    for (let i = 0; i < count; i++) {
      const value = normalised(high[i]!, low === null ? 0 : low[i]!);
      setEntry(column, i, scaled(difference(value, about), scale[k]!));
    }
    return column;
  });
  if (!hasIntercept) return framed;
  const ones = emptyColumn(count);
  ones.high.fill(1);
  return [ones, ...framed];
}

/**
 * Rows of Q, their columns of unit norm (column-major), and the residuals, all in the frame. `triangle` is that of the
 * columns kept and the target.
 */
export function exactRowsOfQ(
  triangle: ExactTriangle,
  kept: readonly number[],
  framed: readonly ExactColumn[],
): { q: Float64Array; residual: Float64Array } {
  const columns = [...kept.map((column) => framed[column]!), framed.at(-1)!];
  const p = kept.length;
  const rowCount = columns[0]!.high.length;
  const q = new Float64Array(p * rowCount);
  for (let k = 0; k < p; k++) {
    for (let j = k + 1; j <= p; j++)
      subtractMultiple(columns[j]!, entryOfTriangle(triangle, k, j), columns[k]!);
    const norm = squareRoot(entry(triangle.squares, k)).high;
    q.set(
      columns[k]!.high.map((value) => value / norm),
      k * rowCount,
    );
  }
  return { q, residual: columns[p]!.high };
}
