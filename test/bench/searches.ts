// How good a search is for what it costs: on a file, the best validation loss of a Bayesian search of 20 trials over that
// of a random search of 60. Neither is told what Auto would take.
import { DEFAULT_HYPERPARAMETERS } from '../../src/core/train/hyperparameters.js';
import { type SearchPlan, search } from '../../src/core/train/search/search.js';
import { bestTrial } from '../../src/core/train/search/trial.js';
import { TrialRunner } from '../../src/core/train/search/trialRunner.js';
import { loadKernel } from '../../src/worker/loadKernel.js';
import { specOf, tableOf } from './partsOfCore.js';

const SEEDS = 20;
/** So few that it matters how they are used. */
const EPOCHS = 5;

/** The median of the ratio over 20 seeds. */
export async function searchRatio(file: string): Promise<number> {
  const table = await tableOf(file);
  const runner = await TrialRunner.open(table, specOf(table), {
    settings: { ...DEFAULT_HYPERPARAMETERS, epochs: EPOCHS, validation: { kind: 'share', share: 0.25 } },
    objective: { kind: 'validation' },
    loadKernel,
  });
  const ratios: number[] = [];
  for (let seed = 1; seed <= SEEDS; seed++) {
    const bayesian = await bestLoss(runner, { method: 'bayesian', trials: 20, seed });
    ratios.push(bayesian / (await bestLoss(runner, { method: 'random', trials: 60, seed })));
  }
  ratios.sort((a, b) => a - b);
  return (ratios[SEEDS / 2 - 1]! + ratios[SEEDS / 2]!) / 2;
}

async function bestLoss(runner: TrialRunner, plan: Omit<SearchPlan, 'space'>): Promise<number> {
  const trials = await search({
    ...{ plan: { ...plan, space: runner.space() }, auto: null, earlier: [] },
    measure: (candidate) => runner.measure(candidate),
    report: () => {},
  });
  return bestTrial(trials)!.loss!;
}
