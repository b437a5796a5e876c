import assert from 'node:assert/strict';
import { fitFormula } from '../../../src/core/fitFormula.js';
import {
  gaussianDensity,
  gaussianNegativeLogLikelihood,
  laplaceDensity,
  laplaceNegativeLogLikelihood,
  likeliestGaussian,
  numberSums,
  poissonLogProbability,
  poissonNegativeLogLikelihood,
} from '../../../src/core/judge/densities.js';
import { assertClose } from '../fit/close.js';
import { certifiedTable } from '../fit/tableOf.js';

const TOLERANCE = 1e-12;

async function residualsOfCars(): Promise<Float64Array> {
  const { fit } = await fitFormula(certifiedTable('r/cars.csv'), 'dist ~ speed', { confidence: 0.95 });
  return fit.rows.residual;
}

describe('Densities', () => {
  // R 4.2.2: dnorm(0.3), dnorm(1.7, 0, 2), dnorm(-4, 3, 1), dnorm(45).
  it('are those of dnorm', () => {
    const rows = [
      [0.3, 0, 1, 0.38138781546052414],
      [1.7, 0, 2, 0.13899244306549824],
      [-4, 3, 1, 9.1347204083645936e-12],
      [45, 0, 1, 0],
    ] as const;
    for (const [x, mean, sigma, expected] of rows)
      assertClose(gaussianDensity(x, { mean, sigma }), expected, { tolerance: TOLERANCE, what: `at ${x}` });
  });

  // R 4.2.2: dpois(3, 2.5, log = TRUE) and so on.
  it('are those of dpois', () => {
    const rows = [
      [3, 2.5, -1.5428872736055899],
      [0, 0.1, -0.10000000000000001],
      [1000, 950, -5.6661938935768301],
      [7, 1e-3, -56.88044831394037],
    ] as const;
    for (const [count, mean, expected] of rows)
      assertClose(poissonLogProbability(count, mean), expected, {
        tolerance: TOLERANCE,
        what: `of ${count}`,
      });
  });

  it("are Laplace's by its formula", () => {
    // R 4.2.2: exp(-abs(2 - 0.5) / 1.3) / 2.6.
    const expected = 0.12131587486113372;
    assertClose(laplaceDensity(2, { mean: 0.5, scale: 1.3 }), expected, {
      tolerance: TOLERANCE,
      what: 'at 2',
    });
  });

  it('have an area of 1', () => {
    const step = 0.01;
    const x = Array.from({ length: 8001 }, (_, k) => -40 + k * step);
    const areas = [
      x.reduce((sum, at) => sum + gaussianDensity(at, { mean: 3, sigma: 2 }) * step, 0),
      x.reduce((sum, at) => sum + laplaceDensity(at, { mean: 3, scale: 2 }) * step, 0),
    ];
    for (const area of areas) assert.ok(Math.abs(area - 1) < 1e-4, String(area));
    let whole = 0;
    for (let count = 0; count < 100; count++) whole += Math.exp(poissonLogProbability(count, 9.5));
    assertClose(whole, 1, { tolerance: TOLERANCE, what: 'sum of the probabilities' });
  });
});

describe('Negative log-likelihoods', () => {
  // R 4.2.2, e = residuals(lm(dist ~ speed, cars)): -sum(dnorm(e, 0, 20, log = TRUE)), -sum(dnorm(e, 3, 12, log = TRUE)),
  // the same at sqrt(mean(e^2)), and sum(log(2 b) + abs(e - 3) / b) at b = 12 / sqrt(2).
  it('of residuals are the sums of R', async () => {
    const values = await residualsOfCars();
    const sums = numberSums(values);
    const likeliest = likeliestGaussian(sums, 0);
    assertClose(likeliest.sigma, 15.068855995791379, { tolerance: TOLERANCE, what: 'likeliest sigma' });
    const rows = [
      [0, 20, 209.9254416518018],
      [3, 12, 211.17670724371314],
      [0, likeliest.sigma, 206.57843151367661],
    ] as const;
    for (const [mean, sigma, expected] of rows) {
      const found = gaussianNegativeLogLikelihood(sums, { mean, sigma });
      assertClose(found, expected, { tolerance: TOLERANCE, what: `N(${mean}, ${sigma})` });
    }
    const laplace = laplaceNegativeLogLikelihood(values, { mean: 3, scale: 12 / Math.SQRT2 });
    assertClose(laplace, 213.39017845512421, { tolerance: TOLERANCE, what: 'Laplace' });
  });

  // R 4.2.2: -sum(dpois(InsectSprays$count, mean(InsectSprays$count), log = TRUE)), and at 4.
  it('of counts are the sums of R', () => {
    const column = certifiedTable('r/InsectSprays.csv').columns.find(({ name }) => name === 'count');
    assert.ok(column?.kind === 'number');
    const rows = new Float64Array(30);
    for (const block of column.blocks!) for (const count of block) rows[count]!++;
    const what = 'counts';
    assertClose(poissonNegativeLogLikelihood(rows, 9.5), 337.65086886678296, { tolerance: TOLERANCE, what });
    assertClose(poissonNegativeLogLikelihood(rows, 4), 533.30911610762041, { tolerance: TOLERANCE, what });
  });

  it('are smallest at the likeliest curve', () => {
    const sums = numberSums(Float64Array.of(1, 2, 4, 9, 11.5));
    const { mean, sigma } = likeliestGaussian(sums);
    const least = gaussianNegativeLogLikelihood(sums, { mean, sigma });
    for (const [m, s] of [
      [mean + 0.01, sigma],
      [mean - 0.01, sigma],
      [mean, sigma * 1.01],
      [mean, sigma / 1.01],
    ] as const)
      assert.ok(gaussianNegativeLogLikelihood(sums, { mean: m, sigma: s }) > least);
  });
});
