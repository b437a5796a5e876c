import assert from 'node:assert/strict';
import { designFromTable } from '../../../../src/core/fit/design.js';
import { DEFAULT_HYPERPARAMETERS } from '../../../../src/core/train/hyperparameters.js';
import { openTraining } from '../../../../src/core/train/openTraining.js';
import { type SearchObjective, TrialRunner } from '../../../../src/core/train/search/trialRunner.js';
import { foldSplits } from '../../../../src/core/train/split.js';
import { loadKernel } from '../../../../src/worker/loadKernel.js';
import { open, sampleOf, scaledSample } from '../sampleTables.js';

const sample = scaledSample(203, [1, 5]);
const validation = { kind: 'share', share: 0.25 } as const;
const settings = { ...DEFAULT_HYPERPARAMETERS, epochs: 6, validation };
const candidate = { learningRate: 0.07, batchSize: 16, l2: 0.01 };
const runnerOf = (objective: SearchObjective, { table, spec } = sample) =>
  TrialRunner.open(table, spec, { settings, objective, loadKernel });

describe('trials', () => {
  it('come to the validation loss of a run with their settings, each time anew', async () => {
    const runner = await runnerOf({ kind: 'validation' });
    const { validationLoss } = await (await open(sample, { ...settings, ...candidate })).run();
    assert.equal(await runner.measure(candidate), validationLoss);
    await runner.measure({ learningRate: 0.5, batchSize: 64, l2: 0 });
    assert.equal(await runner.measure(candidate), validationLoss);
    assert.equal(runner.judgedCount, 51);
  });

  it('start from what Auto would take', async () => {
    const runner = await runnerOf({ kind: 'validation' });
    const { plan } = (await open(sample, settings)).parts;
    const { batchSize, learningRate } = plan;
    assert.deepEqual(runner.auto(), { learningRate: learningRate.value, batchSize: batchSize.value, l2: 0 });
  });

  // Origin: for each fold a run of its own, on a table of the same rows with a column that says which are held back.
  it('come to the mean over the folds of the rows that are not held back', async () => {
    const runner = await runnerOf({ kind: 'folds', folds: 4 });
    assert.equal(runner.judgedCount, 152);
    const losses: number[] = [];
    const design = await designFromTable(sample.table, sample.spec);
    const outer = (await open(sample, settings)).parts.standard.design;
    for (const { validation: held } of foldSplits(outer, { folds: 4, seed: settings.seed })) {
      const isHeld = new Set(held!.rows);
      const isUsed = new Set(outer.rows);
      const rows = [...design.rows].filter((row) => isUsed.has(row));
      const columns = Object.fromEntries(
        sample.table.columns.map((column) => {
          assert.ok(column.kind === 'number');
          return [column.name, rows.map((row) => column.blocks[0]![row]!)];
        }),
      );
      const { y, ...features } = columns;
      const fold = sampleOf({ ...features, y: y! });
      const heldColumn = sampleOf({ held: rows.map((row) => Number(isHeld.has(row))) }).table.columns[0]!;
      const table = { ...fold.table, columns: [...fold.table.columns, heldColumn] };
      const run = await openTraining(table, fold.spec, {
        hyperparameters: { ...settings, ...candidate, validation: { kind: 'column', column: 'held' } },
        loadKernel,
      });
      losses.push((await run.run()).validationLoss!);
    }
    const mean = losses.reduce((sum, loss) => sum + loss, 0) / 4;
    const found = (await runner.measure(candidate))!;
    // The frames of the two designs differ by rounding.
    assert.ok(Math.abs(found - mean) < 1e-9 * mean, `${found}, not ${mean}`);
  });

  it('deal every row into one fold', async () => {
    const design = await designFromTable(sample.table, sample.spec);
    const splits = foldSplits(design, { folds: 5, seed: 7 });
    const held = splits.flatMap((split) => [...split.validation!.rows]).sort((a, b) => a - b);
    assert.deepEqual(held, [...design.rows]);
    assert.deepEqual(
      splits.map((split) => split.validation!.rows.length),
      [41, 41, 41, 40, 40],
    );
    assert.throws(() => foldSplits(design, { folds: 1, seed: 1 }), /2 to the number of rows/);
    assert.throws(() => foldSplits(design, { folds: 204, seed: 1 }), /204 folds of 203 rows/);
  });

  it('that diverge have no loss, and leave the next one as it was', async () => {
    const runner = await runnerOf({ kind: 'validation' });
    const before = await runner.measure(candidate);
    assert.equal(await runner.measure({ learningRate: 50, batchSize: 8, l2: 0 }), null);
    assert.equal(await runner.measure(candidate), before);
  });

  it('need rows to be judged by', async () => {
    const { table, spec } = sample;
    const none = { ...settings, validation: { kind: 'none' } as const };
    const opened = TrialRunner.open(table, spec, {
      ...{ settings: none, objective: { kind: 'validation' }, loadKernel },
    });
    await assert.rejects(opened, /nothing to judge a trial by/);
  });
});
