import type { RowPart } from '../core/fit/rowPart.js';
import { readTable } from '../core/table/readTable.js';
import type { Table } from '../core/table/table.js';
import type { ReadRequest } from '../protocol/workerContract.js';
import { loadKernel } from './loadKernel.js';
import type { OpenSource } from './openSource.node.js';
import type { PartThreads } from './parts/partThreads.js';
import { LEAST_BYTES, readInParts } from './parts/readInParts.js';
import type { Work } from './work.js';

/** A source that was read: its table, whole or with its rows in parts elsewhere. */
export type ReadFile = {
  /** With the values of all rows, or where they are elsewhere of the first. */
  table: Table;
  /** Asks the parts something; undefined where the table is whole. */
  ask<T>(work: Work, question: (parts: readonly RowPart[] | undefined) => Promise<T>): Promise<T>;
  /** The table with all values of some columns of numbers. */
  whole(columns: readonly string[], work: Work): Promise<Table>;
  /** True when the table has the values of all rows. */
  readonly isWhole: boolean;
  /** True when a part of it went down with its thread. */
  readonly isLost: boolean;
  /** Bytes of memory that it takes. */
  readonly byteCount: number;
  /** Whoever uses it holds it, and lets it go afterwards; the one who read it holds it from the start. */
  hold(): void;
  release(): void;
};

/** Bytes of a memory budget's unit. */
export const MEGABYTE = 1e6;

/** Reads a source: in this thread, or a large file in several others. */
export async function readFile(
  { source, file }: OpenSource,
  { request, formula }: { request: ReadRequest; formula: string | null | undefined },
  { threads, work }: { threads: PartThreads; work: Work },
): Promise<ReadFile> {
  const { reading, memoryBudget } = request;
  if (file !== null && file.source.size! >= LEAST_BYTES)
    return readInParts({ ...file, reading, formula, budget: memoryBudget * MEGABYTE }, threads, work);
  const table = await readTable(source, { ...reading, loadKernel, checkpoint: work.checkpoint });
  return wholeFile(table);
}

function wholeFile(table: Table): ReadFile {
  return {
    table,
    ask: (_, question) => question(undefined),
    whole: async () => table,
    isWhole: true,
    isLost: false,
    byteCount: bytesOf(table),
    hold: () => {},
    release: () => {},
  };
}

/** Bytes of a table's arrays; the rest of it is small. */
function bytesOf({ lines, columns, rowCount }: Table): number {
  const numbers = columns.filter(({ kind }) => kind === 'number');
  return lines.byteLength + numbers.length * rowCount * Float64Array.BYTES_PER_ELEMENT;
}
