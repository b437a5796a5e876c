import type { LossSeries } from '../core/train/lossTrace.js';
import type { EpochRecord } from '../core/train/stopRule.js';

/** The losses of a run so far: lowest and highest of each run of steps, and one loss an epoch (NaN for none). */
export type LossCurve = LossSeries & {
  stepCount: number;
  /** Entry i is epoch i; 0 is before the first update. */
  train: Float64Array;
  validation: Float64Array;
};

/** What to append: entries from `entryFrom` and epochs from `epochFrom` on; what stood there before goes. */
export type LossCurveDelta = LossCurve & { entryFrom: number; epochFrom: number };

const none = new Float64Array(0);
export const NO_CURVE: LossCurve = {
  ...{ stepCount: 0, stepsPerEntry: 1, low: none, high: none, train: none, validation: none },
};

/** What must be sent so that a curve that was sent up to `sent` becomes this one. The last entry may still change. */
export function deltaSince(
  sent: Pick<LossCurveDelta, 'stepsPerEntry' | 'entryFrom' | 'epochFrom'>,
  now: { series: LossSeries; stepCount: number; epochs: readonly EpochRecord[] },
): LossCurveDelta {
  const { series, stepCount, epochs } = now;
  const { stepsPerEntry } = series;
  const entryFrom = stepsPerEntry === sent.stepsPerEntry ? Math.max(0, sent.entryFrom - 1) : 0;
  const fresh = epochs.slice(sent.epochFrom);
  return {
    ...{ stepCount, stepsPerEntry, entryFrom, epochFrom: sent.epochFrom },
    low: series.low.slice(entryFrom),
    high: series.high.slice(entryFrom),
    train: Float64Array.from(fresh, ({ trainLoss }) => trainLoss),
    validation: Float64Array.from(fresh, ({ validationLoss }) => validationLoss ?? Number.NaN),
  };
}

/** The curve with what is new. A delta that does not follow on what is known changes nothing. */
export function withDelta(curve: LossCurve, delta: LossCurveDelta): LossCurve {
  if (delta.entryFrom > curve.low.length || delta.epochFrom > curve.train.length) return curve;
  return {
    stepCount: delta.stepCount,
    stepsPerEntry: delta.stepsPerEntry,
    low: joined(curve.low, delta.entryFrom, delta.low),
    high: joined(curve.high, delta.entryFrom, delta.high),
    train: joined(curve.train, delta.epochFrom, delta.train),
    validation: joined(curve.validation, delta.epochFrom, delta.validation),
  };
}

function joined(before: Float64Array, from: number, fresh: Float64Array): Float64Array {
  const all = new Float64Array(from + fresh.length);
  all.set(before.subarray(0, from));
  all.set(fresh, from);
  return all;
}
