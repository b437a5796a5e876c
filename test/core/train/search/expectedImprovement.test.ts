import assert from 'node:assert/strict';
import { Generator } from '../../../../src/core/train/random.js';
import { expectedImprovement } from '../../../../src/core/train/search/expectedImprovement.js';

describe('expected improvement', () => {
  // Origin: the closed form by scipy 1.17.1, (b - m) norm.cdf(z) + s norm.pdf(z) with z = (b - m) / s.
  for (const [mean, deviation, least, expected] of [
    [0.3, 0.5, 0.1, 0.1152194184737265],
    [-0.2, 0.05, 0.1, 0.3000000000078179],
    [2, 0.4, 0, 2.1384662135332645e-8],
  ] as const)
    it(`is the closed form at mean ${mean}, deviation ${deviation}`, () => {
      const found = expectedImprovement({ mean, deviation }, least);
      assert.ok(Math.abs(found - expected) <= 1e-8 * expected, `${found}, not ${expected}`);
    });

  it('is what falls below the least on average', () => {
    const generator = new Generator(2, 'search');
    let sum = 0;
    for (let i = 0; i < 1e5; i++) sum += Math.max(0, 0.1 - (0.3 + 0.5 * generator.normal()));
    // The standard error of the mean of 100,000 draws is below 0.0008.
    assert.ok(Math.abs(sum / 1e5 - expectedImprovement({ mean: 0.3, deviation: 0.5 }, 0.1)) < 0.003);
  });

  it('is the fall itself where nothing is in doubt', () => {
    assert.equal(expectedImprovement({ mean: 1, deviation: 0 }, 3), 2);
    assert.equal(expectedImprovement({ mean: 3, deviation: 0 }, 1), 0);
  });
});
