import type { Warning } from '../core/errors.js';
import type { ColumnLabel } from '../core/plot/plot.js';
import type { Backend, BackendChoice } from '../core/train/backend.js';
import {
  LOSSES,
  OPTIMISERS,
  SCHEDULES,
  type Stopping,
  type Validation,
} from '../core/train/hyperparameters.js';
import type { Planned } from '../core/train/plan.js';
import type { Coefficient } from '../core/train/trainingRun.js';
import type { LossBowl, WeightSpace } from '../core/train/weightSpace.js';
import type { LossCurve } from './lossCurve.js';
import {
  either,
  isBoolean,
  isCount,
  isFloat64Array,
  isNull,
  isNumber,
  isString,
  isUndefined,
  listOf,
  oneOf,
  orNull,
  record,
  type Shape,
  textUpTo,
} from './shape.js';
import type { ShownError } from './shownError.js';
import {
  RUN_STATES,
  type ShownPlan,
  type TrainingEnd,
  type TrainingMoment,
  type TrainingOpened,
  type TrainingRunRecord,
  type TrainingSettings,
} from './trainingContract.js';

// Numbers of a form may be NaN or out of range: those are answered in words, by `checkHyperparameters`.

const isValidation = either<[Validation, Validation, Validation]>(
  record<{ kind: 'none' }>({ kind: oneOf('none') }),
  record<{ kind: 'share' | 'order'; share: number }>({
    kind: oneOf('share', 'order'),
    share: isNumber,
  }) as Shape<Validation>,
  record<{ kind: 'column'; column: string }>({ kind: oneOf('column'), column: textUpTo(10_000) }),
);

/** Settings of a form; those that an earlier version kept say nothing of where to run. */
export type KeptSettings = Omit<TrainingSettings, 'backend'> & { backend?: BackendChoice | null };

const isBackendChoice = orNull(oneOf('auto', 'cpu', 'gpu'));
const fields = {
  loss: oneOf(...LOSSES),
  huberBend: orNull(isNumber),
  optimiser: orNull(oneOf(...OPTIMISERS)),
  learningRate: orNull(isNumber),
  momentum: orNull(isNumber),
  batchSize: either<[number, 'all', null]>(isNumber, oneOf('all'), isNull),
  epochs: orNull(isNumber),
  schedule: orNull(oneOf(...SCHEDULES)),
  l2: isNumber,
  averaging: isBoolean,
  initialWeights: oneOf('zeros', 'normal'),
  seed: orNull(isNumber),
  validation: orNull(isValidation),
  stopping: record<Stopping>({
    tolerance: orNull(isNumber),
    patience: orNull(isNumber),
    seconds: orNull(isNumber),
  }),
};

export const isTrainingSettings = record<TrainingSettings>({ ...fields, backend: isBackendChoice });
export const isKeptSettings = record<KeptSettings>({
  ...fields,
  backend: either<[BackendChoice | null, undefined]>(isBackendChoice, isUndefined),
});

function planned<T>(isValue: Shape<T>): Shape<Planned<T>> {
  return record<Planned<T>>({
    value: isValue,
    auto: isValue,
    isAuto: isBoolean,
    reason: isString,
    explanation: isString,
  } as { [K in keyof Planned<T>]-?: Shape<Planned<T>[K]> });
}

const isPlan = record<ShownPlan>({
  batchSize: planned(isNumber),
  optimiser: planned(oneOf(...OPTIMISERS)),
  momentum: planned(isNumber),
  learningRate: planned(isNumber),
  schedule: planned(oneOf(...SCHEDULES)),
  epochs: planned(isNumber),
  stepsPerEpoch: isCount,
  validation: planned(isValidation),
  seed: planned(isNumber),
  rowCount: isCount,
  validationCount: isCount,
  backend: record<Backend>({ kind: oneOf('cpu', 'gpu'), name: isString, reason: isString }),
});

const isWeightSpace = record<WeightSpace>({
  places: listOf(isCount),
  hasIntercept: isBoolean,
  factor: isFloat64Array,
  offset: isFloat64Array,
  exact: orNull(isFloat64Array),
  bowl: orNull(
    record<LossBowl>({
      loss: isNumber,
      unit: isNumber,
      minimum: isFloat64Array,
      correlations: isFloat64Array,
    }),
  ),
});

/** What an earlier version kept says nothing of the weights by epoch. */
export type KeptOpened = Omit<TrainingOpened, 'weightSpace'> & Partial<Pick<TrainingOpened, 'weightSpace'>>;
export type KeptCurve = Omit<LossCurve, 'weights' | 'epochsPerWeights'> &
  Partial<Pick<LossCurve, 'weights' | 'epochsPerWeights'>>;

export const isColumnLabel = record<ColumnLabel>({ name: isString, label: isString, unit: orNull(isString) });

const isOpened = record<KeptOpened>({
  token: isCount,
  plan: isPlan,
  formula: isString,
  target: isColumnLabel,
  fingerprint: isString,
  names: listOf(isString),
  exactLoss: orNull(isNumber),
  exact: orNull(isFloat64Array),
  weightSpace: either<[WeightSpace | null, undefined]>(orNull(isWeightSpace), isUndefined),
});
const isCurve = record<KeptCurve>({
  stepCount: isCount,
  stepsPerEntry: isCount,
  epochCount: isCount,
  epochsPerEntry: isCount,
  low: isFloat64Array,
  high: isFloat64Array,
  train: isFloat64Array,
  validation: isFloat64Array,
  weights: either<[Float64Array, undefined]>(isFloat64Array, isUndefined),
  epochsPerWeights: either<[number, undefined]>(isCount, isUndefined),
});
const isMoment = record<TrainingMoment>({
  isPaused: isBoolean,
  gradientNorm: isNumber,
  coefficients: isFloat64Array,
  stepsPerSecond: isNumber,
});
const isEnd = record<TrainingEnd>({
  endedBy: oneOf('epochs', 'tolerance', 'patience', 'time', 'stopped'),
  trainLoss: isNumber,
  validationLoss: orNull(isNumber),
  gapToExact: orNull(isNumber),
  coefficients: listOf(record<Coefficient>({ name: isString, estimate: orNull(isNumber) })),
  stepsPerSecond: isNumber,
  warnings: listOf(
    record<Warning>({
      code: isString as Shape<Warning['code']>,
      message: isString,
      hint: either<[string, undefined]>(isString, isUndefined),
    }),
  ),
});
export const isShownError = record<ShownError>({
  code: isString,
  message: isString,
  hint: orNull(isString),
  details: (value): value is ShownError['details'] => typeof value === 'object' && value !== null,
});

export type KeptRun = Omit<TrainingRunRecord, 'settings' | 'opened' | 'curve'> & {
  settings: KeptSettings;
  opened: KeptOpened | null;
  curve: KeptCurve;
};

/** True when a value has every field of a kept run's record, with the type it should have. */
export const isKeptRun = record<KeptRun>({
  token: isCount,
  number: isCount,
  name: orNull(textUpTo(200)),
  isHidden: isBoolean,
  settings: isKeptSettings,
  state: oneOf(...RUN_STATES),
  opened: orNull(isOpened),
  curve: isCurve,
  now: orNull(isMoment),
  end: orNull(isEnd),
  error: orNull(isShownError),
});
