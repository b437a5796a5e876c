import type { BackendChoice } from '../core/train/backend.js';
import { type Hyperparameters, LOSSES } from '../core/train/hyperparameters.js';
import { usage } from './usageErrors.js';

/** What `gaussline train` is asked for besides file and formula. */
export type TrainRequest = { hyperparameters: Partial<Hyperparameters>; backend: BackendChoice };

/** Options that only `gaussline train` has. */
export const TRAIN_OPTIONS = {
  epochs: { type: 'string' },
  batch: { type: 'string' },
  'learning-rate': { type: 'string' },
  seed: { type: 'string' },
  loss: { type: 'string' },
  validation: { type: 'string' },
  backend: { type: 'string' },
} as const;

type TrainValues = { [name in keyof typeof TRAIN_OPTIONS]?: string | undefined };

const BACKENDS: readonly BackendChoice[] = ['auto', 'cpu', 'gpu'];

/**
 * Reads the values of the options; whether a number makes sense is for the training to say.
 *
 * @throws GausslineError `cli/usage` for what is no number or no such name.
 */
export function readTrainOptions(values: TrainValues): TrainRequest {
  const hyperparameters: Partial<Hyperparameters> = {
    epochs: numberOf('epochs', values),
    batchSize: values.batch === 'all' ? 'all' : numberOf('batch', values),
    learningRate: numberOf('learning-rate', values),
    loss: nameOf('loss', values, LOSSES) ?? 'squared',
    seed: numberOf('seed', values) ?? 1,
  };
  const share = numberOf('validation', values);
  if (share !== null) hyperparameters.validation = { kind: 'share', share };
  return { hyperparameters, backend: nameOf('backend', values, BACKENDS) ?? 'auto' };
}

type OptionName = keyof typeof TRAIN_OPTIONS;

function numberOf(name: OptionName, values: TrainValues): number | null {
  const text = values[name];
  if (text === undefined) return null;
  // `NaN` is a number nobody can train with, and training says so.
  const number = text.trim() === '' ? Number.NaN : Number(text);
  if (Number.isNaN(number) && text !== 'NaN') throw usage(`\`--${name} ${text}\` is not a number.`);
  return number;
}

function nameOf<T extends string>(name: OptionName, values: TrainValues, names: readonly T[]): T | null {
  const text = values[name];
  if (text === undefined) return null;
  const found = names.find((candidate) => candidate === text);
  if (found === undefined) throw usage(`\`--${name} ${text}\` is none of ${names.join(', ')}.`);
  return found;
}
