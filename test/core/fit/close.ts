import assert from 'node:assert/strict';

/** Fails unless `|actual - expected| <= tolerance * |expected|`, and says by how much. */
export function assertClose(actual: number | null | undefined, expected: number, options: Closeness): void {
  const { tolerance, what } = options;
  assert.equal(typeof actual, 'number', `${what}: expected ${expected}, found ${actual}`);
  const error = Math.abs(actual! - expected) / (expected === 0 ? 1 : Math.abs(expected));
  if (!(error <= tolerance))
    throw new Error(`${what}: expected ${expected}, found ${actual}, relative error ${error}`);
}

export type Closeness = { tolerance: number; what: string };
