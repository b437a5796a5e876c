import { GausslineError } from '../errors.js';
import { labelOfColumn } from '../plot/columnLabel.js';
import { openTraining } from '../train/openTraining.js';
import type { Coefficient, TrainingRun } from '../train/trainingRun.js';
import { deviationOf } from './bootstrap.js';
import { checkModelCount, classicCoefficients, keptNames, planModels } from './modelsOf.js';
import {
  type SeedCoefficient,
  type SeedRun,
  type Seeds,
  type SeedsOrder,
  seedsSentence,
} from './seedsOutcome.js';
import type { StudyJob } from './studyJob.js';

type Job = StudyJob<SeedsOrder, Seeds>;

const BOUNDS = { low: 2, high: 50 };

/** What a run came to, by coefficient. */
type Ended = { run: SeedRun; coefficients: readonly Coefficient[] };

/**
 * Trains the user's run again and again, each time with the next seed, one after the other: other batches, another start
 * where that is random, other rows held back. On the kernel of the CPU.
 *
 * @throws GausslineError `train/models` for a number of runs there cannot be; what `openTraining` and `checkpoint` throw.
 */
export async function compareSeeds(job: Job): Promise<Seeds> {
  const { runs } = job.order;
  checkModelCount(runs, 'runs', BOUNDS);
  const { rows, plan } = await planModels(job, {});
  const classic = classicCoefficients(rows, plan.settings);
  const names = keptNames(rows);
  const ended: Ended[] = [];
  let [exactLoss, backend]: [number | null, string] = [null, ''];
  const outcomeOf = (all: readonly Ended[], isOver: boolean): Seeds => {
    const sound = all.filter(({ run }) => !run.hasDiverged).map(({ coefficients }) => coefficients);
    const found = {
      ...{ target: labelOfColumn(job.spec.target), loss: plan.settings.loss, backend, exactLoss },
      isWithoutChance:
        plan.stepsPerEpoch === 1 &&
        plan.settings.initialWeights === 'zeros' &&
        rows.shape.validationCount === 0,
      runs: all.map(({ run }) => run),
      coefficients: names.map((name, k): SeedCoefficient => {
        const exact = classic?.estimates[k] ?? null;
        return { name, exact, standardError: classic?.standardErrors[k] ?? null, ...spreadOf(sound, name) };
      }),
    };
    return { ...found, sentence: seedsSentence(found, isOver) };
  };
  for (let k = 0; k < runs; k++) {
    const seed = job.hyperparameters.seed + k;
    const run = await open(job, seed);
    [exactLoss, backend] = [rows.shape.validationCount === 0 ? run.parts.exactLoss : null, run.backend.name];
    const total = run.parts.plan.epochs.value + 1;
    ended.push(
      await train(run, seed, () => job.report(k + run.epochs.length / total, runs, outcomeOf(ended, false))),
    );
    job.report(k + 1, runs, outcomeOf(ended, false));
  }
  return outcomeOf(ended, true);
}

function open(
  { table, spec, hyperparameters, loadKernel, checkpoint }: Job,
  seed: number,
): Promise<TrainingRun> {
  return openTraining(table, spec, {
    hyperparameters: { ...hyperparameters, seed },
    ...{ backend: 'cpu', loadKernel, checkpoint },
  });
}

async function train(run: TrainingRun, seed: number, tell: () => void): Promise<Ended> {
  const told = (hasDiverged: boolean): SeedRun => ({
    ...{ seed, hasDiverged, rowCount: run.parts.rowCount },
    trainLoss: run.epochs.at(-1)!.trainLoss,
    validationLoss: run.epochs.at(-1)!.validationLoss,
    loss: Float64Array.from(run.epochs, ({ trainLoss }) => trainLoss),
  });
  try {
    const { coefficients, trainLoss, validationLoss } = await run.run(tell);
    return { run: { ...told(false), trainLoss, validationLoss }, coefficients };
  } catch (error) {
    if (!(error instanceof GausslineError) || error.code !== 'train/diverged') throw error;
    return { run: told(true), coefficients: [] };
  }
}

function spreadOf(
  all: readonly (readonly Coefficient[])[],
  name: string,
): Pick<SeedCoefficient, 'mean' | 'deviation' | 'low' | 'high'> {
  const values = Float64Array.from(
    all.flatMap((run) => run.find((one) => one.name === name)?.estimate ?? []),
  );
  if (values.length < 2) return { mean: null, deviation: null, low: null, high: null };
  return {
    mean: values.reduce((sum, value) => sum + value, 0) / values.length,
    deviation: deviationOf(values),
    low: Math.min(...values),
    high: Math.max(...values),
  };
}
