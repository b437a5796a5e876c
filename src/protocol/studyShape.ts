import type { BatchSizeRun, BatchSizes, BatchSizesOrder } from '../core/lab/batchSizes.js';
import type { Tune, TuneOrder } from '../core/lab/tuneOutcome.js';
import { LOSSES } from '../core/train/hyperparameters.js';
import type { Candidate, SearchSpace } from '../core/train/search/searchSpace.js';
import { SEARCH_METHODS, type Trial } from '../core/train/search/trial.js';
import { isSentence } from './reportShape.js';
import {
  isBoolean,
  isCount,
  isFloat64Array,
  isNumber,
  isString,
  listOf,
  oneOf,
  orNull,
  record,
  type Shape,
} from './shape.js';
import type { Studies, StudyKind, StudyOrder, StudyOutcome, StudySnapshot } from './studyContract.js';
import { isColumnLabel, isShownError } from './trainingShape.js';

type Shapes = { readonly [K in StudyKind]: { [P in keyof Studies[K]]: Shape<Studies[K][P]> } };

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

/** For every kind: what a page may order it with, and what an earlier window may have kept of it. */
const STUDY_SHAPES: Shapes = {
  'batch-sizes': {
    order: record<BatchSizesOrder>({ secondsEach: isNumber }),
    outcome: record<BatchSizes>({
      secondsEach: isNumber,
      rowCount: isCount,
      exactLoss: orNull(isNumber),
      backend: isString,
      target: isColumnLabel,
      loss: oneOf(...LOSSES),
      runs: listOf(
        record<BatchSizeRun>({
          ...{ batchSize: isCount, learningRate: isNumber, hasDiverged: isBoolean },
          ...{ steps: isFloat64Array, seconds: isFloat64Array, loss: isFloat64Array },
        }),
      ),
      sentence: isSentence,
    }),
  },
  tune: {
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
  },
};

export const STUDY_KINDS = Object.keys(STUDY_SHAPES) as readonly StudyKind[];

/** True for an order of a kind there is. Whether its numbers make sense is for the study to say. */
export const isStudyOrder: Shape<StudyOrder> = (value): value is StudyOrder =>
  hasKind(value) && STUDY_SHAPES[value.kind].order(value);

/** True for what was kept of a study of a kind there is, whose order and outcome are of that kind. */
export const isStudySnapshot: Shape<StudySnapshot> = (value): value is StudySnapshot => {
  if (!isAnySnapshot(value) || value.order.kind !== value.kind) return false;
  const { outcome } = value;
  return outcome === null || (hasKind(outcome) && outcome.kind === value.kind && isOutcome(outcome));
};

/** Of a snapshot what is alike for all kinds. */
type AnySnapshot = { [P in keyof StudySnapshot]: P extends 'outcome' ? unknown : StudySnapshot[P] };

const isAnySnapshot: Shape<AnySnapshot> = record<AnySnapshot>({
  kind: isStudyKind,
  order: isStudyOrder,
  formula: isString,
  state: oneOf('running', 'finished', 'stopped', 'failed'),
  done: isNumber,
  total: isNumber,
  fingerprint: orNull(isString),
  outcome: (value): value is unknown => value !== undefined,
  error: orNull(isShownError),
});

function isOutcome(value: { kind: StudyKind }): value is StudyOutcome {
  return STUDY_SHAPES[value.kind].outcome(value);
}

export function isStudyKind(value: unknown): value is StudyKind {
  return (STUDY_KINDS as readonly unknown[]).includes(value);
}

function hasKind(value: unknown): value is { kind: StudyKind } {
  return typeof value === 'object' && value !== null && 'kind' in value && isStudyKind(value.kind);
}
