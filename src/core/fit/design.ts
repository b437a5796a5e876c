import type { Checkpoint } from '../checkpoint.js';
import { GausslineError } from '../errors.js';
import type { ModelSpec } from '../model/modelSpec.js';
import { BLOCK_ROWS, type Column, type NumberColumn, type Table } from '../table/table.js';
import type { LeftOut } from './fit.js';
import { LeftOutCount } from './leftOut.js';

/**
 * The rows and columns of a model, and the frame its arithmetic runs in. A framed value is
 * `(value - shift) * scale`: the shift is the first row used, so that a large offset costs no digits; the scale is a
 * power of two, which rounds nothing and keeps squares from overflow and underflow.
 */
export type Design = {
  /** Features in the order of the formula, then the target. */
  columns: readonly NumberColumn[];
  hasIntercept: boolean;
  /** Rows used, ascending; length n. */
  rows: Uint32Array;
  /** Block b of the table holds the used rows `rows[blockStarts[b]] .. rows[blockStarts[b + 1] - 1]`. */
  blockStarts: Uint32Array;
  /** Zero without intercept. One per column, as all that follow. */
  shift: Float64Array;
  scale: Float64Array;
  isConstant: readonly boolean[];
  leftOut: LeftOut;
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
  const columns = [...spec.features, spec.target].map((name) => numberColumn(table, name));
  const leftOut = new LeftOutCount(table, [columns.at(-1)!, ...columns.slice(0, -1)]);
  const ranges = columns.map(() => ({ first: Number.NaN, low: Infinity, high: -Infinity }));
  const rows = new Uint32Array(table.rowCount);
  const blockStarts = new Uint32Array(Math.ceil(table.rowCount / BLOCK_ROWS) + 1);
  let n = 0;
  for (let block = 0; block + 1 < blockStarts.length; block++) {
    const start = n;
    n = listCompleteRows({ columns, rows, n, block, leftOut });
    blockStarts[block + 1] = n;
    for (let k = 0; k < columns.length; k++)
      widenRange(ranges[k]!, columns[k]!.blocks[block]!, rows.subarray(start, n));
    await checkpoint?.({ rows: Math.min((block + 1) * BLOCK_ROWS, table.rowCount) });
  }
  if (n === 0) throw noCompleteRow(table, leftOut.result());
  const frame = ranges.map((range, k) => frameOf(range, spec.hasIntercept, columns[k]!.name));
  return {
    columns,
    hasIntercept: spec.hasIntercept,
    rows: rows.slice(0, n),
    blockStarts,
    shift: Float64Array.from(frame, ({ shift }) => shift),
    scale: Float64Array.from(frame, ({ scale }) => scale),
    isConstant: ranges.map(({ low, high }) => low === high),
    leftOut: leftOut.result(),
  };
}

function numberColumn(table: Table, name: string): NumberColumn {
  const column: Column | undefined = table.columns.find((candidate) => candidate.name === name);
  if (column?.kind !== 'number') throw new Error(`Column ${name} of the model is no number column.`);
  return column;
}

type BlockScan = {
  columns: readonly NumberColumn[];
  rows: Uint32Array;
  n: number;
  block: number;
  leftOut: LeftOutCount;
};

function listCompleteRows({ columns, rows, n, block, leftOut }: BlockScan): number {
  const length = columns[0]!.blocks[block]!.length;
  const isIncomplete = new Uint8Array(length);
  for (const column of columns) {
    const values = column.blocks[block]!;
    for (let i = 0; i < length; i++) if (Number.isNaN(values[i]!)) isIncomplete[i] = 1;
  }
  let used = n;
  for (let i = 0; i < length; i++) {
    const row = block * BLOCK_ROWS + i;
    if (isIncomplete[i] === 1) leftOut.add(row);
    else rows[used++] = row;
  }
  return used;
}

type Range = { first: number; low: number; high: number };

function widenRange(range: Range, values: Float64Array, rows: Uint32Array): void {
  if (rows.length === 0) return;
  if (Number.isNaN(range.first)) range.first = values[rows[0]! % BLOCK_ROWS]!;
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i]! % BLOCK_ROWS]!;
    if (value < range.low) range.low = value;
    if (value > range.high) range.high = value;
  }
}

function frameOf(range: Range, hasIntercept: boolean, name: string): { shift: number; scale: number } {
  const shift = hasIntercept ? range.first : 0;
  const reach = Math.max(range.high - shift, shift - range.low);
  if (!Number.isFinite(reach))
    throw new GausslineError(
      'fit/overflow',
      `The values of \`${name}\` go from ${range.low} to ${range.high}; their difference is beyond the range of a number (1.8e308).`,
      `Divide \`${name}\` by a power of ten in the file.`,
    );
  return {
    shift,
    scale: reach === 0 ? 1 : 2 ** -Math.max(-1000, Math.min(1000, Math.floor(Math.log2(reach)))),
  };
}

function noCompleteRow(table: Table, { byReason }: LeftOut): GausslineError {
  const reasons = Object.entries(byReason).map(([reason, count]) => `${reason}: ${count}`);
  return new GausslineError(
    'fit/no-complete-row',
    `None of the ${table.rowCount} rows has a number in every column of the model (${reasons.join(', ') || 'no rows'}).`,
    'Leave the column with the most gaps out of the formula.',
  );
}
