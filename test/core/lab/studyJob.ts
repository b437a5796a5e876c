import { GausslineError } from '../../../src/core/errors.js';
import type { StudyJob } from '../../../src/core/lab/studyJob.js';
import { DEFAULT_HYPERPARAMETERS } from '../../../src/core/train/hyperparameters.js';
import { loadKernel } from '../../../src/worker/loadKernel.js';
import type { Sample } from '../train/sampleTables.js';

/** A job by hand, without a GPU; `told` keeps what it reports. */
export function studyJob<Order, Outcome>(
  { table, spec }: Sample,
  order: Order,
  more: Partial<StudyJob<Order, Outcome>> = {},
): StudyJob<Order, Outcome> & { told: { done: number; total: number; outcome: Outcome }[] } {
  const told: { done: number; total: number; outcome: Outcome }[] = [];
  return {
    ...{ table, spec, order, loadKernel, told, backend: 'cpu' },
    hyperparameters: DEFAULT_HYPERPARAMETERS,
    openGpu: () =>
      Promise.reject(new GausslineError('train/gpu-not-available', 'There is none in this test.')),
    machine: {
      name: 'a machine',
      addOnTfjsCpu: () =>
        Promise.reject(new GausslineError('train/gpu-not-available', 'No tfjs in this test.')),
    },
    checkpoint: () => {},
    report: (done, total, outcome) => told.push({ done, total, outcome }),
    ...more,
  };
}
