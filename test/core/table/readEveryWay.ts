import assert from 'node:assert/strict';
import { memorySource } from '../../../src/core/table/byteSource.js';
import type { Dialect } from '../../../src/core/table/dialect.js';
import { readTable } from '../../../src/core/table/readTable.js';
import type { Column, NumberColumn, Table, TextColumn } from '../../../src/core/table/table.js';

/** Chunks that cut characters, line breaks and quotes in two, and windows that hold less than a record. */
const WAYS = [
  { chunk: 1, window: 1 << 18 },
  { chunk: 2, window: 1 },
  { chunk: 3, window: 5 },
  { chunk: 7, window: 64 },
  { chunk: 1 << 16, window: 1 << 18 },
];

/** Reads bytes in chunks and windows of several sizes, makes sure that all tables are alike, and returns one. */
export async function readEveryWay(
  content: string | Uint8Array,
  dialect: Partial<Dialect> = {},
): Promise<Table> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const read = ({ chunk, window }: (typeof WAYS)[number]) =>
    readTable(memorySource('test.csv', bytes, chunk), { dialect, windowBytes: window });
  const [first, ...others] = await Promise.all(WAYS.map(read));
  for (const other of others) assert.deepStrictEqual(other, first);
  return first!;
}

export function numberColumn(table: Table, name: string): NumberColumn {
  const column = columnNamed(table, name);
  assert.equal(column.kind, 'number', `${name} is ${column.kind}`);
  return column as NumberColumn;
}

export function textColumn(table: Table, name: string): TextColumn {
  const column = columnNamed(table, name);
  assert.equal(column.kind, 'text', `${name} is ${column.kind}`);
  return column as TextColumn;
}

/** All values of a number column, blocks joined. */
export function values(table: Table, name: string): number[] {
  return numberColumn(table, name).blocks.flatMap((block) => [...block]);
}

export function warningCodes(table: Table): string[] {
  return table.warnings.map((warning) => warning.code);
}

function columnNamed(table: Table, name: string): Column {
  const column = table.columns.find((candidate) => candidate.name === name);
  assert.ok(column, `no column ${name} among ${table.columns.map((each) => each.name).join(', ')}`);
  return column;
}
