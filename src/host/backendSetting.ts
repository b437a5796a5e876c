import { type BackendChoice, GausslineError } from '../protocol/index.js';

const CHOICES: readonly unknown[] = ['auto', 'cpu', 'gpu'] satisfies readonly BackendChoice[];

/** A setting is what a person typed, whatever the schema says. */
export function checkedBackend(value: unknown): BackendChoice {
  if (CHOICES.includes(value)) return value as BackendChoice;
  throw new GausslineError(
    'settings/invalid',
    `The setting gaussline.training.backend is ${JSON.stringify(value)}; auto, cpu or gpu was expected.`,
    'Set gaussline.training.backend to auto.',
  );
}
