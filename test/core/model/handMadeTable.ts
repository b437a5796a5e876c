import { MISSING_TOKENS } from '../../../src/core/table/dialect.js';
import { consecutiveLines } from '../../../src/core/table/lineIndex.js';
import { BLOCK_ROWS, type Column, type NumberColumn, type Table } from '../../../src/core/table/table.js';

/** A table made by hand: numbers become number columns (`NaN` missing), texts become text columns. */
export function handMadeTable(values: Record<string, readonly number[] | readonly string[]>): Table {
  const columns = Object.entries(values).map(([name, cells]) => column(name, cells));
  const rowCount = Object.values(values)[0]?.length ?? 0;
  return {
    name: 'hand.csv',
    dialect: {
      delimiter: ',',
      quote: '"',
      escape: 'doubled',
      decimal: '.',
      thousands: null,
      hasHeader: true,
      encoding: 'utf-8',
      hasByteOrderMark: false,
      missingTokens: MISSING_TOKENS,
    },
    layout: { preambleLines: 0, headerRecords: 1, endLine: null },
    headerLine: 1,
    columns,
    notes: [],
    firstCells: [],
    rowCount,
    lines: consecutiveLines(rowCount, 2),
    byteCount: 0,
    fingerprint: '0123456789abcdef',
    warnings: [],
  };
}

function column(name: string, cells: readonly number[] | readonly string[]): Column {
  return cells.every((cell) => typeof cell === 'number')
    ? numberColumn(name, cells as readonly number[])
    : textColumn(name, cells.map(String));
}

function numberColumn(name: string, cells: readonly number[]): NumberColumn {
  const blocks: Float64Array[] = [];
  for (let start = 0; start < cells.length; start += BLOCK_ROWS)
    blocks.push(Float64Array.from(cells.slice(start, start + BLOCK_ROWS)));
  return {
    kind: 'number',
    name,
    form: 'plain',
    firstDay: null,
    currency: '',
    blocks,
    oddCount: 0,
    missingCount: cells.filter(Number.isNaN).length,
    oddCells: [],
    countsByOne: (cells[0] === 0 || cells[0] === 1) && cells.every((cell, row) => cell === cells[0]! + row),
  };
}

function textColumn(name: string, cells: readonly string[]): Column {
  const present = cells.filter((cell) => cell !== '');
  const oddRow = cells.findIndex((cell) => Number.isNaN(Number(cell)));
  return {
    kind: 'text',
    name,
    ...codesOf(cells),
    missingCount: cells.length - present.length,
    distinctCount: new Set(present).size,
    isAllDistinct: new Set(present).size === present.length,
    example: present[0] ?? '',
    firstOdd: oddRow > 0 ? { row: oddRow, text: cells[oddRow]! } : undefined,
  };
}

function codesOf(cells: readonly string[]) {
  const levels = [...new Set(cells.filter((cell) => cell !== ''))];
  const codes = Int32Array.from(cells, (cell) => levels.indexOf(cell));
  const levelCounts = levels.map((level) => cells.filter((cell) => cell === level).length);
  return { levels, levelCounts, blocks: [codes] };
}
