import assert from 'node:assert/strict';
import type { TruthRow } from '../../../src/core/simulate/compareWithTruth.js';
import { FIRST_SIMULATION } from '../../../src/core/simulate/simulation.js';
import { plainText } from '../../../src/core/words/parts.js';
import { simulationEquation } from '../../../src/core/words/simulationWords.js';
import { truthSentence } from '../../../src/core/words/truthSentence.js';

describe('the equation of a simulation', () => {
  const words = (change: Partial<typeof FIRST_SIMULATION>) =>
    simulationEquation({ ...FIRST_SIMULATION, ...change });

  it('says what is linear and how rows scatter', () => {
    assert.equal(words({}), 'y = 1 + 2 x1 − x2 + 0.5 x3 + noise; noise: normal, sd 1');
    assert.equal(words({ weights: [-3], scale: 0, intercept: -2 }), 'y = −2 − 3 x1, without noise');
    // A Laplace variable of scale 2 has sd 2 sqrt(2).
    assert.match(words({ noise: 'laplace', scale: 2 }), /noise: Laplace, scale 2 \(sd 2\.83\)$/);
    assert.match(words({ noise: 'poisson' }), /^log\(mean of y\) = 1 .*; y is Poisson with that mean$/);
  });
});

describe('the sentence beside the truth', () => {
  const row = (name: string, isInside: boolean | null, isInModel = true): TruthRow => ({
    ...{ name, truth: 1, estimate: 1, standardError: 0.1, interval: [0.8, 1.2], isInside, isInModel },
  });
  const rows = [row('x1', true), row('x2', false), row('x3', null, false)];
  const text = (
    compared: Parameters<typeof truthSentence>[0],
    change: Partial<typeof FIRST_SIMULATION> = {},
  ) =>
    plainText(
      truthSentence(compared, { simulation: { ...FIRST_SIMULATION, ...change }, confidence: 0.9 }).parts,
    );

  it('counts what is inside', () => {
    assert.match(text(rows), /^1 of 2 true values lie inside their 90 % interval\. Over many seeds 90 %/);
  });

  it('says what keeps truths out', () => {
    assert.match(text(rows, { outlierShare: 0.05 }), /5 % of the rows are outliers/);
    assert.match(text(rows, { correlation: 0.5 }), /lends its weight/);
    assert.doesNotMatch(text(rows), /lends its weight/);
    assert.match(text(rows, { correlation: 1 }), /only the sum of their weights/);
  });

  it('says why there is no comparison', () => {
    assert.match(text('not as counts'), /Poisson fit with a log link/);
    assert.match(text('as counts'), /Gaussian fit/);
    assert.match(text('other target'), /something else/);
  });
});
