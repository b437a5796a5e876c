import type { Bootstrap, BootstrapCoefficient, BootstrapOrder } from '../core/lab/bootstrapOutcome.js';
import type { LearningRates, LearningRatesOrder, RateRun } from '../core/lab/learningRatesOutcome.js';
import type { SeedCoefficient, SeedRun, Seeds, SeedsOrder } from '../core/lab/seedsOutcome.js';
import { LOSSES } from '../core/train/hyperparameters.js';
import type { ShapesOf } from './experimentShapes.js';
import { isSentence, isWarning } from './sentenceShape.js';
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
} from './shape.js';
import { isColumnLabel } from './trainingShape.js';

const isMaybe = orNull(isNumber);
const about = { target: isColumnLabel, loss: oneOf(...LOSSES), backend: isString, sentence: isSentence };

export const learningRatesShape: ShapesOf<LearningRatesOrder, LearningRates> = {
  order: record<LearningRatesOrder>({ models: isNumber }),
  outcome: record<LearningRates>({
    ...{
      ...about,
      rowCount: isCount,
      warnings: listOf(isWarning),
      batchSize: isCount,
      epochs: isCount,
      auto: isNumber,
      exactLoss: isMaybe,
    },
    runs: listOf(record<RateRun>({ rate: isNumber, loss: isFloat64Array, hasDiverged: isBoolean })),
  }),
};

export const bootstrapShape: ShapesOf<BootstrapOrder, Bootstrap> = {
  order: record<BootstrapOrder>({ resamples: isNumber, seed: isNumber }),
  outcome: record<Bootstrap>({
    ...{ ...about, rowCount: isCount, resamples: isCount, seed: isNumber, level: isNumber },
    warnings: listOf(isWarning),
    ...{ withoutRank: orNull(isCount), diverged: isCount, offBy: isMaybe },
    coefficients: listOf(
      record<BootstrapCoefficient>({
        ...{ name: isString, estimate: isMaybe, standardError: isMaybe, deviation: isMaybe },
        ...{ classicLow: isMaybe, classicHigh: isMaybe, low: isMaybe, high: isMaybe },
      }),
    ),
  }),
};

export const seedsShape: ShapesOf<SeedsOrder, Seeds> = {
  order: record<SeedsOrder>({ runs: isNumber }),
  outcome: record<Seeds>({
    ...{ ...about, exactLoss: isMaybe, isWithoutChance: isBoolean },
    runs: listOf(
      record<SeedRun>({
        ...{ seed: isNumber, rowCount: isCount, trainLoss: isNumber, validationLoss: isMaybe },
        ...{ loss: isFloat64Array, hasDiverged: isBoolean },
      }),
    ),
    coefficients: listOf(
      record<SeedCoefficient>({
        ...{ name: isString, mean: isMaybe, deviation: isMaybe, low: isMaybe, high: isMaybe },
        ...{ exact: isMaybe, standardError: isMaybe },
      }),
    ),
  }),
};
