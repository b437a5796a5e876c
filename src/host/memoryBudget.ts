import { GausslineError } from '../protocol/index.js';

/** Megabytes; above this a table no longer fits the memory of one WebAssembly module. */
const MOST = 4096;
const LEAST = 64;

/** A setting is what a person typed, whatever the schema says. */
export function checkedMemoryBudget(value: unknown): number {
  if (typeof value === 'number' && value >= LEAST && value <= MOST) return value;
  throw new GausslineError(
    'settings/invalid',
    `The setting gaussline.memoryBudget is ${JSON.stringify(value)}; a number of megabytes from ${LEAST} to ${MOST} was expected.`,
    'Set gaussline.memoryBudget to a number such as 1024.',
  );
}
