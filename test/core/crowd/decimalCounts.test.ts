import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  DecimalCounter,
  type DecimalCounts,
  decimalEdge,
  mergeDecimalCounts,
} from '../../../src/core/crowd/decimalCounts.js';
import { histogram, histogramOfCounts } from '../../../src/core/plot/histogram.js';
import { normalNumbers } from '../plot/handMadeFit.js';

/** Decimals on edges and numbers between them. */
const value = fc.oneof(
  fc.integer({ min: -5000, max: 5000 }).map((i) => i / 1000),
  fc.double({ min: -900, max: 900, noNaN: true }),
);
const list = fc.array(value, { minLength: 1, maxLength: 60 });

function countsOf(values: readonly number[]): DecimalCounts {
  const counter = new DecimalCounter(-3);
  for (let from = 0; from < values.length; from += 5)
    counter.add(Float64Array.from(values.slice(from, from + 5)));
  return counter.result();
}

/** Each value between the two edges of a cell, found by comparing with the edges alone. */
function assertDirect({ counts, first, exponent }: DecimalCounts, values: readonly number[]): void {
  for (const [place, count] of counts.entries()) {
    if (count === 0) continue;
    const [low, high] = [0, 1].map((step) => decimalEdge(first + place + step, exponent)) as [number, number];
    assert.equal(count, values.filter((one) => one >= low && one < high).length);
  }
  assert.equal(
    counts.reduce((sum, count) => sum + count, 0),
    values.length,
  );
}

describe('decimal counts', () => {
  it('count as the edges say, however they grew', () => {
    fc.assert(
      fc.property(list, (values) => assertDirect(countsOf(values), values)),
      { numRuns: 200, seed: 5 },
    );
  });

  it('are the same from parts', () => {
    fc.assert(
      fc.property(list, list, (a, b) => {
        assert.deepEqual(mergeDecimalCounts(countsOf(a), countsOf(b)), countsOf([...a, ...b]));
      }),
      { numRuns: 200, seed: 6 },
    );
  });

  it('add up to the bins of the histogram of the values', () => {
    for (const [seed, size] of [
      [1, 1],
      [2, 0.37],
      [3, 210],
    ] as const) {
      const values = Float64Array.from(normalNumbers(30_000, seed), (one) => one * size);
      const counter = new DecimalCounter(Math.floor(Math.log10(0.01 * size)));
      counter.add(values);
      const expected = histogram(values);
      const found = histogramOfCounts(counter.result());
      assert.deepEqual(found.edges, expected.edges);
      assert.deepEqual(found.density, expected.density);
    }
  });
});
