import type { Checkpoint } from '../core/checkpoint.js';
import type { Fit } from '../core/fit/fit.js';
import { partOf } from '../core/fit/partOf.js';
import { plainArithmetic } from '../core/fit/plainArithmetic.js';
import type { RowPart } from '../core/fit/rowPart.js';
import { tableRows } from '../core/fit/tableRows.js';
import { fitFormula } from '../core/fitFormula.js';
import type { Table } from '../core/table/table.js';
import type { FitRequest } from '../protocol/workerContract.js';
import type { LoadKernel } from './kernelPool.js';
import type { ReadFile } from './readFile.js';
import type { Work } from './work.js';

/** A question about a fit. */
export type FitJob = {
  request: FitRequest;
  work: Work;
  loadKernel: LoadKernel;
  /** That fit, where it was made before. */
  known: Fit | null;
  /** For what is asked of it next. */
  keep(fit: Fit): void;
};

/** The fit a question is about, made anew where it is not known. */
export async function fitFor(
  { table }: ReadFile,
  { request, work, loadKernel, known, keep }: FitJob,
  parts: readonly RowPart[] | undefined,
): Promise<Fit> {
  // A file that was read again may be cut otherwise.
  if (known !== null && known.solved.rowsBefore.length === (parts?.length ?? 1)) return known;
  const { formula, confidence, references, weights, family, isExact, ridge: lambda } = request;
  const model = { references, weights, family, isExact, lambda };
  const { checkpoint } = work;
  const { fit } = await fitFormula(table, formula, { ...model, confidence, checkpoint, loadKernel, parts });
  keep(fit);
  return fit;
}

/** Asks something of the rows of a fit: those in memory are one part. */
export async function askRows<T>(
  file: ReadFile,
  job: FitJob,
  question: (fit: Fit, parts: readonly RowPart[]) => Promise<T>,
): Promise<T> {
  const { work } = job;
  work.enter('fitting');
  return file.ask(work, async (parts) => {
    const fit = await fitFor(file, job, parts);
    return question(fit, parts ?? [wholePart(file.table, work.checkpoint)]);
  });
}

/** The rows of a table in memory, all in one part. */
export function wholePart(table: Table, checkpoint?: Checkpoint): RowPart {
  return partOf(tableRows(table), { arithmetic: plainArithmetic, checkpoint });
}
