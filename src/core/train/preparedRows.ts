import type { Checkpoint } from '../checkpoint.js';
import { type SolvedRows, solveDesign } from '../fit/solve.js';
import { toFileUnits } from '../judge/fileUnits.js';
import type { ModelSpec } from '../model/modelSpec.js';
import { type Curvature, curvatureOf } from './curvature.js';
import type { Hyperparameters } from './hyperparameters.js';
import type { Kernel } from './kernel.js';
import { KernelTrainer } from './kernelTrainer.js';
import { planTraining, type TrainingPlan } from './plan.js';
import { Generator } from './random.js';
import type { Split } from './split.js';
import { fillRows, lossUnit, type RowExtent, type Standard, standardOf } from './standardise.js';
import type { TrainerShape } from './trainer.js';
import { coefficientsOf, type RunParts } from './trainingRun.js';
import { weightSpaceOf } from './weightSpace.js';

/** Rows in the kernel's memory, standardised and shuffled: any number of runs may train on them, one after the other. */
export type PreparedRows = {
  spec: ModelSpec;
  standard: Standard;
  solved: SolvedRows;
  extent: RowExtent;
  curvature: Curvature;
  shape: TrainerShape;
  kernel: KernelTrainer;
};

/** `seed` and `loss` are those of every run to come; the kernel's memory becomes theirs. */
export type Preparation = Pick<Hyperparameters, 'loss' | 'seed'> & {
  loadKernel: () => Promise<Kernel>;
  checkpoint?: Checkpoint | undefined;
};

/**
 * Standardises the rows of a split by its training rows and writes them where the kernel can train on them.
 *
 * @throws GausslineError what `solveDesign`, `fillRows` and `KernelTrainer` throw, and what `checkpoint` throws.
 */
export async function prepareRows(
  spec: ModelSpec,
  split: Split,
  { loss, seed, loadKernel, checkpoint }: Preparation,
): Promise<PreparedRows> {
  const solved = await solveDesign(spec, split.training, checkpoint);
  const standard = standardOf(split.training, solved, loss);
  const shape = {
    trainingCount: split.training.rows.length,
    validationCount: split.validation?.rows.length ?? 0,
    featureCount: standard.features.length,
    hasIntercept: spec.hasIntercept,
  };
  const kernel = new KernelTrainer(await loadKernel(), shape);
  const extent = await fillStores(standard, split, { kernel, seed, checkpoint });
  const curvature = curvatureOf(solved, extent.largestSquaredNorm);
  return { spec, standard, solved, extent, curvature, shape, kernel };
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

/** Decides every value that the settings leave to Auto. */
export function planOf(rows: PreparedRows, settings: Hyperparameters): TrainingPlan {
  const { standard, solved, extent, curvature } = rows;
  const { rss, explained } = solved.solution;
  return planTraining(settings, {
    curvature,
    largestTarget: extent.largestTarget,
    featureCount: standard.features.length,
    residualSpread: Math.sqrt(rss / (rss + explained || 1)),
    perTargetUnit: standard.design.scale.at(-1)! / standard.targetSpread,
  });
}

/** What a run on prepared rows is made of, but for its engine. */
export function runPartsOf(
  rows: PreparedRows,
  plan: TrainingPlan,
): Omit<RunParts, 'trainer' | 'backend' | 'checkpoint' | 'warnings'> {
  const { spec, standard, solved, shape } = rows;
  return {
    ...{ spec, plan, standard },
    rowCount: shape.trainingCount,
    validationCount: shape.validationCount,
    ...exactAnswer(rows, plan.settings),
    weightSpace: weightSpaceOf(spec, { standard, solved, isExact: isExactAnswer(plan.settings) }),
  };
}

/** The exact answer is known for the squared loss without a penalty. */
function isExactAnswer({ loss, l2 }: Hyperparameters): boolean {
  return loss === 'squared' && l2 === 0;
}

/** The exact minimum is zero for a perfect fit. */
function exactAnswer({ spec, standard, solved }: PreparedRows, settings: Hyperparameters) {
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
