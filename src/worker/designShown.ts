import { type DesignMatrix, designMatrix } from '../core/designMatrix.js';
import type { OfText } from '../protocol/influenceContract.js';
import { askRows, type FitJob } from './fitFor.js';
import type { ReadFile } from './readFile.js';

/** The first rows of a fit's design matrix, and its intercept as a column of it. */
export async function designShown(file: ReadFile, job: FitJob): Promise<OfText<DesignMatrix>> {
  const { table } = file;
  const answer = await askRows(file, job, (fit, parts) => designMatrix(fit, parts, table.lines));
  return { answer, fingerprint: table.fingerprint };
}
