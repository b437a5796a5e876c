import type { Warning } from '../errors.js';
import type { Backend } from './backend.js';
import type { TrainingPlan } from './plan.js';
import type { EndReason } from './stopRule.js';
import type { Trainer } from './trainer.js';

/** A training loss this share above the exact minimum has not arrived. */
const LARGE_GAP = 0.01;

/** What must be said of settings that were changed on the way. */
export function planWarnings({ settings, curvature }: TrainingPlan): Warning[] {
  const { batchSize } = settings;
  const { rowCount } = curvature;
  if (typeof batchSize !== 'number' || batchSize <= rowCount) return [];
  const message = `A batch of ${batchSize} is more than the ${rowCount} rows; every step takes all of them.`;
  return [{ code: 'train/batch-larger-than-rows', message, hint: 'Choose a smaller batch, or all.' }];
}

/** That the GPU was lost, or else how far its numbers can be trusted. */
export function backendWarnings({ kind, name }: Backend, { fallback }: Pick<Trainer, 'fallback'>): Warning[] {
  if (fallback !== null) return [fallback.warning];
  if (kind === 'cpu') return [];
  const message = `${name} trained in float32, about 7 digits; the losses and the gap it ended with are measured in double precision.`;
  return [{ code: 'train/float32', message }];
}

/** Whether the run came near the exact answer. */
export function convergenceWarnings(plan: TrainingPlan, gap: number | null, endedBy: EndReason): Warning[] {
  if (gap === null || gap <= LARGE_GAP) return [];
  const share = (100 * gap).toPrecision(2);
  return [
    {
      code: 'train/not-converged',
      message: `The training loss is ${share} % above the exact minimum.`,
      hint:
        endedBy === 'stopped' || plan.epochs.isAuto === false
          ? 'Train for more epochs.'
          : 'Reset the settings to Auto, or take a near-collinear feature out.',
    },
  ];
}
