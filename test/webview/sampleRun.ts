import { AUTO_SETTINGS, type TrainingRunRecord } from '../../src/protocol/index.js';

/** A run by hand: `train` epoch losses, two steps to an epoch, an exact minimum of 1. */
export function runOf(
  token: number,
  train: readonly number[],
  more: Partial<TrainingRunRecord> = {},
): TrainingRunRecord {
  const auto = <T>(value: T) => ({
    value,
    auto: value,
    isAuto: true,
    reason: 'two words',
    explanation: 'A sentence.',
  });
  const steps = Float64Array.from(
    { length: 2 * (train.length - 1) },
    (_, i) => train[i >> 1]! * (i % 2 ? 2 : 0.5),
  );
  return {
    ...{ token, number: token, name: null, isHidden: false, settings: AUTO_SETTINGS, state: 'finished' },
    opened: {
      ...{ token, formula: 'y ~ x', fingerprint: 'f', names: ['(Intercept)', 'x'], exactLoss: 1 },
      target: { name: 'y', label: 'y', unit: 'kUSD' },
      exact: Float64Array.of(1, 2),
      weightSpace: {
        ...{
          places: [0, 1],
          hasIntercept: true,
          factor: Float64Array.of(4, 0.5),
          offset: Float64Array.of(9, 0),
        },
        exact: Float64Array.of(0, 0.5),
        bowl: null,
      },
      plan: {
        ...{
          batchSize: auto(32),
          momentum: auto(0),
          learningRate: auto(0.5),
          epochs: auto(train.length - 1),
        },
        ...{ optimiser: auto('sgd'), schedule: auto('cosine'), seed: auto(1), stepsPerEpoch: 2 },
        validation: auto({ kind: 'share', share: 0.2 }),
        ...{ rowCount: 64, validationCount: 16 },
        backend: { kind: 'cpu', name: 'CPU kernel', reason: 'batch x features = 32' },
      },
    },
    curve: {
      ...{ stepCount: steps.length, stepsPerEntry: 1, low: steps, high: steps },
      epochCount: Math.max(0, train.length - 1),
      epochsPerEntry: 1,
      train: Float64Array.from(train),
      validation: Float64Array.from(train, (loss) => 1.2 * loss),
      epochsPerWeights: 1,
      weights: Float64Array.from(train.flatMap((_, epoch) => [0, 0.5 - 0.5 / (epoch + 1)])),
    },
    ...{ now: null, end: null, error: null },
    ...more,
  };
}
