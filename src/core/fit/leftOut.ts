import type { RowLines } from './fileRows.js';
import type { LeaveOutReason, LeftOut } from './fit.js';
import type { RowBlock, RowSource } from './rowSource.js';

const MAX_LISTED = 1000;

/** Collects the rows a model cannot use: counts all by reason, lists the first 1,000. */
export class LeftOutCount {
  private readonly byReason: Partial<Record<LeaveOutReason, number>> = {};
  private readonly rows: LeftOut['rows'][number][] = [];
  private count = 0;
  /** Columns in the order in which a row's first bad cell is looked for: the target, the features, the weights. */
  private readonly order: readonly number[];

  constructor(
    private readonly source: Pick<RowSource, 'noValue'>,
    private readonly lines: RowLines,
    { columnCount, hasWeights = false }: { columnCount: number; hasWeights?: boolean },
  ) {
    const target = columnCount - 1;
    this.order = [target, ...Array(target).keys(), ...(hasWeights ? [columnCount] : [])];
  }

  /** Notes the rows of a block that are not among `used` (places in the block, ascending). Blocks in file order. */
  addAllBut(used: Uint16Array, block: RowBlock): void {
    let next = 0;
    for (let i = 0; i < block.rowCount; i++) {
      if (used[next] === i) next++;
      else this.add(block, i);
    }
  }

  result(): LeftOut {
    return { count: this.count, byReason: this.byReason, rows: this.rows };
  }

  private add({ columns, start }: RowBlock, place: number): void {
    const column = this.order.find((k) => Number.isNaN(columns[k]![place]!));
    if (column === undefined) throw new Error(`Row ${start + place} has a number in every column.`);
    const row = start + place;
    const why = this.source.noValue(column, row);
    this.count++;
    this.byReason[why.reason] = (this.byReason[why.reason] ?? 0) + 1;
    if (this.rows.length >= MAX_LISTED) return;
    const where = { row, line: this.lines.firstLine(row), lastLine: this.lines.lastLine(row) };
    this.rows.push({ ...where, ...why });
  }
}

type PartRows = { rowCount: number; lineCount: number; leftOut: LeftOut };

/** The rows left out of two parts, the second one following the first. */
export function mergeLeftOut(first: PartRows, second: PartRows): LeftOut {
  const { rowCount, lineCount } = first;
  const room = MAX_LISTED - first.leftOut.rows.length;
  const rows = second.leftOut.rows.slice(0, room).map((row) => ({
    ...row,
    row: row.row + rowCount,
    line: row.line + lineCount,
    lastLine: row.lastLine + lineCount,
  }));
  const byReason = { ...first.leftOut.byReason };
  for (const [reason, count] of Object.entries(second.leftOut.byReason) as [LeaveOutReason, number][])
    byReason[reason] = (byReason[reason] ?? 0) + count;
  return {
    count: first.leftOut.count + second.leftOut.count,
    byReason,
    rows: [...first.leftOut.rows, ...rows],
  };
}
