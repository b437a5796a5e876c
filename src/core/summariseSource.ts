import { labelOf } from './plot/columnLabel.js';
import type { CellPreview, ColumnSummary, SourceSummary } from './report.js';
import { columnShape } from './table/columnShape.js';
import { MissingTokens } from './table/missingTokens.js';
import { NumberReader } from './table/numberReader.js';
import type { Column, Table } from './table/table.js';

/** What was read, and how, without the data. */
export function summariseSource(table: Table): SourceSummary {
  const { name, dialect, layout, notes, rowCount, byteCount, fingerprint, headerLine } = table;
  const missing = new MissingTokens(dialect.missingTokens, new NumberReader(dialect));
  return {
    ...{ name, dialect, layout, notes, rowCount, byteCount, fingerprint, headerLine },
    columns: table.columns.map((column, index) => ({
      ...factsOf(column),
      shape: columnShape(column, rowCount),
      preview: previewOf(column, table.firstCells[index] ?? [], missing),
    })),
  };
}

function factsOf(column: Column): Omit<ColumnSummary, 'preview' | 'shape'> {
  const { kind } = column;
  const isNumber = column.kind === 'number';
  return {
    ...labelOf(column.name),
    kind,
    form: isNumber ? column.form : null,
    firstDay: isNumber ? column.firstDay : null,
    missingCount: column.kind === 'ignored' ? 0 : column.missingCount,
    oddCount: isNumber ? column.oddCount : 0,
    distinctCount: 'distinctCount' in column ? column.distinctCount : null,
  };
}

function previewOf(column: Column, cells: readonly string[], missing: MissingTokens): CellPreview[] {
  return cells.map((raw, row) => ({ raw, read: readOf(column, row, missing.has(raw) ? null : raw) }));
}

/** What became of a cell of the first block. */
function readOf(column: Column, row: number, text: string | null): number | string | null {
  if (column.kind !== 'number') return column.kind === 'ignored' ? null : text;
  const value = column.blocks[0]?.[row];
  return value === undefined || Number.isNaN(value) ? null : value;
}
