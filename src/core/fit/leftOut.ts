import type { NumberColumn, Table } from '../table/table.js';
import { BLOCK_ROWS } from '../table/table.js';
import type { LeaveOutReason, LeftOut } from './fit.js';

const MAX_LISTED = 1000;

/** Collects the rows a model cannot use: counts all by reason, lists the first 1,000. */
export class LeftOutCount {
  private readonly byReason: Partial<Record<LeaveOutReason, number>> = {};
  private readonly rows: LeftOut['rows'][number][] = [];
  private count = 0;

  /** `columns` in the order in which a row's first bad cell is looked for. */
  constructor(
    private readonly table: Table,
    private readonly columns: readonly NumberColumn[],
  ) {}

  /** Notes one row that has a cell without a number. Rows come in ascending order. */
  add(row: number): void {
    const column = this.columns.find((candidate) => Number.isNaN(valueAt(candidate, row)));
    if (column === undefined) throw new Error(`Row ${row} has a number in every column.`);
    const oddText = textOfOddCell(column, row);
    const reason: LeaveOutReason = oddText === undefined ? 'missing value' : 'not a number';
    this.count++;
    this.byReason[reason] = (this.byReason[reason] ?? 0) + 1;
    if (this.rows.length < MAX_LISTED) this.rows.push(this.describe(row, reason, column.name, oddText ?? ''));
  }

  result(): LeftOut {
    return { count: this.count, byReason: this.byReason, rows: this.rows };
  }

  private describe(
    row: number,
    reason: LeaveOutReason,
    column: string,
    cell: string,
  ): LeftOut['rows'][number] {
    const { lines } = this.table;
    return { row, line: lines.firstLine(row), lastLine: lines.lastLine(row), reason, column, cell };
  }
}

function valueAt(column: NumberColumn, row: number): number {
  return column.blocks[Math.floor(row / BLOCK_ROWS)]![row % BLOCK_ROWS]!;
}

/** Odd cells ascend by row, so a binary search finds one. */
function textOfOddCell({ oddCells }: NumberColumn, row: number): string | undefined {
  let low = 0;
  let high = oddCells.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (oddCells[middle]!.row < row) low = middle + 1;
    else high = middle;
  }
  return oddCells[low]?.row === row ? oddCells[low]!.text : undefined;
}
