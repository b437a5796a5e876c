import assert from 'node:assert/strict';
import { Generator } from '../../../../src/core/train/random.js';
import { conditionedOn } from '../../../../src/core/train/search/gaussianProcess.js';
import { likelyProcess } from '../../../../src/core/train/search/likelyBelief.js';

function near(found: number, expected: number, tolerance = 1e-9): void {
  assert.ok(Math.abs(found - expected) <= tolerance * Math.abs(expected), `${found}, not ${expected}`);
}

describe('a Gaussian process', () => {
  const points = [
    [0.1, 0.2, 0.9],
    [0.5, 0.7, 0.1],
    [0.9, 0.4, 0.5],
    [0.3, 0.95, 0.6],
  ];
  const values = Float64Array.of(1.2, -0.4, 0.8, 0.1);
  const belief = { lengths: [0.4, 0.8, 1.5], noise: 0.01 };

  // Origin: scikit-learn 1.9.1, GaussianProcessRegressor(ConstantKernel(v, 'fixed') * Matern([0.4, 0.8, 1.5], nu=2.5),
  // alpha=0.01 * v, optimizer=None) on the values less their generalised least squares mean m, where m and v are
  // 1'R^-1 y / 1'R^-1 1 and (y - m)'R^-1 (y - m) / 4 by numpy with R = Matern(X) + 0.01 I.
  it('has the posterior and the likelihood of scikit-learn', () => {
    const process = conditionedOn({ points, values }, belief)!;
    near(process.variance, 0.6667671093068305);
    near(process.logLikelihood, -4.26603547648541);
    const [apart, seen] = [process.at([0.4, 0.5, 0.5]), process.at([0.5, 0.7, 0.1])];
    near(apart.mean, 0.05822371188870501);
    near(apart.deviation, 0.3306776054932715);
    near(seen.mean, -0.38071498108698787);
    near(seen.deviation, 0.08062470947337186);
  });

  it('goes through what it saw where there is no noise, and knows nothing far away', () => {
    const process = conditionedOn({ points, values }, { ...belief, noise: 0 })!;
    for (const [i, point] of points.entries()) {
      const { mean, deviation } = process.at(point);
      near(mean, values[i]!, 1e-6);
      assert.ok(deviation < 1e-3);
    }
    near(process.at([50, 50, 50]).deviation, Math.sqrt(process.variance));
  });

  it('finds out which axes matter', () => {
    const generator = new Generator(4, 'search');
    const many = Array.from({ length: 40 }, () => [generator.unit(), generator.unit(), generator.unit()]);
    const observed = Float64Array.from(many, ([x]) => 1.4 * Math.sin(6 * x!));
    const { belief: found, at } = likelyProcess({ points: many, values: observed }, generator)!;
    const [first, second, third] = found.lengths;
    assert.ok(second! > 3 * first! && third! > 3 * first!, String(found.lengths));
    near(at([0.3, 0.5, 0.5]).mean, 1.4 * Math.sin(1.8), 0.01);
  });
});
