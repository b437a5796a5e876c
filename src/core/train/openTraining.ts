import type { Checkpoint } from '../checkpoint.js';
import { designFromTable } from '../fit/design.js';
import { type SolvedRows, solveDesign } from '../fit/solve.js';
import { toFileUnits } from '../judge/fileUnits.js';
import type { ModelSpec } from '../model/modelSpec.js';
import type { Table } from '../table/table.js';
import type { BackendChoice } from './backend.js';
import { checkHyperparameters } from './checkHyperparameters.js';
import { curvatureOf } from './curvature.js';
import type { OpenGpu } from './gpuEngine.js';
import { DEFAULT_HYPERPARAMETERS, type Hyperparameters } from './hyperparameters.js';
import type { Kernel } from './kernel.js';
import { KernelTrainer } from './kernelTrainer.js';
import { planTraining, type TrainingPlan } from './plan.js';
import { Generator } from './random.js';
import { type Split, splitRows } from './split.js';
import { fillRows, lossUnit, type RowExtent, type Standard, standardOf } from './standardise.js';
import { chooseTrainer } from './trainerChoice.js';
import { coefficientsOf, TrainingRun } from './trainingRun.js';
import { planWarnings } from './trainingWarnings.js';
import { weightSpaceOf } from './weightSpace.js';

/** What is not given is Auto, or the default. */
export type TrainingOptions = {
  hyperparameters?: Partial<Hyperparameters>;
  backend?: BackendChoice;
  /** A fresh kernel: its memory becomes the run's. */
  loadKernel: () => Promise<Kernel>;
  /** The way to a GPU; `later` where nothing is going to be trained, so that none is started. */
  openGpu?: OpenGpu | 'later';
  checkpoint?: Checkpoint | undefined;
};

/**
 * Makes a run ready: rows split, standardised and shuffled once, every Auto value decided. Nothing is trained yet.
 * A GPU that cannot be had is no failure: the kernel on the CPU is always there.
 *
 * @throws GausslineError what `checkHyperparameters`, `designFromTable`, `splitRows`, `solveDesign`,
 *   `fillRows` and `KernelTrainer` throw, and what `checkpoint` throws.
 */
export async function openTraining(
  table: Table,
  spec: ModelSpec,
  options: TrainingOptions,
): Promise<TrainingRun> {
  const { checkpoint, backend: choice = 'auto' } = options;
  const settings = { ...DEFAULT_HYPERPARAMETERS, ...options.hyperparameters };
  checkHyperparameters(settings);
  const design = await designFromTable(table, spec, checkpoint);
  const split = splitRows(table, design, settings);
  const solved = await solveDesign(spec, split.training, checkpoint);
  const standard = standardOf(split.training, solved, settings.loss);
  const shape = {
    trainingCount: split.training.rows.length,
    validationCount: split.validation?.rows.length ?? 0,
    featureCount: standard.features.length,
    hasIntercept: spec.hasIntercept,
  };
  const kernel = new KernelTrainer(await options.loadKernel(), shape);
  const extent = await fillStores(standard, split, { kernel, seed: settings.seed, checkpoint });
  const plan = planOf(settings, { standard, solved, extent });
  const { trainer, backend, warnings } = await chooseTrainer(choice, {
    ...{ kernel, shape, openGpu: options.openGpu },
    work: { ...shape, batchSize: plan.batchSize.value, stepsPerEpoch: plan.stepsPerEpoch },
    breathe: () => checkpoint?.({ rows: shape.trainingCount }),
  });
  return new TrainingRun({
    ...{ spec, plan, standard, trainer, backend, checkpoint },
    rowCount: shape.trainingCount,
    validationCount: shape.validationCount,
    ...exactAnswer(spec, { standard, solved, settings }),
    weightSpace: weightSpaceOf(spec, { standard, solved, isExact: isExactAnswer(settings) }),
    warnings: [...planWarnings(plan), ...warnings],
  });
}

type Filling = { kernel: KernelTrainer; seed: number; checkpoint: Checkpoint | undefined };

/** Training rows go to random places, once: batches are contiguous from then on. */
async function fillStores(
  standard: Standard,
  { training, validation }: Split,
  { kernel, seed, checkpoint }: Filling,
): Promise<RowExtent> {
  const { stride } = kernel;
  if (validation !== null)
    await fillRows(standard, {
      ...{ design: validation, store: kernel.store('validation'), stride, checkpoint },
    });
  const places = Uint32Array.from({ length: training.rows.length }, (_, i) => i);
  new Generator(seed, 'shuffle').shuffle(places);
  const store = kernel.store('training');
  return fillRows(standard, { design: training, store, stride, places, checkpoint });
}

type Solved = { standard: Standard; solved: SolvedRows; extent: RowExtent };

function planOf(settings: Hyperparameters, { standard, solved, extent }: Solved): TrainingPlan {
  const { rss, explained } = solved.solution;
  return planTraining(settings, {
    curvature: curvatureOf(solved, extent.largestSquaredNorm),
    largestTarget: extent.largestTarget,
    featureCount: standard.features.length,
    residualSpread: Math.sqrt(rss / (rss + explained || 1)),
    perTargetUnit: standard.design.scale.at(-1)! / standard.targetSpread,
  });
}

/** The exact answer is known for the squared loss without a penalty. */
function isExactAnswer({ loss, l2 }: Hyperparameters): boolean {
  return loss === 'squared' && l2 === 0;
}

/** The exact minimum is zero for a perfect fit. */
function exactAnswer(
  spec: ModelSpec,
  { standard, solved, settings }: { standard: Standard; solved: SolvedRows; settings: Hyperparameters },
) {
  if (!isExactAnswer(settings)) return { exactLoss: null, exactCoefficients: null };
  const { solution, isPerfectFit } = solved;
  const meanSquare = solution.rss / solution.n / standard.targetSpread / standard.targetSpread;
  const { estimates } = toFileUnits(standard.design, solution);
  const first = solution.hasIntercept ? 1 : 0;
  const ordered = [...estimates.slice(first), first === 1 ? estimates[0]! : 0];
  return {
    exactLoss: isPerfectFit ? 0 : 0.5 * meanSquare * lossUnit(standard),
    exactCoefficients: coefficientsOf({ spec, standard }, Float64Array.from(ordered)),
  };
}
