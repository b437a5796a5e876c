import type { LossSeries } from '../core/train/lossTrace.js';
import type { EpochRecord } from '../core/train/stopRule.js';
import type { WeightTrace } from '../core/train/weightTrace.js';

/**
 * The losses of a run so far, in bounded room: lowest and highest of each run of steps, and losses by epoch; and the
 * weights by epoch.
 */
export type LossCurve = LossSeries & {
  stepCount: number;
  /** Epochs that are over. */
  epochCount: number;
  /** Entry i of the two below is epoch i times this; the last entry is the last epoch. 0 is before the first update. */
  epochsPerEntry: number;
  train: Float64Array;
  /** NaN for none. */
  validation: Float64Array;
  /** Entry i of the weights is of epoch i times this; the last entry is of the last epoch. */
  epochsPerWeights: number;
  /** Standardised, entry after entry, each in the order of `WeightSpace`. */
  weights: Float64Array;
};

/**
 * What to append: entries from `entryFrom`, epochs from `epochFrom` and numbers of the weights from `weightFrom` on; what
 * stood there before goes.
 */
export type LossCurveDelta = LossCurve & { entryFrom: number; epochFrom: number; weightFrom: number };

/** More epochs than this have no place of their own: every second, fourth, eighth ... is kept. */
const MOST_EPOCHS = 2048;

const none = new Float64Array(0);
export const NO_CURVE: LossCurve = {
  ...{ stepCount: 0, stepsPerEntry: 1, low: none, high: none },
  ...{ epochCount: 0, epochsPerEntry: 1, train: none, validation: none, epochsPerWeights: 1, weights: none },
};

/** How much of a curve has been sent: entries and epochs, at which widths. */
export type Sent = Pick<
  LossCurveDelta,
  'stepsPerEntry' | 'entryFrom' | 'epochsPerEntry' | 'epochFrom' | 'epochsPerWeights' | 'weightFrom'
>;
export const NOTHING_SENT: Sent = {
  ...{ stepsPerEntry: 1, entryFrom: 0, epochsPerEntry: 1, epochFrom: 0 },
  ...{ epochsPerWeights: 1, weightFrom: 0 },
};

/** What must be sent so that a curve that was sent so far becomes this one. The last entries may still change. */
export function deltaSince(
  sent: Sent,
  now: {
    series: LossSeries;
    stepCount: number;
    epochs: readonly EpochRecord[];
    weights: Pick<WeightTrace, 'width' | 'epochsPerEntry' | 'from'>;
  },
): LossCurveDelta {
  const { series, stepCount, epochs, weights } = now;
  const { stepsPerEntry } = series;
  const entryFrom = stepsPerEntry === sent.stepsPerEntry ? Math.max(0, sent.entryFrom - 1) : 0;
  const epochsPerEntry = strideOf(epochs.length);
  const epochFrom = epochsPerEntry === sent.epochsPerEntry ? Math.max(0, sent.epochFrom - 1) : 0;
  const fresh = everyNth(epochs, epochsPerEntry, epochFrom);
  return {
    ...{ stepCount, stepsPerEntry, entryFrom, epochsPerEntry, epochFrom },
    epochCount: Math.max(0, epochs.length - 1),
    low: series.low.slice(entryFrom),
    high: series.high.slice(entryFrom),
    train: Float64Array.from(fresh, ({ trainLoss }) => trainLoss),
    validation: Float64Array.from(fresh, ({ validationLoss }) => validationLoss ?? Number.NaN),
    ...weightsSince(sent, weights),
  };
}

function weightsSince(sent: Sent, weights: Pick<WeightTrace, 'width' | 'epochsPerEntry' | 'from'>) {
  const { width, epochsPerEntry } = weights;
  const isSameWidth = epochsPerEntry === sent.epochsPerWeights;
  const weightFrom = isSameWidth ? Math.max(0, sent.weightFrom - width) : 0;
  return { epochsPerWeights: epochsPerEntry, weightFrom, weights: weights.from(weightFrom / width) };
}

/** What has been sent once this delta is. */
export function sentWith({
  stepsPerEntry,
  entryFrom,
  epochsPerEntry,
  epochFrom,
  epochsPerWeights,
  weightFrom,
  low,
  train,
  weights,
}: LossCurveDelta): Sent {
  return {
    ...{ stepsPerEntry, epochsPerEntry, epochsPerWeights },
    entryFrom: entryFrom + low.length,
    epochFrom: epochFrom + train.length,
    weightFrom: weightFrom + weights.length,
  };
}

/** The curve with what is new. A delta that does not follow on what is known changes nothing. */
export function withDelta(curve: LossCurve, delta: LossCurveDelta): LossCurve {
  const { entryFrom, epochFrom, weightFrom } = delta;
  const isGap = entryFrom > curve.low.length || epochFrom > curve.train.length;
  if (isGap || weightFrom > curve.weights.length) return curve;
  return {
    stepCount: delta.stepCount,
    stepsPerEntry: delta.stepsPerEntry,
    epochCount: delta.epochCount,
    epochsPerEntry: delta.epochsPerEntry,
    low: joined(curve.low, entryFrom, delta.low),
    high: joined(curve.high, entryFrom, delta.high),
    train: joined(curve.train, epochFrom, delta.train),
    validation: joined(curve.validation, epochFrom, delta.validation),
    epochsPerWeights: delta.epochsPerWeights,
    weights: joined(curve.weights, weightFrom, delta.weights),
  };
}

function joined(before: Float64Array, from: number, fresh: Float64Array): Float64Array {
  const all = new Float64Array(from + fresh.length);
  all.set(before.subarray(0, from));
  all.set(fresh, from);
  return all;
}

/** Every n-th record and the last one, from an entry on. */
function everyNth(epochs: readonly EpochRecord[], stride: number, from: number): EpochRecord[] {
  const last = epochs.length - 1;
  const count = last < 0 ? 0 : Math.ceil(last / stride) + 1;
  return Array.from(
    { length: Math.max(0, count - from) },
    (_, k) => epochs[Math.min((from + k) * stride, last)]!,
  );
}

function strideOf(count: number): number {
  let stride = 1;
  while (count / stride > MOST_EPOCHS) stride *= 2;
  return stride;
}
