import assert from 'node:assert/strict';
import { GausslineError } from '../../../../src/core/errors.js';
import { searchedValues } from '../../../../src/core/train/search/bayesianSearch.js';
import {
  checkSearch,
  nextCandidate,
  type SearchPlan,
  search,
  trialCount,
} from '../../../../src/core/train/search/search.js';
import { type Candidate, searchSpaceOf } from '../../../../src/core/train/search/searchSpace.js';
import { bestTrial, SEARCH_METHODS, type Trial } from '../../../../src/core/train/search/trial.js';

const space = searchSpaceOf({ rowCount: 500, autoRate: 0.1 });
const planOf = (method: SearchPlan['method'], seed = 1, trials = 16): SearchPlan => ({
  method,
  space,
  trials,
  seed,
});

/** A bowl on the logarithmic scales with its least value, 1, at rate 0.03, batch 32 and a penalty of 0.001. */
function bowl({ learningRate, batchSize, l2 }: Candidate): number | null {
  if (learningRate > 0.6) return null;
  const rate = Math.log10(learningRate / 0.03);
  const penalty = l2 === 0 ? -2 : Math.log10(l2 / 1e-3);
  return 1 + rate * rate + 0.1 * (Math.log2(batchSize) - 5) ** 2 + 0.05 * penalty * penalty;
}

async function trialsOf(plan: SearchPlan, earlier: readonly Trial[] = []): Promise<readonly Trial[]> {
  const auto = { learningRate: 0.1, batchSize: 50, l2: 0 };
  return search({ plan, auto, earlier, measure: async (candidate) => bowl(candidate), report: () => {} });
}

describe('a search', () => {
  for (const method of SEARCH_METHODS) {
    it(`repeats bit for bit with the same seed: ${method}`, async () => {
      const first = await trialsOf(planOf(method));
      assert.deepEqual(await trialsOf(planOf(method)), first);
      assert.equal(first.length, 1 + trialCount(planOf(method)));
      assert.deepEqual(
        first.map(({ number }) => number),
        first.map((_, i) => i),
      );
      const other = await trialsOf(planOf(method, 2));
      assert.equal(JSON.stringify(other) === JSON.stringify(first), method === 'grid');
    });

    it(`goes on from its trials as JSON, as if it had never been left: ${method}`, async () => {
      const whole = await trialsOf(planOf(method));
      for (const kept of [0, 1, 5, 7, 12]) {
        const text = JSON.stringify(whole.slice(0, kept));
        assert.deepEqual(await trialsOf(planOf(method), JSON.parse(text)), whole);
      }
    });
  }

  it('of a Bayesian kind comes nearer to the floor of a bowl in 20 trials than a random one in 60', async () => {
    const nearer: boolean[] = [];
    for (let seed = 1; seed <= 9; seed++) {
      const best = async (plan: SearchPlan) => bestTrial(await trialsOf(plan))!.loss!;
      nearer.push((await best(planOf('bayesian', seed, 20))) < (await best(planOf('random', seed, 60))));
    }
    assert.ok(nearer.filter(Boolean).length >= 5, String(nearer));
  });

  it('of a Bayesian kind never tries the same twice', async () => {
    const trials = await trialsOf(planOf('bayesian', 3, 25));
    assert.equal(new Set(trials.map(({ candidate }) => JSON.stringify(candidate))).size, trials.length);
  });

  it('goes on where everything diverged so far', async () => {
    const measure = async ({ learningRate }: Candidate) => (learningRate < 3e-4 ? 1 : null);
    const trials = await search({
      plan: planOf('bayesian', 1, 25),
      auto: null,
      earlier: [],
      measure,
      report: () => {},
    });
    assert.equal(trials.length, 25);
    assert.ok(trials.every(({ state, loss }) => (state === 'diverged') === (loss === null)));
  });

  it('counts what diverged as worse than the worst, within reach of the others', () => {
    const trial = (number: number, loss: number | null): Trial => ({
      ...{ number, loss, state: loss === null ? 'diverged' : 'finished' },
      candidate: { learningRate: 0.1, batchSize: 8, l2: 0 },
    });
    const values = searchedValues([trial(1, 1), trial(2, null), trial(3, 2), trial(4, 0)]);
    assert.ok(values.every(Number.isFinite));
    assert.ok(values[1]! > values[2]! && values[2]! > values[0]! && values[0]! > values[3]!, String(values));
    assert.ok(Math.abs(values.reduce((sum, value) => sum + value, 0)) < 1e-12);
  });

  it('keeps a grid within the trials asked for, at most', () => {
    for (const trials of [1, 2, 5, 20, 60, 100]) {
      const plan = planOf('grid', 1, trials);
      const count = trialCount(plan);
      assert.ok(count <= trials && count > trials / 2, `${count} of ${trials}`);
      assert.ok(Number.isFinite(nextCandidate(plan, []).learningRate));
    }
  });

  it('refuses a number of trials and a seed that make no sense', () => {
    for (const wrong of [{ trials: 0 }, { trials: 1.5 }, { trials: 101 }, { seed: Number.NaN }])
      assert.throws(
        () => checkSearch({ trials: 20, seed: 1, ...wrong }),
        (error) => error instanceof GausslineError && error.code === 'train/search',
      );
  });
});
