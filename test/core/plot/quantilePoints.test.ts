import assert from 'node:assert/strict';
import { quantilePoints } from '../../../src/core/plot/quantilePoints.js';
import { normalNumbers } from './handMadeFit.js';

const close = (actual: number, expected: number) =>
  assert.ok(Math.abs(actual - expected) < 1e-9, `${actual}`);

describe('quantilePoints', () => {
  it('stands values against the quantiles of R', () => {
    const { index, normal, value, count } = quantilePoints(Float64Array.of(3, Number.NaN, 1, 5, 2, 4));
    assert.equal(count, 5);
    assert.deepEqual([...index], [2, 4, 0, 5, 3]);
    assert.deepEqual([...value], [1, 2, 3, 4, 5]);
    // R 4.2.2: qnorm(ppoints(5)).
    const expected = [-1.17976111761186, -0.497200570681252, 0, 0.497200570681252, 1.17976111761186];
    for (const [i, quantile] of expected.entries()) close(normal[i]!, quantile);
  });

  it('thins the middle of many values and keeps both tails', () => {
    const n = 30_000;
    const { rank, value, count } = quantilePoints(Float64Array.from(normalNumbers(n, 5)));
    assert.equal(count, n);
    assert.equal(rank.length, 1000);
    assert.deepEqual(
      [...rank.slice(0, 250)],
      Array.from({ length: 250 }, (_, k) => k),
    );
    assert.deepEqual(
      [...rank.slice(-250)],
      Array.from({ length: 250 }, (_, k) => n - 250 + k),
    );
    assert.ok(rank.every((place, k) => k === 0 || place > rank[k - 1]!));
    assert.ok(value.every((one, k) => k === 0 || one >= value[k - 1]!));
  });
});
