import type { Tune, TuneOrder } from '../core/lab/tuneOutcome.js';
import { LOSSES } from '../core/train/hyperparameters.js';
import type { Candidate, SearchSpace } from '../core/train/search/searchSpace.js';
import { SEARCH_METHODS, type Trial } from '../core/train/search/trial.js';
import type { ShapesOf } from './experimentShapes.js';
import { isSentence } from './sentenceShape.js';
import { isCount, isNumber, isString, listOf, oneOf, orNull, record } from './shape.js';
import { isColumnLabel } from './trainingShape.js';

const isBounds = record<{ low: number; high: number }>({ low: isNumber, high: isNumber });
const tuned = {
  method: oneOf(...SEARCH_METHODS),
  epochs: isNumber,
  folds: orNull(isNumber),
};
const searched = {
  trials: listOf(
    record<Trial>({
      number: isCount,
      candidate: record<Candidate>({ learningRate: isNumber, batchSize: isCount, l2: isNumber }),
      state: oneOf('finished', 'diverged'),
      loss: orNull(isNumber),
    }),
  ),
  identity: isString,
};

/** What a search may be ordered with, and what an earlier window may have kept of one. */
export const tuneShape: ShapesOf<TuneOrder, Tune> = {
  order: record<TuneOrder>({
    ...tuned,
    ...{ trials: isNumber, seed: isNumber },
    earlier: orNull(record<NonNullable<TuneOrder['earlier']>>(searched)),
  }),
  outcome: record<Tune>({
    ...tuned,
    ...searched,
    judgedCount: isCount,
    space: record<SearchSpace>({ learningRate: isBounds, batchExponent: isBounds, l2: isBounds }),
    total: isCount,
    target: isColumnLabel,
    loss: oneOf(...LOSSES),
    sentence: isSentence,
  }),
};
