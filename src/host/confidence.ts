import { GausslineError } from '../protocol/index.js';

/** A setting is what a person typed, whatever the schema says. */
export function checkedConfidence(value: unknown): number {
  if (typeof value === 'number' && value >= 0.5 && value <= 0.9999) return value;
  throw new GausslineError(
    'settings/invalid',
    `The setting gaussline.confidenceLevel is ${JSON.stringify(value)}; a number from 0.5 to 0.9999 was expected.`,
    'Set gaussline.confidenceLevel to a share such as 0.95.',
  );
}
