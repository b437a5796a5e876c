import { compareLikelihoods, type LikelihoodComparison } from '../core/likelihood/compareLikelihoods.js';
import type { OfText } from '../protocol/influenceContract.js';
import { type FitJob, fitFor } from './fitFor.js';
import type { ReadFile } from './readFile.js';

/** The likelihood of the fit beside those of other models of its target, each fitted now. */
export async function likelihoodsCompared(
  file: ReadFile,
  job: FitJob,
): Promise<OfText<LikelihoodComparison>> {
  const { request, work, loadKernel } = job;
  const { references, isExact } = request;
  work.enter('fitting');
  const { checkpoint } = work;
  const answer = await file.ask(work, async (parts) => {
    const fit = await fitFor(file, job, parts);
    return compareLikelihoods(fit, file.table, { references, isExact, checkpoint, loadKernel, parts });
  });
  return { answer, fingerprint: file.table.fingerprint };
}
