import type { AbsoluteLoss, AbsoluteLossOrder, CalmedRun } from '../core/lab/absoluteLossOutcome.js';
import type { BatchSizeRun, BatchSizes, BatchSizesOrder } from '../core/lab/batchSizesOutcome.js';
import type { Descent, TwoLayers, TwoLayersOrder } from '../core/lab/twoLayersOutcome.js';
import type { OneStart, TwoStarts, TwoStartsOrder } from '../core/lab/twoStartsOutcome.js';
import type { TimedWay, Vectorization, VectorizationOrder } from '../core/lab/vectorizationOutcome.js';
import { LOSSES } from '../core/train/hyperparameters.js';
import { isSentence } from './sentenceShape.js';
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
import { isColumnLabel } from './trainingShape.js';

/** What a page may order a kind of study with, and what an earlier window may have kept of it. */
export type ShapesOf<Order, Outcome> = { order: Shape<Order>; outcome: Shape<Outcome> };

/** Seconds that nobody minds to wait. */
const isShortTime: Shape<number> = (value): value is number => isNumber(value) && value > 0 && value <= 600;

export const batchSizesShape: ShapesOf<BatchSizesOrder, BatchSizes> = {
  order: record<BatchSizesOrder>({ secondsEach: isShortTime }),
  outcome: record<BatchSizes>({
    ...{ secondsEach: isNumber, rowCount: isCount, exactLoss: orNull(isNumber), backend: isString },
    ...{ target: isColumnLabel, loss: oneOf(...LOSSES), sentence: isSentence },
    runs: listOf(
      record<BatchSizeRun>({
        ...{ batchSize: isCount, learningRate: isNumber, secondsPerStep: isNumber, hasDiverged: isBoolean },
        ...{ steps: isFloat64Array, loss: isFloat64Array },
      }),
    ),
  }),
};

const isDescent = record<Descent>({
  steps: isFloat64Array,
  excess: isFloat64Array,
  isSettled: isBoolean,
});

export const twoLayersShape: ShapesOf<TwoLayersOrder, TwoLayers> = {
  order: record<TwoLayersOrder>({ width: oneOf(1, 2, 3, 8) }),
  outcome: record<TwoLayers>({
    ...{ width: isCount, rowCount: isCount, features: listOf(isString) },
    coefficients: listOf(
      record<TwoLayers['coefficients'][number]>({
        ...{ name: isString, product: orNull(isNumber), exact: orNull(isNumber) },
      }),
    ),
    ...{ firstLayer: isFloat64Array, secondLayer: isFloat64Array, two: isDescent, one: isDescent },
    ...{ apart: isNumber, tolerance: isNumber, isPerfect: isBoolean, sentence: isSentence },
  }),
};

const isStart = record<OneStart>({ start: isFloat64Array, weights: isFloat64Array, loss: isFloat64Array });

export const twoStartsShape: ShapesOf<TwoStartsOrder, TwoStarts> = {
  order: record<TwoStartsOrder>({}),
  outcome: record<TwoStarts>({
    ...{ target: isColumnLabel, rowCount: isCount, backend: isString, names: listOf(isString) },
    ...{ copied: orNull(isString), rank: isCount, minimumNorm: isFloat64Array, exactLoss: isNumber },
    ...{ fromZero: isStart, fromRandom: isStart, sentence: isSentence },
  }),
};

export const absoluteLossShape: ShapesOf<AbsoluteLossOrder, AbsoluteLoss> = {
  order: record<AbsoluteLossOrder>({}),
  outcome: record<AbsoluteLoss>({
    ...{ target: isColumnLabel, rowCount: isCount, backend: isString, batchSize: isCount },
    ...{ learningRate: isNumber, lastEpochs: isCount, exactLoss: orNull(isNumber), sentence: isSentence },
    runs: listOf(
      record<CalmedRun>({ calming: oneOf('none', 'decay', 'average', 'huber'), loss: isFloat64Array }),
    ),
  }),
};

/** What a page may ask memory for. */
const isVectorLength: Shape<number> = (value): value is number =>
  isCount(value) && value >= 1 && value <= 10_000_000;

const isTimedWay = record<TimedWay>({
  ...{ name: isString, isSingle: isBoolean, repeats: isCount },
  ...{ median: isNumber, low: isNumber, high: isNumber },
});

export const vectorizationShape: ShapesOf<VectorizationOrder, Vectorization> = {
  order: record<VectorizationOrder>({ length: isVectorLength }),
  outcome: record<Vectorization>({
    ...{ length: isCount, machine: isString, rowCount: isCount, featureCount: isCount, batchSize: isCount },
    ...{ sums: listOf(isTimedWay), epochs: listOf(isTimedWay), sentence: isSentence },
    adapter: orNull(record<{ api: string; device: string }>({ api: isString, device: isString })),
    missing: listOf(record<Vectorization['missing'][number]>({ name: isString, reason: isString })),
  }),
};
