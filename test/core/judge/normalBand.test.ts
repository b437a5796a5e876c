import assert from 'node:assert/strict';
import { normalBand, normalScore } from '../../../src/core/judge/normalBand.js';
import { normalQuantile } from '../../../src/core/judge/normalQuantile.js';
import { assertClose } from '../fit/close.js';

/** Mulberry32: a small generator with a seed, so that the test always draws the same samples. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function standardisedSample(n: number, random: () => number): Float64Array {
  const sample = Float64Array.from({ length: n }, () => normalQuantile(Math.max(random(), 2 ** -33)));
  const mean = sample.reduce((sum, value) => sum + value, 0) / n;
  const squares = sample.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return sample.map((value) => (value - mean) / Math.sqrt(squares / (n - 1))).sort();
}

describe('normalBand', () => {
  // 19 of 20 normal samples stay inside: the number of 2,000 that do is binomial, here within 3.3 deviations (0.001).
  for (const [n, seed] of [
    [9, 1],
    [40, 2],
    [150, 3],
  ] as const)
    it(`holds 95 % of normal samples of ${n}`, () => {
      const band = normalBand(n)!;
      const random = seeded(seed);
      const samples = 2000;
      let inside = 0;
      for (let round = 0; round < samples; round++) {
        const sample = standardisedSample(n, random);
        if (sample.every((value, i) => value >= band.low[i]! && value <= band.high[i]!)) inside++;
      }
      const deviation = Math.sqrt(samples * 0.95 * 0.05);
      assert.ok(Math.abs(inside - samples * 0.95) < 3.3 * deviation, `${inside} of ${samples} inside`);
    });

  it('is symmetric, ascends and encloses the line', () => {
    for (const n of [5, 37, 200, 201, 20_000, 1_000_000]) {
      const { x, low, high } = normalBand(n)!;
      assert.ok(x.length <= 240, `${x.length} places for ${n}`);
      assert.equal(x[0], normalScore(1, n));
      assert.equal(x.at(-1), normalScore(n, n));
      for (let i = 0; i < x.length; i++) {
        assert.ok(low[i]! < x[i]! && x[i]! < high[i]!, `line leaves the band of ${n} at ${x[i]}`);
        if (i > 0) assert.ok(x[i]! > x[i - 1]! && low[i]! > low[i - 1]! && high[i]! > high[i - 1]!);
        if (n <= 200)
          assertClose(high[i], -low[x.length - 1 - i]!, { tolerance: 1e-9, what: `edge ${i} of ${n}` });
      }
    }
  });

  it('is undefined under five rows', () => {
    assert.equal(normalBand(4), null);
  });

  it('places ranks as ppoints of R', () => {
    // R: ppoints(5)[1] = 0.1190476190 = (1 - 3/8) / (5 + 1/4); ppoints(20)[1] = 0.025.
    assertClose(normalScore(1, 5), normalQuantile(0.625 / 5.25), { tolerance: 1e-15, what: 'n = 5' });
    assertClose(normalScore(1, 20), normalQuantile(0.025), { tolerance: 1e-15, what: 'n = 20' });
  });
});
