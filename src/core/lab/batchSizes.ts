import { labelOfColumn } from '../plot/columnLabel.js';
import { openTraining } from '../train/openTraining.js';
import { Generator } from '../train/random.js';
import { lossUnit } from '../train/standardise.js';
import type { Breathe } from '../train/trainer.js';
import { initialParameters, setupOf, type TrainingRun } from '../train/trainingRun.js';
import {
  type BatchSizeRun,
  type BatchSizes,
  type BatchSizesOrder,
  batchSizesSentence,
} from './batchSizesOutcome.js';
import type { StudyJob } from './studyJob.js';

type Job = StudyJob<BatchSizesOrder, BatchSizes>;

/** The loss is looked at each time there are this share more steps than at the last look, so that early steps are seen. */
const GROWTH = 0.15;
/** Steps that are made before the clock runs: a kernel that has just been loaded is slower at first. */
const WARM_UP_STEPS = 2000;
const WARM_UP_NUMBERS = 2e6;

/**
 * Trains with batches of one row, of 32 and of all, one after the other, each as long as the other: plain steps at a
 * constant rate, which Auto chooses for each size. All complete rows are trained on, by the kernel on the CPU.
 *
 * @throws GausslineError what `openTraining` and `checkpoint` throw.
 */
export async function compareBatchSizes(job: Job): Promise<BatchSizes> {
  const { secondsEach } = job.order;
  const runs: BatchSizeRun[] = [];
  const first = await open(job, 1);
  const { rowCount, exactLoss } = first.parts;
  const sizes = [...new Set([1, Math.min(32, rowCount), rowCount])];
  const target = labelOfColumn(job.spec.target);
  const { loss } = job.hyperparameters;
  const common = { secondsEach, rowCount, exactLoss, backend: first.backend.name, target, loss };
  const outcomeOf = (all: readonly BatchSizeRun[], isOver: boolean): BatchSizes => {
    const found = { ...common, runs: all };
    return { ...found, sentence: batchSizesSentence(found, isOver) };
  };
  for (const batchSize of sizes) {
    const run = batchSize === 1 ? first : await open(job, batchSize);
    const tell = (one: BatchSizeRun) => {
      const share = Math.min(1, ((one.steps.at(-1) ?? 0) * one.secondsPerStep) / secondsEach);
      job.report(runs.length + share, sizes.length, outcomeOf([...runs, one], false));
    };
    runs.push(await train(run, { secondsEach, tell, breathe: () => job.checkpoint({ rows: rowCount }) }));
  }
  return outcomeOf(runs, true);
}

function open(job: Job, batchSize: number): Promise<TrainingRun> {
  const { table, spec, hyperparameters, loadKernel, checkpoint } = job;
  return openTraining(table, spec, {
    hyperparameters: {
      ...hyperparameters,
      ...{ batchSize, optimiser: 'sgd', momentum: null, learningRate: null, schedule: 'constant' },
      ...{ averaging: false, validation: { kind: 'none' }, epochs: 1 },
    },
    ...{ backend: 'cpu', loadKernel, checkpoint },
  });
}

type Clock = { secondsEach: number; breathe: Breathe; tell(run: BatchSizeRun): void };

async function train(run: TrainingRun, { secondsEach, breathe, tell }: Clock): Promise<BatchSizeRun> {
  const walk = new BatchWalk(run, breathe);
  await walk.warmUp();
  const points: { steps: number; loss: number }[] = [];
  const measured = (hasDiverged: boolean): BatchSizeRun => ({
    batchSize: run.parts.plan.batchSize.value,
    learningRate: run.parts.plan.learningRate.value,
    steps: Float64Array.from(points, ({ steps }) => steps),
    secondsPerStep: walk.seconds / Math.max(1, walk.steps),
    loss: Float64Array.from(points, ({ loss }) => loss),
    hasDiverged,
  });
  points.push({ steps: 0, loss: await walk.loss() });
  while (walk.seconds < secondsEach) {
    await walk.go(Math.max(1, Math.ceil(walk.steps * GROWTH)), secondsEach);
    const loss = await walk.loss();
    if (!Number.isFinite(loss)) return measured(true);
    points.push({ steps: walk.steps, loss });
    tell(measured(false));
  }
  return measured(false);
}

/** Walks a run's batches by the clock of its updates alone. */
class BatchWalk {
  steps = 0;
  seconds = 0;
  private readonly order: Int32Array;
  private readonly generator: Generator;
  private at: number;
  private pausedMs = 0;

  constructor(
    private readonly run: TrainingRun,
    private readonly breathe: Breathe,
  ) {
    const { plan } = run.parts;
    this.order = Int32Array.from({ length: plan.stepsPerEpoch }, (_, batch) => batch);
    this.generator = new Generator(plan.settings.seed, 'batches');
    this.at = this.order.length;
  }

  /** Some steps that do not count, then back to the beginning. */
  async warmUp(): Promise<void> {
    const { plan } = this.run.parts;
    this.start();
    const numbers = plan.batchSize.value * (this.run.parts.standard.features.length + 2);
    await this.go(Math.max(1, Math.min(WARM_UP_STEPS, Math.floor(WARM_UP_NUMBERS / numbers))), Infinity);
    this.start();
    [this.steps, this.seconds] = [0, 0];
  }

  /** Makes `count` more updates, or as many as the clock leaves time for. */
  async go(count: number, secondsAtMost: number): Promise<void> {
    const { trainer, plan } = this.run.parts;
    for (let done = 0; done < count && this.seconds < secondsAtMost; ) {
      const some = Math.min(count - done, trainer.stepsPerCall);
      const batches = this.next(some);
      const rates = new Float64Array(some).fill(plan.learningRate.value);
      this.pausedMs = 0;
      const begun = performance.now();
      await trainer.runSteps({ batches, rates, limit: Infinity }, this.pause);
      this.seconds += (performance.now() - begun - this.pausedMs) / 1000;
      this.steps += some;
      done += some;
      await this.breathe();
    }
  }

  /** Over all rows, in the units of the file. */
  async loss(): Promise<number> {
    const { trainer, standard } = this.run.parts;
    return lossUnit(standard) * (await trainer.meanLoss('training', this.breathe));
  }

  private start(): void {
    void this.run.parts.trainer.start({
      ...setupOf(this.run.parts.plan),
      parameters: initialParameters(this.run.parts),
    });
  }

  /** The next batches, in a new random order each epoch. */
  private next(count: number): Int32Array {
    const batches = new Int32Array(count);
    for (let i = 0; i < count; i++) {
      if (this.at === this.order.length) {
        this.generator.shuffle(this.order);
        this.at = 0;
      }
      batches[i] = this.order[this.at++]!;
    }
    return batches;
  }

  /** What others do meanwhile is not on the clock. */
  private readonly pause = async (): Promise<void> => {
    const begun = performance.now();
    await this.breathe();
    this.pausedMs += performance.now() - begun;
  };
}
