import assert from 'node:assert/strict';
import { Generator } from '../../../src/core/train/random.js';
import type { Rows } from './processEngine.js';

/** Numbers that float32 holds exactly: only the arithmetic may differ. Targets are counts, for the Poisson losses. */
export function sampleRows(width: number, count: number, seed = 7): Rows {
  const generator = new Generator(seed, 'weights');
  const values = Float32Array.from({ length: count * width }, () => generator.normal());
  return { values, targets: Float32Array.from({ length: count }, () => Math.floor(4 * generator.unit())) };
}

/** Each number within the tolerance, as a share of those above one. */
export function assertClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
  what: string,
): void {
  assert.equal(actual.length, expected.length, what);
  for (let i = 0; i < expected.length; i++) {
    const error = Math.abs(actual[i]! - expected[i]!);
    const most = tolerance * Math.max(1, Math.abs(expected[i]!));
    assert.ok(error <= most, `${what}[${i}]: ${actual[i]} is not ${expected[i]} (${error} > ${most})`);
  }
}
