import { isOddAt } from '../table/oddValue.js';
import { BLOCK_ROWS, type NumberColumn, type Table } from '../table/table.js';
import type { RowBlock, RowSource } from './rowSource.js';

/** The rows of a table in memory as one part. */
export function tableSource(table: Table): RowSource {
  return {
    blocks: (columns) => blocksOf(table, columns),
    oddCell: (column, row) => oddCell(numberColumn(table, column), row),
    lines: table.lines,
    lineCount: () => (table.rowCount === 0 ? 0 : table.lines.lastLine(table.rowCount - 1)),
  };
}

/** A column of a model; formulas are resolved to number columns before anything is fitted. */
export function numberColumn(table: Table, name: string): NumberColumn {
  const column = table.columns.find((candidate) => candidate.name === name);
  if (column?.kind !== 'number') throw new Error(`Column ${name} of the model is no number column.`);
  return column;
}

function* blocksOf(table: Table, names: readonly string[]): Generator<RowBlock> {
  const columns = names.map((name) => numberColumn(table, name));
  for (let block = 0; block * BLOCK_ROWS < table.rowCount; block++) {
    const start = block * BLOCK_ROWS;
    const rowCount = Math.min(BLOCK_ROWS, table.rowCount - start);
    yield { start, rowCount, columns: columns.map(({ blocks }) => blocks[block]!) };
  }
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
