import { GausslineError } from '../../errors.js';
import { type Design, designFromTable } from '../../fit/design.js';
import type { ModelSpec } from '../../model/modelSpec.js';
import type { Table } from '../../table/table.js';
import { cpuBackend } from '../backend.js';
import { checkHyperparameters } from '../checkHyperparameters.js';
import type { Hyperparameters } from '../hyperparameters.js';
import { type Preparation, type PreparedRows, planOf, prepareRows, runPartsOf } from '../preparedRows.js';
import { foldSplits, type Split, splitRows } from '../split.js';
import { TrainingRun } from '../trainingRun.js';
import { type Candidate, type SearchSpace, searchSpaceOf } from './searchSpace.js';

/**
 * By which rows a candidate is judged: those that the settings hold back, or each of k folds of the other rows in turn,
 * by the mean over the folds.
 */
export type SearchObjective = { kind: 'validation' } | { kind: 'folds'; folds: number };

export type TrialOptions = Omit<Preparation, 'seed' | 'loss'> & {
  /** Of every run, but for what is searched for. `epochs` is every trial's budget. */
  settings: Hyperparameters & { epochs: number };
  objective: SearchObjective;
};

/** Trains one candidate after the other on rows that were split and standardised once, on the CPU's kernel. */
export class TrialRunner {
  private constructor(
    private readonly splits: readonly PreparedRows[],
    private readonly options: TrialOptions,
  ) {}

  /**
   * @throws GausslineError `train/search` where no row is held back to judge by; what `checkHyperparameters`,
   *   `designFromTable`, `splitRows`, `foldSplits` and `prepareRows` throw.
   */
  static async open(table: Table, spec: ModelSpec, options: TrialOptions): Promise<TrialRunner> {
    const { settings, checkpoint } = options;
    checkHyperparameters(settings);
    const design = await designFromTable(table, spec, checkpoint);
    const prepared: PreparedRows[] = [];
    for (const split of splitsOf(table, design, options))
      prepared.push(await prepareRows(spec, split, { ...options, seed: settings.seed, loss: settings.loss }));
    return new TrialRunner(prepared, options);
  }

  /** Rows that a candidate is judged by, over all folds. */
  get judgedCount(): number {
    return this.splits.reduce((sum, { shape }) => sum + shape.validationCount, 0);
  }

  /** What Auto would take for the values that are searched for. */
  auto(): Candidate {
    const { settings } = this.options;
    const plan = planOf(this.splits[0]!, { ...settings, learningRate: null, batchSize: null, l2: 0 });
    return { learningRate: plan.learningRate.value, batchSize: plan.batchSize.value, l2: 0 };
  }

  space(): SearchSpace {
    const rowCount = Math.min(...this.splits.map(({ shape }) => shape.trainingCount));
    return searchSpaceOf({ rowCount, autoRate: this.auto().learningRate });
  }

  /**
   * The mean loss over the rows to judge by, in the units of the file, after training on the others; null where a run
   * diverged.
   *
   * @throws what `checkpoint` throws.
   */
  async measure(candidate: Candidate): Promise<number | null> {
    let sum = 0;
    for (const rows of this.splits) {
      const loss = await this.lossOf(rows, candidate);
      if (loss === null) return null;
      sum += loss;
    }
    return sum / this.splits.length;
  }

  private async lossOf(rows: PreparedRows, candidate: Candidate): Promise<number | null> {
    const { settings, checkpoint } = this.options;
    const run = new TrainingRun({
      ...runPartsOf(rows, planOf(rows, { ...settings, ...candidate })),
      ...{ trainer: rows.kernel, backend: cpuBackend('many short runs'), checkpoint, warnings: [] },
    });
    try {
      const { validationLoss } = await run.run();
      return Number.isFinite(validationLoss) ? validationLoss : null;
    } catch (error) {
      if (error instanceof GausslineError && error.code === 'train/diverged') return null;
      throw error;
    }
  }
}

function splitsOf(table: Table, design: Design, { settings, objective }: TrialOptions): readonly Split[] {
  const split = splitRows(table, design, settings);
  if (objective.kind === 'folds')
    return foldSplits(split.training, { folds: objective.folds, seed: settings.seed });
  if (split.validation !== null) return [split];
  throw new GausslineError(
    'train/search',
    'No rows are held back, so there is nothing to judge a trial by.',
    'Hold rows back in the form, or judge by folds.',
  );
}
