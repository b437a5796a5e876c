import type { Checkpoint } from '../checkpoint.js';
import { GausslineError } from '../errors.js';
import { plainNameOf } from '../model/designColumn.js';
import type { ModelSpec } from '../model/modelSpec.js';
import { BLOCK_ROWS, type Table } from '../table/table.js';
import { completeRows } from './completeRows.js';
import { designRows } from './designRows.js';
import type { LeftOut } from './fit.js';
import { columnsOf, type Frame, frameOf } from './frame.js';
import { LeftOutCount } from './leftOut.js';
import { emptyRanges, widenRanges } from './ranges.js';
import { tableRows } from './tableRows.js';

/** The complete rows of a table in memory for a model, as a list that can be split, and their frame. */
export type Design = Frame & {
  /** For each column of the frame its values in all rows of the table, block by block. */
  values: readonly (readonly Float64Array[])[];
  /** Rows used, ascending; length n. */
  rows: Uint32Array;
  /** Block b of the table holds the used rows `rows[blockStarts[b]] .. rows[blockStarts[b + 1] - 1]`. */
  blockStarts: Uint32Array;
  /** One per column. */
  isConstant: readonly boolean[];
};

/**
 * Finds the complete rows of a model and the frame of its columns. The table is not changed.
 *
 * @throws GausslineError `fit/no-complete-row` when every row misses a value; `fit/overflow` when the values of a
 *   column span more than a double can hold; what `checkpoint` throws.
 */
export async function designFromTable(
  table: Table,
  spec: ModelSpec,
  checkpoint?: Checkpoint,
): Promise<Design> {
  const columns = columnsOf(spec);
  const source = designRows(tableRows(table), columns);
  const leftOut = new LeftOutCount(source, table.lines, { columnCount: columns.length });
  const ranges = emptyRanges(columns.length);
  const values = columns.map((): Float64Array[] => []);
  const rows = new Uint32Array(table.rowCount);
  const blockStarts = new Uint32Array(Math.ceil(table.rowCount / BLOCK_ROWS) + 1);
  let n = 0;
  for await (const block of source.blocks) {
    const places = completeRows(block);
    for (const [k, column] of columns.entries()) {
      const found = block.columns[k]!;
      // A column of the table is there to stay.
      values[k]!.push(plainNameOf(column) === null ? found.slice(0, block.rowCount) : found);
    }
    if (places !== null) leftOut.addAllBut(places, block);
    const count = places?.length ?? block.rowCount;
    for (let i = 0; i < count; i++) rows[n++] = block.start + (places === null ? i : places[i]!);
    blockStarts[block.start / BLOCK_ROWS + 1] = n;
    if (count > 0) widenRanges(ranges, block, places);
    await checkpoint?.({ rows: block.start + block.rowCount });
  }
  if (n === 0) throw noCompleteRow(table.rowCount, leftOut.result());
  return {
    ...frameOf(spec, ranges),
    values,
    rows: rows.slice(0, n),
    blockStarts,
    isConstant: Array.from(ranges.low, (low, k) => low === ranges.high[k]),
  };
}

/** The failure of a model that no row can be used for. */
export function noCompleteRow(rowCount: number, { byReason }: LeftOut): GausslineError {
  const reasons = Object.entries(byReason).map(([reason, count]) => `${reason}: ${count}`);
  return new GausslineError(
    'fit/no-complete-row',
    `None of the ${rowCount} rows can be used in the model (${reasons.join(', ') || 'no rows'}).`,
    wayOut(byReason),
  );
}

/** What mends the reason that costs the most rows. */
function wayOut(byReason: LeftOut['byReason']): string {
  const [reason] = Object.entries(byReason).sort(([, a], [, b]) => b - a)[0] ?? [];
  if (reason === 'weight is zero') return 'Choose another column of weights, or none.';
  if (reason === 'undefined value')
    return 'Change the function in the formula that has no value on these rows.';
  return 'Leave the column with the most gaps out of the formula.';
}
