import type { Smoother } from '../core/buildReport.js';
import type { RowPart } from '../core/fit/rowPart.js';
import { readTable } from '../core/table/readTable.js';
import { bytesOfValue, type Table } from '../core/table/table.js';
import type { ReadRequest } from '../protocol/workerContract.js';
import type { LoadKernel } from './kernelPool.js';
import type { OpenSource } from './openSource.node.js';
import type { WantedModel } from './parts/fileStart.js';
import type { PartThreads } from './parts/partThreads.js';
import { LEAST_BYTES, readInParts } from './parts/readInParts.js';
import type { Work } from './work.js';

/** A source that was read: its table, whole or with its rows in parts elsewhere. */
export type ReadFile = {
  /** With the values of all rows, or where they are elsewhere of the first. */
  table: Table;
  /** Asks the parts something; undefined where the table is whole. */
  ask<T>(work: Work, question: (parts: readonly RowPart[] | undefined) => Promise<T>): Promise<T>;
  /** Has others compute smooths, each another; null where there is nobody else. */
  smoother(work: Work): Smoother | null;
  /** The table with all values of some columns of numbers. */
  whole(columns: readonly string[], work: Work): Promise<Table>;
  /** One to a part, where the table is whole to the only one: how many rows come before it. */
  readonly rowsBefore: readonly number[];
  /** True when the table has the values of all rows. */
  readonly isWhole: boolean;
  /** True when a part of it went down with its thread. */
  readonly isLost: boolean;
  /** True when a fit of this model wants what doubles leave of the decimals, and that was not read. */
  lacksLowWords(model: WantedModel): Promise<boolean>;
  /** Bytes of memory that it takes. */
  readonly byteCount: number;
  /** Whoever uses it holds it, and lets it go afterwards; the one who read it holds it from the start. */
  hold(): void;
  release(): void;
};

/** Bytes of a memory budget's unit. */
export const MEGABYTE = 1e6;

/** How a source is read. `model`: what will be fitted; undefined for nothing. */
export type ReadOrder = Pick<ReadRequest, 'reading' | 'memoryBudget'> & { model: WantedModel | undefined };

/** What a source is read with. */
export type Readers = { threads: PartThreads; work: Work; loadKernel: LoadKernel };

/** Reads a source: in this thread, or a large file in several others. */
export async function readFile(
  {
    source,
    file,
    fingerprint,
  }: Pick<OpenSource, 'source' | 'file'> & Partial<Pick<OpenSource, 'fingerprint'>>,
  { reading, memoryBudget, model }: ReadOrder,
  { threads, work, loadKernel }: Readers,
): Promise<ReadFile> {
  if (file !== null && file.source.size! >= LEAST_BYTES)
    return readInParts(
      { ...file, reading, model, budget: memoryBudget * MEGABYTE, loadKernel },
      threads,
      work,
    );
  const { checkpoint } = work;
  return wholeFile(
    await readTable(source, { ...reading, loadKernel, wantsLow: true, fingerprint, checkpoint }),
  );
}

function wholeFile(table: Table): ReadFile {
  return {
    table,
    ask: (_, question) => question(undefined),
    smoother: () => null,
    whole: async () => table,
    rowsBefore: [0],
    isWhole: true,
    isLost: false,
    lacksLowWords: async () => false,
    byteCount: bytesOf(table),
    hold: () => {},
    release: () => {},
  };
}

/** Bytes of a table's arrays; the rest of it is small. */
function bytesOf({ lines, columns, rowCount }: Table): number {
  return lines.byteLength + rowCount * columns.reduce((sum, column) => sum + bytesOfValue(column), 0);
}
