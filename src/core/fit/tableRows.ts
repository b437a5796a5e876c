import { isOddAt } from '../table/oddValue.js';
import { BLOCK_ROWS, type CodedColumn, type NumberColumn, type Table } from '../table/table.js';
import type { FileBlock, FileRows } from './fileRows.js';

/** The rows of a table in memory as one part. */
export function tableRows(table: Table): FileRows {
  return {
    blocks: (columns) => blocksOf(table, columns),
    levels: (column) => codedColumn(table, column).levels,
    oddCell: (column, row) => oddCell(numberColumn(table, column), row),
    lines: table.lines,
    lineCount: () => (table.rowCount === 0 ? 0 : table.lines.lastLine(table.rowCount - 1)),
  };
}

type UsableColumn = NumberColumn | CodedColumn;

/** A column of a model; formulas are resolved to columns of numbers or codes before anything is fitted. */
function usableColumn(table: Table, name: string): UsableColumn {
  const column = table.columns.find((candidate) => candidate.name === name);
  if (column === undefined || column.kind === 'ignored')
    throw new Error(`Column ${name} of the model is not read.`);
  return column;
}

function numberColumn(table: Table, name: string): NumberColumn {
  const column = usableColumn(table, name);
  if (column.kind !== 'number') throw new Error(`Column ${name} of the model is no number column.`);
  return column;
}

function codedColumn(table: Table, name: string): CodedColumn {
  const column = usableColumn(table, name);
  if (column.kind === 'number') throw new Error(`Column ${name} of the model holds numbers.`);
  return column;
}

function* blocksOf(table: Table, names: readonly string[]): Generator<FileBlock> {
  const columns = names.map((name) => usableColumn(table, name));
  for (let block = 0; block * BLOCK_ROWS < table.rowCount; block++) {
    const start = block * BLOCK_ROWS;
    const rowCount = Math.min(BLOCK_ROWS, table.rowCount - start);
    const lows = columns.map((column) => lowBlock(column, block));
    yield { start, rowCount, columns: columns.map(({ blocks }) => blocks[block]!), lows };
  }
}

function lowBlock(column: UsableColumn, block: number): Float64Array | null {
  return column.kind === 'number' ? (column.lowBlocks?.[block] ?? null) : null;
}

/** Only the first odd cells of a column are listed; the others are still told from missing ones. */
function oddCell(column: NumberColumn, row: number): string | null {
  const isOdd = isOddAt(column.blocks[Math.floor(row / BLOCK_ROWS)]!, row % BLOCK_ROWS);
  return textOfOddCell(column, row) ?? (isOdd ? '' : null);
}

/** Odd cells ascend by row, so a binary search finds one. */
export function textOfOddCell({ oddCells }: Pick<NumberColumn, 'oddCells'>, row: number): string | null {
  let low = 0;
  let high = oddCells.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (oddCells[middle]!.row < row) low = middle + 1;
    else high = middle;
  }
  return oddCells[low]?.row === row ? oddCells[low]!.text : null;
}
