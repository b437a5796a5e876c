import assert from 'node:assert/strict';
import { fitFormula } from '../../../src/core/fitFormula.js';
import { compareWithTruth } from '../../../src/core/simulate/compareWithTruth.js';
import { simulateRows } from '../../../src/core/simulate/simulateRows.js';
import {
  FIRST_SIMULATION,
  featureNames,
  formulaOf,
  NOISES,
  type Simulation,
  TARGET,
} from '../../../src/core/simulate/simulation.js';
import { tableOf } from '../fit/tableOf.js';

const SEEDS = 200;
const CONFIDENCE = 0.95;
/** What a right interval misses by chance, in both directions together. */
const BY_CHANCE = 0.001;

const SIMULATION: Simulation = {
  ...FIRST_SIMULATION,
  ...{ rowCount: 100, intercept: 0.5, weights: [0.4, -0.3, 0], scale: 2, correlation: 0.5 },
};

/** For each coefficient whether its interval holds the truth. */
async function insideOf(simulation: Simulation): Promise<readonly boolean[]> {
  const rows = [...simulateRows(simulation)];
  const names = [...featureNames(simulation), TARGET];
  const table = tableOf(Object.fromEntries(names.map((name, k) => [name, rows.map((row) => row[k]!)])));
  const family = simulation.noise === 'poisson' ? ({ name: 'poisson', link: 'log' } as const) : undefined;
  const options = { confidence: CONFIDENCE, family };
  const { fit } = await fitFormula(table, formulaOf(simulation), options);
  const compared = compareWithTruth(fit, simulation);
  assert.ok(typeof compared !== 'string');
  return compared.map(({ isInside }) => isInside!);
}

/** The counts that a binomial variable has but for `BY_CHANCE`, half of it at each end; summed term by term. */
function band(n: number, p: number): readonly [number, number] {
  const terms = [(1 - p) ** n];
  for (let k = 1; k <= n; k++) terms.push((terms[k - 1]! * ((n - k + 1) * p)) / (k * (1 - p)));
  const lowest = terms.findIndex((_, k) => sum(terms.slice(0, k + 1)) > BY_CHANCE / 2);
  const highest = terms.findIndex((_, k) => sum(terms.slice(k + 1)) <= BY_CHANCE / 2);
  return [lowest, highest];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

describe('the simulated truth', () => {
  const [low, high] = band(SEEDS, CONFIDENCE);

  it('is judged by the band of a binomial count', () => {
    // R: qbinom(c(0.0005, 0.9995), 200, 0.95)
    assert.deepEqual([low, high], [179, 198]);
  });

  for (const noise of NOISES)
    it(`is inside its 95 % intervals in ${low} to ${high} of ${SEEDS} seeds: ${noise}`, async function () {
      this.timeout(60_000);
      const counts = new Array<number>(SIMULATION.weights.length + 1).fill(0);
      for (let seed = 1; seed <= SEEDS; seed++)
        for (const [k, isInside] of (await insideOf({ ...SIMULATION, noise, seed })).entries())
          counts[k]! += isInside ? 1 : 0;
      for (const count of counts) assert.ok(count >= low && count <= high, counts.join(', '));
    });
});
