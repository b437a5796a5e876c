import { GausslineError } from '../core/errors.js';
import type { Fit } from '../core/fit/fit.js';
import { fitFormula } from '../core/fitFormula.js';
import { measuredCsv } from '../core/rowMeasures.js';
import type { Exported, ExportRowsRequest } from '../protocol/workerContract.js';
import type { FitJob } from './fitFor.js';
import type { OpenSource } from './openSource.node.js';
import { MEGABYTE, type ReadFile } from './readFile.js';
import { isSameFile, writeWholeFile } from './wholeFile.node.js';

/** Bytes that the measures of a row take while they are written. */
const BYTES_OF_ROW = 100;

/**
 * Writes the source with residuals and influence behind every row.
 *
 * @throws GausslineError `export/same-file`, `export/too-large`, `export/disk-full`, `export/not-writable`; what reading and
 *   fitting throw.
 */
export async function exportRows(
  file: ReadFile,
  job: FitJob & { request: ExportRowsRequest },
  source: OpenSource['source'],
): Promise<Exported> {
  const { request, work } = job;
  const { table } = file;
  if (request.source.kind === 'file') await refuseSameFile(request.source.path, request.target);
  checkRowMemory(table.rowCount, request.memoryBudget);
  const fit = await wholeFit(file, job);
  work.enter('reading');
  const { checkpoint } = work;
  const byteCount = await writeWholeFile(request.target, measuredCsv(source, { table, fit, checkpoint }));
  return { rowCount: table.rowCount, byteCount };
}

/** The fit with all of its rows: the one that is known where they are few. */
async function wholeFit(file: ReadFile, { request, work, loadKernel, known }: FitJob): Promise<Fit> {
  if (known !== null && known.crowd === null) return known;
  work.enter('fitting');
  const { checkpoint } = work;
  const { formula, confidence, references, weights, family, isExact } = request;
  const { fit } = await file.ask(work, (parts) =>
    fitFormula(file.table, formula, {
      ...{ references, weights, family, isExact },
      ...{ confidence, checkpoint, loadKernel, parts, markLimit: Number.POSITIVE_INFINITY },
    }),
  );
  return fit;
}

/** @throws GausslineError `export/too-large` where what is known of so many rows takes more megabytes than the budget. */
export function checkRowMemory(rowCount: number, budget: number): void {
  const megabytes = Math.ceil((rowCount * BYTES_OF_ROW) / MEGABYTE);
  if (megabytes <= budget) return;
  throw new GausslineError(
    'export/too-large',
    `What is known of ${rowCount} rows needs ${megabytes} MB of memory at once; the budget is ${budget} MB.`,
    'Raise the memory budget, or export a part of the file.',
  );
}

/** @throws GausslineError `export/same-file` where a file would be written over itself. */
export async function refuseSameFile(path: string, target: string): Promise<void> {
  if (!(await isSameFile(path, target))) return;
  const message = `${path} is the file that is read; its rows with diagnostics need a file of their own.`;
  throw new GausslineError('export/same-file', message, 'Choose another name.');
}
