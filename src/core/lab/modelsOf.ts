import { GausslineError, type Warning } from '../errors.js';
import { designFromTable } from '../fit/design.js';
import { toFileUnits } from '../judge/fileUnits.js';
import { checkHyperparameters } from '../train/checkHyperparameters.js';
import type { Hyperparameters } from '../train/hyperparameters.js';
import type { ModelsKernel } from '../train/kernel.js';
import { type ChosenModels, chooseModels } from '../train/modelsChoice.js';
import type { ModelsTrainer } from '../train/modelsTrainer.js';
import type { TrainingPlan } from '../train/plan.js';
import { type PreparedRows, planOf, prepareRows } from '../train/preparedRows.js';
import { splitRows } from '../train/split.js';
import type { StudyJob } from './studyJob.js';

/** Epochs of each of many models at most, where the user left them to Auto. */
const MOST_EPOCHS = 100;

/** Rows ready for many models, what all of them are trained by, and how long. */
export type ModelsPlan = { rows: PreparedRows; kernel: ModelsKernel; plan: TrainingPlan; epochs: number };

type Means = Pick<
  StudyJob<unknown, unknown>,
  'table' | 'spec' | 'hyperparameters' | 'loadKernel' | 'checkpoint'
>;

/**
 * Makes rows ready for many models, with everything that is not in `change` as the user settled it.
 *
 * @throws GausslineError what `checkHyperparameters`, `designFromTable`, `splitRows`, `prepareRows` and `checkpoint` throw.
 */
export async function planModels(job: Means, change: Partial<Hyperparameters>): Promise<ModelsPlan> {
  const { table, spec, checkpoint } = job;
  const settings = { ...job.hyperparameters, ...change };
  checkHyperparameters(settings);
  const split = splitRows(table, await designFromTable(table, spec, checkpoint), settings);
  const kernel = await job.loadKernel();
  const { seed, loss } = settings;
  const loadKernel = () => Promise.resolve(kernel);
  const rows = await prepareRows(spec, split, { seed, loss, loadKernel, checkpoint });
  const plan = planOf(rows, settings);
  const epochs = settings.epochs ?? Math.min(plan.epochs.value, MOST_EPOCHS);
  return { rows, kernel, plan, epochs };
}

/**
 * What trains the models: a GPU where the user chose it.
 *
 * @throws GausslineError what `checkpoint` throws.
 */
export function chooseEngine(
  { backend, openGpu, checkpoint }: Pick<StudyJob<unknown, unknown>, 'backend' | 'openGpu' | 'checkpoint'>,
  { rows: { kernel, shape } }: ModelsPlan,
  models: ModelsTrainer,
): Promise<ChosenModels> {
  const breathe = () => checkpoint({ rows: shape.trainingCount });
  return chooseModels(backend, { models, kernel, shape, openGpu, breathe });
}

/** What trained the models, and what must be said of it; `end` is the end of the word on float32. */
export function toldOf(
  { trainer, backend, warnings }: ChosenModels,
  end: string,
): { backend: string; warnings: readonly Warning[] } {
  const { fallback } = trainer;
  if (fallback !== null) return { backend: fallback.backend.name, warnings: [fallback.warning] };
  if (backend.kind === 'cpu') return { backend: backend.name, warnings };
  const message = `${backend.name} trained in float32, about 7 digits${end}.`;
  return { backend: backend.name, warnings: [{ code: 'train/float32', message }] };
}

/** The coefficients that were kept, intercept first, as least squares finds them; null where another loss is trained. */
export type ClassicCoefficients = { estimates: Float64Array; standardErrors: Float64Array; df: number };

export function classicCoefficients(
  { standard, solved }: PreparedRows,
  { loss, l2 }: Hyperparameters,
): ClassicCoefficients | null {
  if (loss !== 'squared' || l2 > 0) return null;
  const { estimates, standardErrors } = toFileUnits(standard.design, solved.solution);
  return { estimates, standardErrors, df: solved.solution.dfResidual };
}

/** Names of the coefficients that were kept, intercept first. */
export function keptNames({ spec, standard }: Pick<PreparedRows, 'spec' | 'standard'>): string[] {
  const features = standard.features.map((feature) => spec.features[feature]!.name);
  return spec.hasIntercept ? ['(Intercept)', ...features] : features;
}

/** @throws GausslineError `train/models` unless it is a whole number within the bounds. */
export function checkModelCount(
  count: number,
  what: string,
  { low, high }: { low: number; high: number },
): void {
  if (Number.isSafeInteger(count) && count >= low && count <= high) return;
  throw new GausslineError(
    'train/models',
    `The number of ${what} is ${count}; a whole number from ${low} to ${high} is expected.`,
    `Choose a number from ${low} to ${high}.`,
    { replacement: String(Math.min(high, Math.max(low, Math.round(count) || low))) },
  );
}

/** @throws GausslineError `train/models` unless it is a whole number. */
export function checkSeed(seed: number): void {
  if (Number.isSafeInteger(seed)) return;
  throw new GausslineError(
    'train/models',
    `The seed is ${seed}; a whole number is expected.`,
    'Type a whole number, such as 1.',
    { replacement: '1' },
  );
}
