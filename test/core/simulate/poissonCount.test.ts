import assert from 'node:assert/strict';
import { chiSquaredUpper, poissonCumulative } from '../../../src/core/judge/distributions.js';
import { poissonCount } from '../../../src/core/simulate/poissonCount.js';
import { Generator } from '../../../src/core/train/random.js';

const DRAWS = 40_000;

describe('Poisson counts', () => {
  for (const mean of [0.2, 3, 9.99, 10, 47.3, 1000])
    it(`follow the distribution of mean ${mean}`, () => {
      const random = new Generator(3, 'noise');
      const counts = new Map<number, number>();
      for (let i = 0; i < DRAWS; i++) {
        const count = poissonCount(mean, random);
        counts.set(count, (counts.get(count) ?? 0) + 1);
      }
      const { statistic, df } = chiSquared(counts, mean);
      // One in ten thousand right samplers is beyond this.
      assert.ok(chiSquaredUpper(statistic, df) > 1e-4, `${statistic} on ${df}`);
    });

  it('are large where the mean is', () => {
    const random = new Generator(3, 'noise');
    for (let i = 0; i < 100; i++) {
      const z = (poissonCount(1e9, random) - 1e9) / Math.sqrt(1e9);
      assert.ok(Math.abs(z) < 5, String(z));
    }
  });

  it('are 0 where the mean is', () => {
    assert.equal(poissonCount(0, new Generator(1, 'noise')), 0);
  });
});

/** Pearson's statistic over cells of at least 20 expected draws each, the tails in the outer ones. */
function chiSquared(counts: ReadonlyMap<number, number>, mean: number): { statistic: number; df: number } {
  const last = Math.max(...counts.keys());
  let [statistic, cells, observed, from] = [0, 0, 0, -1];
  for (let count = 0; count <= last; count++) {
    observed += counts.get(count) ?? 0;
    const upTo = (end: number) => poissonCumulative(end, mean);
    const rest = DRAWS * (1 - upTo(count));
    const isLast = rest < 20;
    const expected = DRAWS * ((isLast ? 1 : upTo(count)) - upTo(from));
    if (expected < 20) continue;
    if (isLast) for (let more = count + 1; more <= last; more++) observed += counts.get(more) ?? 0;
    statistic += (observed - expected) ** 2 / expected;
    cells++;
    [observed, from] = [0, count];
    if (isLast) break;
  }
  return { statistic, df: cells - 1 };
}
