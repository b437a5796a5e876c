import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { NO_CHOICES, type ReadChoices } from '../../../src/core/table/readChoices.js';
import { readTable } from '../../../src/core/table/readTable.js';
import type { Column, Table } from '../../../src/core/table/table.js';
import { fileSource } from '../../../src/worker/fileSource.node.js';
import { loadKernel } from '../../../src/worker/loadKernel.js';
import type { PartedFile } from '../../../src/worker/parts/partedFile.js';
import type { PartThreads } from '../../../src/worker/parts/partThreads.js';
import { readInParts } from '../../../src/worker/parts/readInParts.js';
import { Work } from '../../../src/worker/work.js';

export const quiet = () => new Work(new AbortController().signal);

type Reading = { reading?: ReadChoices; budget?: number; formula?: string | null; work?: Work };

/** Reads a file in parts, with memory for all of it unless told otherwise. */
export async function readParted(
  path: string,
  threads: PartThreads,
  { reading = NO_CHOICES, budget = 1e9, formula, work = quiet() }: Reading = {},
): Promise<PartedFile> {
  const model = formula === undefined ? undefined : { formula };
  const source = await fileSource(path);
  return readInParts({ source, path, reading, budget, model, loadKernel }, threads, work);
}

/** What a table says of a file, but for the values. */
export function factsOf({ columns, lines, ...facts }: Table): unknown {
  const rows = Array.from({ length: lines.rowCount }, (_, row) => [
    lines.firstLine(row),
    lines.lastLine(row),
  ]);
  return { ...facts, lines: rows, columns: columns.map(withoutValues) };
}

function withoutValues(column: Column): unknown {
  return 'blocks' in column ? { ...column, blocks: [] } : column;
}

/** The values of the columns of numbers, by name. */
export function numbersOf({ columns }: Table): [string, number[]][] {
  const numbers = columns.filter((column) => column.kind === 'number');
  return numbers.map(({ name, blocks }) => [name, blocks.flatMap((block) => [...block])]);
}

/** Writes a file, reads it in one piece and in parts, and finds no difference. Returns what was read in one piece. */
export async function assertSame(path: string, text: string | Uint8Array, pools: readonly PartThreads[]) {
  writeFileSync(path, text);
  const table = await readTable(await fileSource(path), { loadKernel });
  for (const threads of pools) await assertSameAs(table, path, threads);
  return table;
}

async function assertSameAs(table: Table, path: string, threads: PartThreads): Promise<void> {
  const file = await readParted(path, threads);
  const names = table.columns.filter(({ kind }) => kind === 'number').map(({ name }) => name);
  try {
    assert.deepEqual(factsOf(file.table), factsOf(table), `${threads.count} parts`);
    assert.deepEqual(numbersOf(await file.whole(names, quiet())), numbersOf(table), `${threads.count} parts`);
  } finally {
    file.release();
  }
}
