import { GausslineError } from '../errors.js';
import { labelOfColumn } from '../plot/columnLabel.js';
import type { Hyperparameters } from '../train/hyperparameters.js';
import { checkSearch, type SearchPlan, search, trialCount } from '../train/search/search.js';
import type { Trial } from '../train/search/trial.js';
import { type SearchObjective, TrialRunner } from '../train/search/trialRunner.js';
import type { StudyJob } from './studyJob.js';
import type { Tune, TuneOrder } from './tuneOutcome.js';
import { tuneSentence } from './tuneSentence.js';

type Job = StudyJob<TuneOrder, Tune>;

const USUAL_FOLDS = 5;

/**
 * Trains with many choices of learning rate, batch size and L2 penalty, everything else as the user settled it, and
 * finds the one that predicts best on rows it was not trained on. Auto's own settings come first. All on the CPU.
 *
 * @throws GausslineError `train/search` for an order no search can follow; what `TrialRunner` and `checkpoint` throw.
 */
export async function tune(job: Job): Promise<Tune> {
  const { order, hyperparameters, spec } = job;
  checkSearch(order);
  const objective = objectiveOf(order, hyperparameters, job.table.rowCount);
  const identity = identityOf(job, objective);
  if (order.earlier !== null && order.earlier.identity !== identity) throw otherSearch();
  const settings = { ...hyperparameters, epochs: order.epochs };
  const runner = await TrialRunner.open(job.table, spec, { ...job, settings, objective });
  const { method, trials, seed, epochs } = order;
  const plan: SearchPlan = { method, space: runner.space(), trials, seed };
  const total = trialCount(plan);
  const outcomeOf = (done: readonly Trial[]): Tune => {
    const found = {
      ...{ method, epochs, total, identity, trials: done },
      folds: objective.kind === 'folds' ? objective.folds : null,
      ...{ judgedCount: runner.judgedCount, space: plan.space },
      ...{ target: labelOfColumn(spec.target), loss: hyperparameters.loss },
    };
    return { ...found, sentence: tuneSentence(found) };
  };
  const tell = (done: readonly Trial[]) => job.report(done.length, total + 1, outcomeOf(done));
  const earlier = order.earlier?.trials ?? [];
  // What there was is there again before the next trial is over.
  if (earlier.length > 0) tell(earlier);
  return outcomeOf(
    await search({
      ...{ plan, earlier, auto: runner.auto(), report: tell },
      measure: (candidate) => runner.measure(candidate),
    }),
  );
}

function objectiveOf(
  { folds }: TuneOrder,
  { validation }: Hyperparameters,
  rowCount: number,
): SearchObjective {
  if (folds !== null) return { kind: 'folds', folds };
  const isNone = validation.kind === 'none' || ('share' in validation && validation.share === 0);
  return isNone ? { kind: 'folds', folds: Math.min(USUAL_FOLDS, rowCount) } : { kind: 'validation' };
}

/** The number of trials is part of it for a grid alone: any other search that has ended may be gone on with. */
function identityOf({ table, spec, hyperparameters, order }: Job, objective: SearchObjective): string {
  const { learningRate: _rate, batchSize: _batch, l2: _l2, epochs: _epochs, ...rest } = hyperparameters;
  const { method, epochs, seed, trials } = order;
  const grid = method === 'grid' ? trials : null;
  return JSON.stringify([table.fingerprint, spec.formula, rest, objective, method, grid, epochs, seed]);
}

function otherSearch(): GausslineError {
  return new GausslineError(
    'train/search',
    'The file, the formula or the settings are not those of the trials there are, so their losses cannot be compared.',
    'Start a new search.',
  );
}
