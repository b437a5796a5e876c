import assert from 'node:assert/strict';
import { fitFormula, type ModelChoices } from '../../../src/core/fitFormula.js';
import { certifiedTable } from './tableOf.js';

const cars = certifiedTable('r/mtcars.csv');

async function notExact(choices: ModelChoices & { isExact?: boolean; lambda?: number }) {
  const { fit } = await fitFormula(cars, 'carb ~ hp', { confidence: 0.95, ...choices });
  const warnings = fit.warnings.filter(({ code }) => code === 'fit/not-exact');
  return { method: fit.summary.method, messages: warnings.map(({ message }) => message) };
}

describe('double-double asked for where there is none', () => {
  it('is said of weights, counts and a ridge, which are made in double precision', async () => {
    const asked: [string, ModelChoices & { lambda?: number }][] = [
      ['fit with weights', { weights: 'wt' }],
      ['Poisson fit', { family: { name: 'poisson', link: 'log' } }],
      ['ridge', { lambda: 2 }],
    ];
    for (const [what, choices] of asked) {
      const { method, messages } = await notExact({ ...choices, isExact: true });
      assert.match(method, /double precision$/);
      assert.equal(messages.length, 1);
      assert.match(messages[0]!, new RegExp(`a ${what} is made in double precision: about 1\\d digits`));
      assert.deepEqual((await notExact(choices)).messages, []);
    }
  });

  it('is not said where it is to be had', async () => {
    const { method, messages } = await notExact({ isExact: true });
    assert.match(method, /double-double/);
    assert.deepEqual(messages, []);
  });
});
