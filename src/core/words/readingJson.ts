import { summariseSource } from '../summariseSource.js';
import type { Column, Table } from '../table/table.js';

/** Odd cells of a column that are listed. */
const LISTED_CELLS = 100;

/** What was read of a file and how, as plain data: the JSON of `gaussline read`. Every key is always there. */
export function readingToJson(table: Table): object {
  const { name, rowCount, byteCount, columns, notes } = summariseSource(table);
  const { preambleLines, headerRecords, endLine } = table.layout;
  return {
    name,
    rowCount,
    byteCount,
    dialect: table.dialect,
    layout: {
      preambleLines,
      headerLine: table.headerLine ?? null,
      headerRecords,
      endLine,
    },
    columns: columns.map(({ preview, ...column }, index) => ({
      name: table.columns[index]!.name,
      kind: column.kind,
      form: column.form,
      firstDay: column.firstDay,
      missingCount: column.missingCount,
      oddCount: column.oddCount,
      distinctCount: column.distinctCount,
      examples: preview,
    })),
    oddities: table.columns.flatMap((column) => oddCells(column, table)),
    notes,
    warnings: table.warnings.map(({ code, message, hint }) => ({ code, message, hint: hint ?? null })),
  };
}

function oddCells(column: Column, { lines }: Table): object[] {
  if (column.kind !== 'number') return [];
  return column.oddCells
    .slice(0, LISTED_CELLS)
    .map(({ row, text }) => ({ column: column.name, line: lines.firstLine(row), text }));
}
