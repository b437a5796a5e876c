import assert from 'node:assert/strict';
import { fitFormula } from '../../../src/core/fitFormula.js';
import { compareWithTruth, type TruthRow } from '../../../src/core/simulate/compareWithTruth.js';
import { simulateRows } from '../../../src/core/simulate/simulateRows.js';
import { FIRST_SIMULATION, type Simulation } from '../../../src/core/simulate/simulation.js';
import type { FitChoices } from '../../../src/protocol/index.js';
import { tableOf } from '../fit/tableOf.js';

async function compared(
  formula: string,
  change: Partial<Simulation> = {},
  choices: Omit<FitChoices, 'bootstrap'> = {},
) {
  const simulation = { ...FIRST_SIMULATION, ...change };
  const rows = [...simulateRows(simulation)];
  const names = [...simulation.weights.map((_, k) => `x${k + 1}`), 'y'];
  const table = tableOf(Object.fromEntries(names.map((name, k) => [name, rows.map((row) => row[k]!)])));
  const { fit } = await fitFormula(table, formula, { confidence: 0.95, ...choices });
  return compareWithTruth(fit, simulation);
}

async function rowsOf(...args: Parameters<typeof compared>): Promise<readonly TruthRow[]> {
  const rows = await compared(...args);
  assert.ok(typeof rows !== 'string', String(rows));
  return rows;
}

describe('a fit beside the truth', () => {
  it('has a row to a coefficient, the truth inside its interval or not', async () => {
    const rows = await rowsOf('y ~ x1 + x2 + x3');
    assert.deepEqual(
      rows.map(({ name, truth }) => [name, truth]),
      [
        ['(Intercept)', 1],
        ['x1', 2],
        ['x2', -1],
        ['x3', 0.5],
      ],
    );
    for (const { truth, interval, isInside, estimate } of rows) {
      assert.equal(isInside, interval![0] <= truth && truth <= interval![1]);
      assert.ok(Math.abs(estimate! - truth) < 0.5);
    }
  });

  it('says which weights are not in the model, and that other terms are truly zero', async () => {
    const rows = await rowsOf('y ~ x1 + x2 + x1:x2 - 1');
    assert.deepEqual(
      rows.map(({ name, truth, isInModel }) => [name, truth, isInModel]),
      [
        ['x1', 2, true],
        ['x2', -1, true],
        ['x1:x2', 0, true],
        ['(Intercept)', 1, false],
        ['x3', 0.5, false],
      ],
    );
  });

  it('has no estimate of what was left out as collinear', async () => {
    const rows = await rowsOf('y ~ x1 + x2', { weights: [2, -1], correlation: 1 });
    assert.deepEqual(
      rows.map(({ estimate, isInside }) => [estimate === null, isInside === null]),
      [
        [false, false],
        [false, false],
        [true, true],
      ],
    );
  });

  it('is nothing where the scale is another one', async () => {
    const counts = { noise: 'poisson', weights: [0.5] } as const;
    const family = { name: 'poisson', link: 'log' } as const;
    assert.equal(await compared('y ~ x1', counts), 'not as counts');
    assert.equal(
      await compared('y ~ x1', counts, { family: { ...family, link: 'identity' } }),
      'not as counts',
    );
    assert.ok(typeof (await compared('y ~ x1', counts, { family })) !== 'string');
    assert.equal(await compared('x1 ~ x2'), 'other target');
    assert.equal(await compared('exp(y) ~ x2'), 'other target');
  });
});
