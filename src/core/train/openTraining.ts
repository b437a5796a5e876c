import type { Checkpoint } from '../checkpoint.js';
import { designFromTable } from '../fit/design.js';
import type { ModelSpec } from '../model/modelSpec.js';
import type { Table } from '../table/table.js';
import type { BackendChoice } from './backend.js';
import { checkHyperparameters } from './checkHyperparameters.js';
import type { OpenGpu } from './gpuEngine.js';
import { DEFAULT_HYPERPARAMETERS, type Hyperparameters } from './hyperparameters.js';
import type { Kernel } from './kernel.js';
import { planOf, prepareRows, runPartsOf } from './preparedRows.js';
import { splitRows } from './split.js';
import { chooseTrainer } from './trainerChoice.js';
import { TrainingRun } from './trainingRun.js';
import { planWarnings } from './trainingWarnings.js';

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
  const { seed, loss } = settings;
  const rows = await prepareRows(spec, split, { seed, loss, loadKernel: options.loadKernel, checkpoint });
  const { kernel, shape } = rows;
  const plan = planOf(rows, settings);
  const { trainer, backend, warnings } = await chooseTrainer(choice, {
    ...{ kernel, shape, openGpu: options.openGpu },
    work: { ...shape, batchSize: plan.batchSize.value, stepsPerEpoch: plan.stepsPerEpoch },
    breathe: () => checkpoint?.({ rows: shape.trainingCount }),
  });
  return new TrainingRun({
    ...runPartsOf(rows, plan),
    ...{ trainer, backend, checkpoint },
    warnings: [...planWarnings(plan), ...warnings],
  });
}
