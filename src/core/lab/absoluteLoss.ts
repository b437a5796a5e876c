import { GausslineError } from '../errors.js';
import { fitLinear } from '../fit/fitLinear.js';
import { labelOfColumn } from '../plot/columnLabel.js';
import type { Hyperparameters } from '../train/hyperparameters.js';
import { openTraining } from '../train/openTraining.js';
import { lossUnit } from '../train/standardise.js';
import { setupOf, type TrainingRun } from '../train/trainingRun.js';
import {
  type AbsoluteLoss,
  type AbsoluteLossOrder,
  absoluteLossSentence,
  type CalmedRun,
  type Calming,
} from './absoluteLossOutcome.js';
import type { StudyJob } from './studyJob.js';

type Job = StudyJob<AbsoluteLossOrder, AbsoluteLoss>;

/** Enough to reach the optimum and to see a run rattle about it. */
const EPOCHS = 160;
const LAST_EPOCHS = 60;

const CALMINGS: readonly (readonly [Calming, Partial<Hyperparameters>])[] = [
  ['none', {}],
  ['decay', { schedule: 'cosine' }],
  ['average', { averaging: true }],
  ['huber', { loss: 'huber' }],
];

/**
 * Trains the absolute loss four times by minibatch SGD: at a constant rate, at one that decays, with averaged weights,
 * and the Huber loss in its place. Rate, batches and their order are the same; each is judged by the mean absolute
 * error of all complete rows, beside the least there is: that of the median regression. On the kernel of the CPU.
 *
 * @throws GausslineError what `openTraining` and `checkpoint` throw.
 */
export async function calmAbsoluteLoss(job: Job): Promise<AbsoluteLoss> {
  const judge = await open(job, {});
  const { plan, rowCount } = judge.parts;
  const exactLoss = await leastError(job);
  const runs: CalmedRun[] = [];
  const common = {
    ...{ rowCount, exactLoss, lastEpochs: LAST_EPOCHS, backend: judge.backend.name },
    ...{ batchSize: plan.batchSize.value, learningRate: plan.learningRate.value },
    target: labelOfColumn(job.spec.target),
  };
  const outcome = (all: readonly CalmedRun[], isOver: boolean): AbsoluteLoss => {
    const found = { ...common, runs: all };
    return { ...found, sentence: absoluteLossSentence(found, isOver) };
  };
  for (const [calming, change] of CALMINGS) {
    const run = await open(job, { ...change, learningRate: plan.learningRate.value });
    const loss = await train(run, judge, (now) => {
      const share = now.length / (EPOCHS + 1);
      job.report(runs.length + share, CALMINGS.length, outcome([...runs, { calming, loss: now }], false));
    });
    runs.push({ calming, loss });
  }
  return outcome(runs, true);
}

/** The least mean absolute error that any coefficients have; null where there are too many rows to find it. */
async function leastError({ table, spec, checkpoint }: Job): Promise<number | null> {
  const median = { ...spec, family: { name: 'laplace', quantile: 0.5 } as const };
  try {
    const { summary } = await fitLinear(table, median, { confidence: 0.95, checkpoint });
    return summary.robust?.kind === 'quantile' ? summary.robust.absolute / summary.n : null;
  } catch (error) {
    if (error instanceof GausslineError && error.code === 'fit/too-large') return null;
    throw error;
  }
}

function open(
  { table, spec, hyperparameters, loadKernel, checkpoint }: Job,
  change: Partial<Hyperparameters>,
) {
  return openTraining(table, spec, {
    hyperparameters: {
      ...{
        seed: hyperparameters.seed,
        loss: 'absolute',
        optimiser: 'sgd',
        schedule: 'constant',
        epochs: EPOCHS,
      },
      ...change,
    },
    ...{ backend: 'cpu', loadKernel, checkpoint },
  });
}

/** Mean absolute errors by epoch. */
async function train(
  run: TrainingRun,
  judge: TrainingRun,
  tell: (loss: Float64Array) => void,
): Promise<Float64Array> {
  const losses: number[] = [];
  await run.run(async () => {
    // Also called within an epoch.
    if (run.epochs.length === losses.length) return;
    losses.push(await absoluteError(judge, run.parts.trainer.parameters()));
    tell(Float64Array.from(losses));
  });
  return Float64Array.from(losses);
}

async function absoluteError(judge: TrainingRun, parameters: Float64Array): Promise<number> {
  const { trainer, plan, standard, checkpoint, rowCount } = judge.parts;
  await trainer.start({ ...setupOf(plan), parameters });
  return lossUnit(standard) * (await trainer.meanLoss('training', () => checkpoint?.({ rows: rowCount })));
}
