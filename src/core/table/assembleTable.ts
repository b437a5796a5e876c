import type { Warning } from '../errors.js';
import type { PartTally } from './blockReader.js';
import { type ColumnBlocks, finishedColumn, type ReadColumn } from './finishColumns.js';
import type { LineIndex } from './lineIndex.js';
import type { TablePlan } from './planTable.js';
import type { ReadChoices } from './readChoices.js';
import type { Table } from './table.js';
import { notANumberWarning } from './tableWarnings.js';

/** What is known of a file when all its rows have been read. */
export type WholeRead = {
  name: string;
  plan: TablePlan;
  columns: readonly ReadColumn[];
  tally: PartTally;
  lines: LineIndex;
  byteCount: number;
  fingerprint: string;
};

/** What the plan and all rows say of each column. */
export function readColumns({ columns, names }: TablePlan, tally: PartTally): ReadColumn[] {
  return columns.map(({ plan, firstOdd }, k) => {
    const column = tally.columns[k]!;
    return { name: names[k]!, plan, tally: column, firstOdd: firstOdd ?? lateOdd(column) };
  });
}

/** The table of a file. `blocks` gives the values of a column; `warnings` are those of the encoding. */
export function assembleTable(
  { name, plan, columns, tally, lines, byteCount, fingerprint }: WholeRead,
  options: {
    blocks: (column: number) => ColumnBlocks;
    kinds: ReadChoices['kinds'] | undefined;
    warnings: readonly Warning[];
  },
): Table {
  const { guess } = plan.plan;
  const { dialect, notes, firstCells } = guess;
  const finished = columns.map((column, k) =>
    finishedColumn(column, options.blocks(k), options.kinds?.[column.name]),
  );
  return {
    ...{ name, dialect, notes, firstCells, headerLine: plan.headerLine, lines },
    layout: { ...guess.table.layout, endLine: tally.endLine },
    ...{ columns: finished, rowCount: tally.rowCount, byteCount, fingerprint },
    warnings: [
      ...[...guess.warnings, ...options.warnings, ...tally.repairs, ...plan.warnings],
      ...notANumberWarning(finished, lines),
    ],
  };
}

/** The first odd cell of a column read as numbers, if most before it were. */
function lateOdd({ firstOdd }: PartTally['columns'][number]): ReadColumn['firstOdd'] {
  if (firstOdd === null || firstOdd.numbersBefore * 2 <= firstOdd.row) return undefined;
  return { row: firstOdd.row, text: firstOdd.text };
}
