import type { Warning } from '../errors.js';
import type { TrainingPlan } from './plan.js';
import type { EndReason } from './stopRule.js';

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
