// Our side of train.mjs, bundled by it.
import { specFromColumns } from '../../src/core/model/formatFormula.js';
import { BLOCK_ROWS, type NumberColumn, type Table } from '../../src/core/table/table.js';
import type { Hyperparameters } from '../../src/core/train/hyperparameters.js';
import { openTraining } from '../../src/core/train/openTraining.js';
import { Generator } from '../../src/core/train/random.js';
import { setupOf, type TrainingRun } from '../../src/core/train/trainingRun.js';
import { loadKernel } from '../../src/worker/loadKernel.js';

/** Normal features, a target that is their sum with noise. */
export function randomTable(rowCount: number, featureCount: number): Table {
  const generator = new Generator(1, 'weights');
  const target = new Float64Array(rowCount).map(() => generator.normal());
  const columns = Array.from({ length: featureCount }, (_, k) => {
    const values = new Float64Array(rowCount).map(() => generator.normal());
    for (let i = 0; i < rowCount; i++) target[i]! += values[i]!;
    return columnOf(`x${k}`, values);
  });
  const lines = Uint32Array.from({ length: rowCount }, (_, row) => row + 2);
  return {
    name: 'random.csv',
    dialect: {
      ...{ delimiter: ',', decimal: '.', hasHeader: true, encoding: 'utf-8' },
      ...{ hasByteOrderMark: false, missingTokens: [] },
    },
    columns: [...columns, columnOf('y', target)],
    ...{
      headerLine: 1,
      rowCount,
      firstLines: lines,
      lastLines: lines,
      byteCount: 0,
      fingerprint: '',
      warnings: [],
    },
  };
}

function columnOf(name: string, values: Float64Array): NumberColumn {
  const blocks: Float64Array[] = [];
  for (let start = 0; start < values.length; start += BLOCK_ROWS)
    blocks.push(values.slice(start, start + BLOCK_ROWS));
  return { kind: 'number', name, blocks, missingCount: 0, oddCells: [], countsByOne: false };
}

/** A run that is ready; `openMs` is the time to split, standardise, solve, shuffle and plan. */
export async function open(table: Table, hyperparameters: Partial<Hyperparameters>) {
  const names = table.columns.map(({ name }) => name);
  const spec = specFromColumns(names.at(-1)!, names.slice(0, -1));
  const began = performance.now();
  const run = await openTraining(table, spec, { hyperparameters, loadKernel });
  return { run, openMs: performance.now() - began };
}

/** Milliseconds of a whole run: every step, and the loss over all rows before and after each epoch. */
export async function timeRun(table: Table, hyperparameters: Partial<Hyperparameters>) {
  const { run, openMs } = await open(table, hyperparameters);
  const began = performance.now();
  await run.run();
  return { ms: performance.now() - began, openMs };
}

/** Milliseconds of one step, from three epochs of whole batches in a random order, on a run that is open. */
export async function timeStep({ parts }: TrainingRun): Promise<number> {
  const { trainer, plan, rowCount } = parts;
  const batches = new Int32Array(3 * Math.floor(rowCount / plan.batchSize.value));
  for (let i = 0; i < batches.length; i++) batches[i] = i % (batches.length / 3);
  new Generator(1, 'batches').shuffle(batches);
  const rates = new Float64Array(batches.length).fill(0.1);
  await trainer.start({ ...setupOf(plan), parameters: new Float64Array(trainer.parameters().length) });
  const began = performance.now();
  await trainer.runSteps({ batches, rates, limit: 1e9 }, () => {});
  return (performance.now() - began) / batches.length;
}
