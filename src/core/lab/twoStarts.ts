import { designFromTable } from '../fit/design.js';
import { shortestSolution } from '../fit/smallAlgebra.js';
import { labelOfColumn } from '../plot/columnLabel.js';
import { cpuBackend } from '../train/backend.js';
import { DEFAULT_HYPERPARAMETERS } from '../train/hyperparameters.js';
import { KernelTrainer } from '../train/kernelTrainer.js';
import { planTraining, type TrainingPlan } from '../train/plan.js';
import { Generator } from '../train/random.js';
import { fillRows, lossUnit, type Standard } from '../train/standardise.js';
import type { EpochRecord } from '../train/stopRule.js';
import { TrainingRun } from '../train/trainingRun.js';
import { bareSpace } from '../train/weightSpace.js';
import { dot, type Moments, momentsOf, standardOfAll, withCopy } from './moments.js';
import type { StudyJob } from './studyJob.js';
import { type OneStart, type TwoStarts, type TwoStartsOrder, twoStartsSentence } from './twoStartsOutcome.js';

type Job = StudyJob<TwoStartsOrder, TwoStarts>;

/** A design whose features are collinear, and its shortest least squares answer. */
type Deficient = {
  moments: Moments;
  names: readonly string[];
  copied: string | null;
  eigenvalues: readonly number[];
  minimumNorm: Float64Array;
};

/**
 * Trains twice by minibatch SGD where features are collinear, from zero and from random weights, with the same batches:
 * what no row sees never moves. Where the model's own features are not collinear, the one with the largest weight is
 * said twice. All complete rows are trained on, by the kernel on the CPU.
 *
 * @throws GausslineError `fit/no-terms` without a feature; what `designFromTable`, `KernelTrainer` and `checkpoint` throw.
 */
export async function compareTwoStarts(job: Job): Promise<TwoStarts> {
  const { table, spec, checkpoint, hyperparameters } = job;
  const design = await designFromTable(table, spec, checkpoint);
  const moments = await momentsOf(await standardOfAll(design, spec.hasIntercept, checkpoint), checkpoint);
  const deficient = madeDeficient(
    moments,
    moments.standard.features.map((k) => spec.features[k]!.name),
  );
  const { names, copied, minimumNorm, eigenvalues } = deficient;
  const { standard, right } = deficient.moments;
  const generator = new Generator(hyperparameters.seed, 'weights');
  const zero = new Float64Array(names.length);
  const random = zero.map(() => generator.normal());
  // The two of a kind begin apart, so that it is seen that they stay so.
  if (copied !== null) random[random.length - 1] = -random[names.indexOf(copied)]!;
  const common = {
    ...{ names, copied, minimumNorm, rank: eigenvalues.length, rowCount: design.rows.length },
    ...{ target: labelOfColumn(spec.target), backend: cpuBackend('').name },
    exactLoss: lossUnit(standard) * leastLoss(dot(right, minimumNorm)),
  };
  const outcome = (fromZero: OneStart, fromRandom: OneStart, isOver: boolean): TwoStarts => {
    const found = { ...common, fromZero, fromRandom };
    return { ...found, sentence: twoStartsSentence(found, isOver) };
  };
  const later = { start: random, weights: random, loss: new Float64Array(0) };
  const fromZero = await train(job, deficient, zero, (now, share) =>
    job.report(share, 2, outcome(now, later, false)),
  );
  const fromRandom = await train(job, deficient, random, (now, share) =>
    job.report(1 + share, 2, outcome(fromZero, now, false)),
  );
  return outcome(fromZero, fromRandom, true);
}

function madeDeficient(moments: Moments, names: readonly string[]): Deficient {
  const { solution, eigenvalues } = shortestSolution(moments.gram, moments.right);
  if (eigenvalues.length < names.length)
    return { moments, names, copied: null, eigenvalues, minimumNorm: solution };
  const sizes = solution.map(Math.abs);
  const largest = sizes.indexOf(Math.max(...sizes));
  const copied = names[largest]!;
  const twice = withCopy(moments, largest);
  const shortest = shortestSolution(twice.gram, twice.right);
  return {
    ...{ moments: twice, copied, names: [...names, `copy of ${copied}`] },
    ...{ eigenvalues: shortest.eigenvalues, minimumNorm: shortest.solution },
  };
}

async function train(
  job: Job,
  deficient: Deficient,
  start: Float64Array,
  tell: (now: OneStart, share: number) => void,
): Promise<OneStart> {
  const run = await openRun(job, deficient, start);
  const now = (epochs: readonly EpochRecord[]): OneStart => ({
    start,
    weights: run.parts.trainer.parameters().slice(0, start.length),
    loss: Float64Array.from(epochs, ({ trainLoss }) => trainLoss),
  });
  const { epochs } = await run.run(() =>
    tell(now(run.epochs), run.epochs.length / (run.parts.plan.epochs.value + 1)),
  );
  return now(epochs);
}

/** A run on all features, though they are collinear. */
async function openRun(job: Job, deficient: Deficient, start: Float64Array): Promise<TrainingRun> {
  const { spec, checkpoint, loadKernel } = job;
  const { standard } = deficient.moments;
  const rowCount = standard.design.rows.length;
  const shape = {
    trainingCount: rowCount,
    validationCount: 0,
    featureCount: start.length,
    hasIntercept: spec.hasIntercept,
  };
  const trainer = new KernelTrainer(await loadKernel(), shape);
  const places = Uint32Array.from({ length: rowCount }, (_, i) => i);
  new Generator(job.hyperparameters.seed, 'shuffle').shuffle(places);
  const { design } = standard;
  const part = { design, store: trainer.store('training'), stride: trainer.stride, places, checkpoint };
  const extent = await fillRows(standard, part);
  const plan = planOf(job, deficient, {
    largestRow: extent.largestSquaredNorm,
    largestTarget: extent.largestTarget,
  });
  return new TrainingRun({
    ...{ spec, plan, standard, trainer, checkpoint, rowCount, validationCount: 0, warnings: [] },
    ...{ backend: cpuBackend('collinear features'), exactLoss: null, exactCoefficients: null },
    weightSpace: bareSpace(spec, standard),
    start: Float64Array.of(...start, 0),
  });
}

function planOf(
  { hyperparameters }: Job,
  { moments, eigenvalues, minimumNorm }: Deficient,
  { largestRow, largestTarget }: { largestRow: number; largestTarget: number },
): TrainingPlan {
  const { standard, right } = moments;
  const all = standard.hasIntercept ? [...eigenvalues, 1] : eigenvalues;
  const settings = { ...DEFAULT_HYPERPARAMETERS, seed: hyperparameters.seed, optimiser: 'sgd' as const };
  return planTraining(settings, {
    curvature: {
      ...{ largest: Math.max(...all), smallest: Math.min(...all), largestRow },
      rowCount: standard.design.rows.length,
    },
    ...{ largestTarget, featureCount: standard.features.length },
    residualSpread: Math.sqrt(Math.max(0, 1 - dot(right, minimumNorm))),
    perTargetUnit: perTargetUnit(standard),
  });
}

/** Half the mean square that is not explained, standardised; what is rounding is zero. */
function leastLoss(explained: number): number {
  const least = 0.5 * (1 - explained);
  return least > 1e-12 ? least : 0;
}

function perTargetUnit({ design, targetSpread }: Standard): number {
  return design.scale.at(-1)! / targetSpread;
}
