// Parts of core on a table in memory: the solver alone, and training. Each file is read once and kept.

import { MARK_LIMIT, solveParts } from '../../src/core/fit/fitParts.js';
import { columnsOf, frameOf } from '../../src/core/fit/frame.js';
import { kernelArithmetic } from '../../src/core/fit/kernelArithmetic.js';
import { partOf } from '../../src/core/fit/partOf.js';
import { solveRows } from '../../src/core/fit/solve.js';
import { tableRows } from '../../src/core/fit/tableRows.js';
import { type ModelsPlan, planModels } from '../../src/core/lab/modelsOf.js';
import { specFromColumns } from '../../src/core/model/formatFormula.js';
import { readTable } from '../../src/core/table/readTable.js';
import type { Table } from '../../src/core/table/table.js';
import { DEFAULT_HYPERPARAMETERS, type Hyperparameters } from '../../src/core/train/hyperparameters.js';
import { ModelsTrainer } from '../../src/core/train/modelsTrainer.js';
import { openTraining } from '../../src/core/train/openTraining.js';
import { Generator } from '../../src/core/train/random.js';
import { setupOf, type TrainingRun } from '../../src/core/train/trainingRun.js';
import { fileSource } from '../../src/worker/fileSource.node.js';
import { loadKernel } from '../../src/worker/loadKernel.js';

const EPOCHS = 3;
const tables = new Map<string, Promise<Table>>();
const BATCH = 1024;
const MODELS = 16;
const runs = new Map<string, Promise<TrainingRun>>();
const models = new Map<string, Promise<ModelsPlan>>();

/** Milliseconds from the table to the least squares solution, without the second pass over the rows. */
export async function solve(file: string): Promise<number> {
  return solveTable(await tableOf(file));
}

/** The same from the bytes on, in one thread. */
export async function readAndSolve(file: string): Promise<number> {
  const began = performance.now();
  const table = await readTable(await fileSource(file), { loadKernel });
  await solveTable(table);
  return performance.now() - began;
}

async function solveTable(table: Table): Promise<number> {
  const spec = specOf(table);
  const part = partOf(tableRows(table), { arithmetic: kernelArithmetic(await loadKernel()) });
  const began = performance.now();
  const frame = frameOf(spec, (await part.glance(columnsOf(spec)))!);
  const { survey, triangle, moments } = await part.reduce(frame);
  const isConstant = Array.from(survey.low, (low, k) => low === survey.high[k]);
  solveRows(spec, frame, { triangle, moments, isConstant });
  return performance.now() - began;
}

/**
 * Milliseconds from the least squares solution to all that is known of the rows: residuals, leverages, studentised residuals,
 * Cook's distances, the rows that stand out, and the sums behind robust errors and tests.
 */
export async function diagnose(file: string): Promise<number> {
  const table = await tableOf(file);
  const spec = specOf(table);
  const part = partOf(tableRows(table), { arithmetic: kernelArithmetic(await loadKernel()) });
  const { solved, frame, survey } = await solveParts([part], spec, { isExact: false });
  const { solution, isPerfectFit } = solved;
  const began = performance.now();
  await part.walk({
    ...{ frame, solution, isPerfectFit, before: { rows: 0, used: 0, lines: 0 } },
    ...{
      link: null,
      logBase: null,
      noise: null,
      belowZero: null,
      meat: null,
      charted: [],
      keepsAll: survey.used <= MARK_LIMIT,
    },
  });
  return performance.now() - began;
}

/** Milliseconds of three epochs in batches of 256: every step, and the loss over all rows before and after each epoch. */
export async function train(file: string): Promise<number> {
  const run = await open(file, { epochs: EPOCHS, batchSize: 256 });
  const began = performance.now();
  await run.run();
  return performance.now() - began;
}

/** Milliseconds of one step of 1024 rows, the mean over three epochs of whole batches in a random order. */
export async function step(file: string): Promise<number> {
  if (!runs.has(file)) runs.set(file, open(file, { batchSize: 1024 }));
  const { trainer, plan, rowCount } = (await runs.get(file)!).parts;
  const batchCount = Math.floor(rowCount / plan.batchSize.value);
  const batches = Int32Array.from({ length: EPOCHS * batchCount }, (_, i) => i % batchCount);
  new Generator(1, 'batches').shuffle(batches);
  const rates = new Float64Array(batches.length).fill(0.1);
  await trainer.start({ ...setupOf(plan), parameters: new Float64Array(trainer.parameters().length) });
  const began = performance.now();
  await trainer.runSteps({ batches, rates, limit: 1e9 }, () => {});
  return (performance.now() - began) / batches.length;
}

/** Milliseconds of one step of 1024 rows for sixteen models together: batches as for `step`. */
export async function stepTogether(file: string): Promise<number> {
  const { rows, kernel, plan } = await modelsOf(file);
  const trainer = new ModelsTrainer(kernel, rows, { count: MODELS, areRowsCounted: false });
  const parameters = new Float64Array(rows.shape.featureCount + 1);
  trainer.start({ ...setupOf(plan), parameters, rates: new Float64Array(MODELS).fill(0.1) });
  const batches = batchesOf(rows.shape.trainingCount);
  const factors = new Float64Array(batches.length).fill(1);
  const began = performance.now();
  await trainer.runSteps({ batches, factors, limit: 1e9 }, () => {});
  return (performance.now() - began) / batches.length;
}

/** The same for sixteen models one after the other, each with all its steps. */
export async function stepApart(file: string): Promise<number> {
  const { rows, plan } = await modelsOf(file);
  const batches = batchesOf(rows.shape.trainingCount);
  const rates = new Float64Array(batches.length).fill(0.1);
  const parameters = new Float64Array(rows.shape.featureCount + 1);
  let sum = 0;
  for (let model = 0; model < MODELS; model++) {
    rows.kernel.start({ ...setupOf(plan), parameters });
    const began = performance.now();
    await rows.kernel.runSteps({ batches, rates, limit: 1e9 }, () => {});
    sum += performance.now() - began;
  }
  return sum / batches.length;
}

/** Rows ready for many models, once for a file. */
function modelsOf(file: string): Promise<ModelsPlan> {
  if (!models.has(file)) models.set(file, tableOf(file).then(planOfModels));
  return models.get(file)!;
}

function planOfModels(table: Table): Promise<ModelsPlan> {
  const means = { table, spec: specOf(table), hyperparameters: DEFAULT_HYPERPARAMETERS };
  return planModels({ ...means, loadKernel, checkpoint: () => {} }, { batchSize: BATCH });
}

/** Whole batches in a random order. */
function batchesOf(rowCount: number): Int32Array {
  const batches = Int32Array.from({ length: Math.floor(rowCount / BATCH) }, (_, i) => i);
  new Generator(1, 'batches').shuffle(batches);
  return batches;
}

async function open(file: string, hyperparameters: Partial<Hyperparameters>): Promise<TrainingRun> {
  const table = await tableOf(file);
  return openTraining(table, specOf(table), { hyperparameters, loadKernel });
}

export function tableOf(file: string): Promise<Table> {
  if (!tables.has(file))
    tables.set(
      file,
      fileSource(file).then((source) => readTable(source)),
    );
  return tables.get(file)!;
}

export function specOf({ columns }: Table) {
  const names = columns.map(({ name }) => name).filter((name) => name !== 'y');
  return specFromColumns('y', names);
}
