import { testAssumptions } from '../core/assumptions.js';
import type { Fit } from '../core/fit/fit.js';
import { describeRows, fitWithout } from '../core/fitWithout.js';
import { inputsOf } from '../core/model/designColumn.js';
import type { AssumptionTest } from '../core/words/assumptionWords.js';
import type { DescribedRows, OfText, WithoutRows } from '../protocol/influenceContract.js';
import type { RowsRequest } from '../protocol/workerContract.js';
import { askRows, type FitJob } from './fitFor.js';
import type { ReadFile } from './readFile.js';

/** Columns of the file that a list of rows has room for. */
const MOST_COLUMNS = 4;

type RowsJob = FitJob & { request: RowsRequest };

/** What single rows do to the fit, with their values. */
export async function rowsDescribed(file: ReadFile, job: RowsJob): Promise<OfText<DescribedRows>> {
  const rows = [...new Set(job.request.rows)].sort((a, b) => a - b);
  const answer = await askRows(file, job, async (fit, parts) => {
    const columns = shownColumns(fit);
    return { columns, rows: await describeRows(fit, parts, { rows, inputs: columns }) };
  });
  return { answer, fingerprint: file.table.fingerprint };
}

/** The fit without rows. */
export async function withoutRowsOf(file: ReadFile, job: RowsJob): Promise<OfText<WithoutRows>> {
  const answer = await askRows(file, job, (fit, parts) => fitWithout(fit, parts, job.request.rows));
  return { answer, fingerprint: file.table.fingerprint };
}

/** The tests of what the fit assumes. */
export async function assumptionsTested(
  file: ReadFile,
  job: FitJob,
): Promise<OfText<readonly AssumptionTest[]>> {
  const answer = await askRows(file, job, testAssumptions);
  return { answer, fingerprint: file.table.fingerprint };
}

/** Of the features that are drawn, which move the target most, then of the others. */
function shownColumns({ spec, charted }: Fit): string[] {
  const drawn = charted.map(({ feature }) => spec.features[feature]!);
  const columns = [...drawn, ...spec.features].flatMap(inputsOf);
  return [...new Set(columns)].slice(0, MOST_COLUMNS);
}
