import assert from 'node:assert/strict';
import { memorySource } from '../../../src/core/table/byteSource.js';
import type { Dialect } from '../../../src/core/table/dialect.js';
import { type ReadOptions, readTable } from '../../../src/core/table/readTable.js';
import type {
  CategoryColumn,
  Column,
  NumberColumn,
  Table,
  TextColumn,
} from '../../../src/core/table/table.js';
import { loadKernel } from '../../../src/worker/loadKernel.js';

/** Chunks that cut characters, line breaks and quotes in two, and windows that hold less than a record; by the kernel and without it. */
const WAYS: readonly (ReadOptions & { chunk: number })[] = [
  { chunk: 1, windowBytes: 1 << 18 },
  { chunk: 2, windowBytes: 1 },
  { chunk: 3, windowBytes: 5 },
  { chunk: 1 << 16, windowBytes: 1 << 18 },
  { chunk: 1, windowBytes: 1 << 18, loadKernel },
  { chunk: 2, windowBytes: 1, loadKernel },
  { chunk: 7, windowBytes: 80, loadKernel },
  { chunk: 1 << 16, windowBytes: 1 << 18, loadKernel },
];

/** Reads bytes in chunks and windows of several sizes, makes sure that all tables are alike, and returns one. */
export async function readEveryWay(
  content: string | Uint8Array,
  dialect: Partial<Dialect> = {},
): Promise<Table> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const read = ({ chunk, ...options }: (typeof WAYS)[number]) =>
    readTable(memorySource('test.csv', bytes, chunk), { dialect, ...options });
  const [first, ...others] = await Promise.all(WAYS.map(read));
  for (const other of others) assert.deepStrictEqual(other, first);
  return first!;
}

export function numberColumn(table: Table, name: string): NumberColumn {
  const column = columnNamed(table, name);
  assert.equal(column.kind, 'number', `${name} is ${column.kind}`);
  return column as NumberColumn;
}

/** A column that is no number: a text, or a category. */
export function textColumn(table: Table, name: string): TextColumn | CategoryColumn {
  const column = columnNamed(table, name);
  assert.ok(column.kind === 'text' || column.kind === 'category', `${name} is ${column.kind}`);
  return column;
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
