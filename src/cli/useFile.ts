import { availableParallelism } from 'node:os';
import path from 'node:path';
import type { Warning } from '../core/errors.js';
import type { ByteSource } from '../core/table/byteSource.js';
import { leavingOut } from '../worker/leftOutRows.js';
import { loadKernel } from '../worker/loadKernel.js';
import { PartThreads } from '../worker/parts/partThreads.js';
import { type ReadFile, type ReadOrder, readFile } from '../worker/readFile.js';
import { Work } from '../worker/work.js';
import { openSource } from './openSource.js';

/** What was read of a file, and what happened to it meanwhile. */
export type UsedFile = { file: ReadFile; work: Work; changed: Warning | null; source: ByteSource };

/** Megabytes that the numbers of a file may take unless told otherwise. */
export const MEMORY_BUDGET = 1024;

/**
 * Reads a file, a large one in threads of the worker's bundle beside this one, and ends them after it was used.
 *
 * @throws GausslineError every failure of the file.
 */
export async function useFile<T>(
  name: string,
  order: ReadOrder,
  use: (used: UsedFile) => Promise<T>,
): Promise<T> {
  const threads = new PartThreads(path.join(__dirname, 'worker.js'), availableParallelism());
  const work = new Work(new AbortController().signal);
  try {
    const opened = await openSource(name);
    const file = await readFile(opened, order, { threads, work, loadKernel });
    return await use({
      file: leavingOut(file, order.reading.without, loadKernel),
      work,
      changed: await opened.changedSince(),
      source: opened.source,
    });
  } finally {
    threads.close();
  }
}
