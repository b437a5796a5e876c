import type { StudyOrder, StudySnapshot, TrainingSettings } from '../../../src/protocol/index.js';
import { bestTrial } from '../../../src/protocol/index.js';

type Study = StudySnapshot<'tune'>;

/**
 * The order that goes on with a search where it was left, or to `trials` where it had come to its end; null where there
 * is nothing more to try. A grid of more trials would be another grid.
 */
export function goOnOrder({ order, outcome }: Study, trials: number): StudyOrder<'tune'> | null {
  if (outcome === null) return null;
  const isGrid = order.method === 'grid';
  const most = isGrid ? outcome.total : Math.max(order.trials, Number.isFinite(trials) ? trials : 0);
  if ((outcome.trials.at(-1)?.number ?? -1) >= most) return null;
  const earlier = { trials: outcome.trials, identity: outcome.identity };
  return { ...order, trials: isGrid ? order.trials : most, earlier };
}

/** The settings with what the best trial had; null before one has finished. Auto's own win goes back to Auto. */
export function bestSettings(
  settings: TrainingSettings,
  { trials, epochs }: Pick<NonNullable<Study['outcome']>, 'trials' | 'epochs'>,
): TrainingSettings | null {
  const best = bestTrial(trials);
  if (best === null) return null;
  const { candidate, number } = best;
  return number === 0
    ? { ...settings, learningRate: null, batchSize: null, l2: 0, epochs: null }
    : { ...settings, ...candidate, epochs };
}
