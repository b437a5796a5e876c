import type { Checkpoint } from '../checkpoint.js';
import type { Warning } from '../errors.js';
import type { ModelSpec } from '../model/modelSpec.js';
import type { Backend } from './backend.js';
import { divergedError, divergenceLimit, hasDiverged } from './divergence.js';
import { LossTrace } from './lossTrace.js';
import type { TrainingPlan } from './plan.js';
import { Generator } from './random.js';
import { ratesOf } from './schedule.js';
import { lossUnit, type Standard, toFileParameters } from './standardise.js';
import { type EndReason, type EpochRecord, StopRule } from './stopRule.js';
import type { Part, Trainer, TrainerSetup } from './trainer.js';
import { TrainingControl } from './trainingControl.js';
import { backendWarnings, convergenceWarnings } from './trainingWarnings.js';
import { interceptFirst, type WeightSpace } from './weightSpace.js';
import { WeightTrace } from './weightTrace.js';

/** As in the book: weights near zero, so that only the symmetry is broken. */
const INITIAL_SPREAD = 0.01;

/** What a run is made of; `openTraining` makes it. */
export type RunParts = {
  spec: ModelSpec;
  plan: TrainingPlan;
  standard: Standard;
  trainer: Trainer;
  /** What the run begins on; see `TrainingRun.backend`. */
  backend: Backend;
  /** Rows trained on and rows held back. */
  rowCount: number;
  validationCount: number;
  /** The exact minimum of the mean training loss in the file's units, where it is known. */
  exactLoss: number | null;
  /** The exact coefficients (file's units, order of `names`), where they are known. */
  exactCoefficients: readonly Coefficient[] | null;
  weightSpace: WeightSpace;
  checkpoint: Checkpoint | undefined;
  warnings: readonly Warning[];
  /** Standardised parameters to begin with; where they are not given the settings say. */
  start?: Float64Array;
};

/** Null for a column that is constant or that the columns before it already say. */
export type Coefficient = { name: string; estimate: number | null };

/** A run that ended, by itself or because it was told to. Losses and coefficients are in the units of the file. */
export type TrainingResult = {
  backend: Backend;
  /** From epoch 0 on, which is before the first update. */
  epochs: readonly EpochRecord[];
  trainLoss: number;
  validationLoss: number | null;
  coefficients: readonly Coefficient[];
  /** Relative excess of `trainLoss` over the exact minimum; null where that is unknown or zero. */
  gapToExact: number | null;
  endedBy: EndReason;
  stepCount: number;
  /** Running time without pauses. */
  seconds: number;
  stepsPerSecond: number;
  warnings: readonly Warning[];
};

/** Called after some steps and after every epoch; a promise holds the run up until it settles (a pace, a frame). */
export type Observer = (run: TrainingRun) => Promise<void> | void;

/**
 * One training run: it plans nothing and computes nothing, it only walks. Everything it has come to so far can be read
 * at any time from the same thread, also after it ended with an error.
 */
export class TrainingRun {
  readonly control = new TrainingControl();
  readonly stepLosses = new LossTrace();
  /** After each epoch, standardised, in the order of the weight space. */
  readonly weights: WeightTrace;
  readonly epochs: EpochRecord[] = [];
  private readonly order: Int32Array;
  private readonly batchOrder: Generator;
  private readonly stopRule: StopRule;
  private readonly unit: number;
  private limit = Infinity;
  private activeMs = 0;
  private resumedAt = 0;

  constructor(readonly parts: RunParts) {
    const { settings, stepsPerEpoch } = parts.plan;
    this.weights = new WeightTrace(parts.weightSpace.places.length);
    this.order = Int32Array.from({ length: stepsPerEpoch }, (_, batch) => batch);
    this.batchOrder = new Generator(settings.seed, 'batches');
    this.stopRule = new StopRule(settings.stopping);
    this.unit = lossUnit(parts.standard);
  }

  /** What runs now: a run that loses its GPU goes on with the kernel. */
  get backend(): Backend {
    return this.parts.trainer.fallback?.backend ?? this.parts.backend;
  }

  /** Coefficients now, in the units and the order of an exact fit. */
  coefficients(): readonly Coefficient[] {
    return coefficientsOf(this.parts, toFileParameters(this.parts.standard, this.parts.trainer.parameters()));
  }

  /** Relative excess of a training loss over the exact minimum; null where that is unknown or zero. */
  gapOf(trainLoss: number): number | null {
    const { exactLoss } = this.parts;
    return exactLoss === null || exactLoss === 0 ? null : (trainLoss - exactLoss) / exactLoss;
  }

  /** Running time so far without pauses, in seconds. */
  get seconds(): number {
    return (this.activeMs + (this.resumedAt === 0 ? 0 : performance.now() - this.resumedAt)) / 1000;
  }

  /**
   * Trains to the end, and lets go of the engine however it ends. To be called once.
   *
   * @throws GausslineError `train/diverged` at once when the loss runs away, with a learning rate that works as
   *   replacement; what `checkpoint` and the observer throw.
   */
  async run(observe: Observer = () => {}): Promise<TrainingResult> {
    try {
      return await this.train(observe);
    } finally {
      this.parts.trainer.close();
    }
  }

  private async train(observe: Observer): Promise<TrainingResult> {
    const { plan, trainer } = this.parts;
    await trainer.start({ ...setupOf(plan), parameters: initialParameters(this.parts) });
    this.resumedAt = performance.now();
    const first = (await this.record(0, false)).trainLoss / this.unit;
    this.limit = divergenceLimit(first);
    await observe(this);
    let endedBy: EndReason | null = null;
    for (let epoch = 1; endedBy === null && epoch <= plan.epochs.value; epoch++) {
      if (plan.settings.averaging && epoch === Math.floor(plan.epochs.value / 2) + 1)
        await trainer.startAveraging();
      endedBy = (await this.runEpoch(epoch, observe)) ?? (await this.closeEpoch(epoch, observe));
    }
    return this.finish(first, endedBy ?? 'epochs');
  }

  private async runEpoch(epoch: number, observe: Observer): Promise<EndReason | null> {
    const { plan, trainer } = this.parts;
    const { stepsPerEpoch, schedule, learningRate, epochs } = plan;
    this.batchOrder.shuffle(this.order);
    for (let done = 0; done < stepsPerEpoch; ) {
      const permission = await this.permission(observe);
      if (permission === 'stop') return 'stopped';
      const count = permission === 'step' ? 1 : Math.min(trainer.stepsPerCall, stepsPerEpoch - done);
      const span = { from: (epoch - 1) * stepsPerEpoch + done, count, stepsPerEpoch, epochs: epochs.value };
      const rates = ratesOf(schedule.value, learningRate.value, span);
      const batches = this.order.subarray(done, done + count);
      const losses = await trainer.runSteps({ batches, rates, limit: this.limit }, this.breathe);
      this.stepLosses.add(losses.map((loss) => loss * this.unit));
      if (!(losses.at(-1)! <= this.limit)) throw divergedError(plan, this.stepLosses.stepCount);
      done += count;
      await this.breathe();
      if (done < stepsPerEpoch) await observe(this);
    }
    return null;
  }

  private async closeEpoch(epoch: number, observe: Observer): Promise<EndReason | null> {
    const { trainer, plan } = this.parts;
    const record = await this.record(epoch, epoch === plan.epochs.value);
    await observe(this);
    return this.stopRule.after(record, this.seconds, () => trainer.parameters());
  }

  private async record(epoch: number, isLast: boolean): Promise<EpochRecord> {
    const { trainer, standard } = this.parts;
    const record = { epoch, ...(await this.losses(isLast)) };
    this.epochs.push(record);
    this.weights.add(interceptFirst(trainer.parameters(), standard.hasIntercept));
    return record;
  }

  /** Of all rows, in the units of the file; in double precision, or as the updates are. */
  private async losses(inDouble: boolean): Promise<Omit<EpochRecord, 'epoch'>> {
    const { trainer, validationCount } = this.parts;
    const lossOf = async (part: Part) =>
      this.unit *
      (await (inDouble
        ? trainer.meanLossInDouble(part, this.breathe)
        : trainer.meanLoss(part, this.breathe)));
    const trainLoss = await lossOf('training');
    return {
      trainLoss: inDouble ? trainLoss : this.atLeastExact(trainLoss),
      validationLoss: validationCount === 0 ? null : await lossOf('validation'),
    };
  }

  /** Nothing lies below the minimum but the rounding of float32. */
  private atLeastExact(trainLoss: number): number {
    const { exactLoss, trainer } = this.parts;
    return trainer.isDouble || exactLoss === null || !(trainLoss < exactLoss) ? trainLoss : exactLoss;
  }

  private async finish(first: number, endedBy: EndReason): Promise<TrainingResult> {
    const { plan, warnings, trainer } = this.parts;
    const { backend } = this;
    const { trainLoss, validationLoss } = await this.lastLosses(endedBy);
    const stepCount = this.stepLosses.stepCount;
    if (endedBy !== 'stopped' && hasDiverged(first, trainLoss / this.unit))
      throw divergedError(plan, stepCount);
    const seconds = this.seconds;
    const gapToExact = this.gapOf(trainLoss);
    return {
      ...{ backend, epochs: this.epochs, trainLoss, validationLoss, gapToExact, endedBy, stepCount, seconds },
      coefficients: this.coefficients(),
      stepsPerSecond: seconds > 0 ? stepCount / seconds : 0,
      warnings: [
        ...warnings,
        ...backendWarnings(backend, trainer),
        ...convergenceWarnings(plan, gapToExact, endedBy),
      ],
    };
  }

  /** Of the parameters the run ends with: those of the last epoch, unless it was cut short or an earlier one was better. */
  private async lastLosses(endedBy: EndReason): Promise<Omit<EpochRecord, 'epoch'>> {
    const { plan, trainer } = this.parts;
    const best = this.stopRule.bestParameters;
    if (best !== null) await trainer.start({ ...setupOf(plan), parameters: best });
    else if (endedBy === 'epochs' || (endedBy !== 'stopped' && trainer.isDouble)) return this.epochs.at(-1)!;
    return this.losses(true);
  }

  private async permission(observe: Observer) {
    if (!this.control.isPaused) return this.control.permission();
    this.activeMs += performance.now() - this.resumedAt;
    this.resumedAt = 0;
    // The last update before a pause is to be seen.
    await observe(this);
    const permission = await this.control.permission();
    this.resumedAt = performance.now();
    return permission;
  }

  private readonly breathe = () => this.parts.checkpoint?.({ rows: this.parts.rowCount });
}

/** What the engine must know of a plan. */
export function setupOf({ batchSize, optimiser, momentum, settings, bend }: TrainingPlan): TrainerSetup {
  const { loss, l2 } = settings;
  return { batchSize: batchSize.value, loss, bend, optimiser: optimiser.value, momentum: momentum.value, l2 };
}

/** Names all coefficients as the exact fit does: features that were dropped are null. */
export function coefficientsOf(
  { spec, standard }: Pick<RunParts, 'spec' | 'standard'>,
  file: Float64Array,
): readonly Coefficient[] {
  const estimates = new Map(standard.features.map((feature, k) => [feature, file[k]!]));
  const features = spec.features.map(({ name }, k) => ({ name, estimate: estimates.get(k) ?? null }));
  const intercept = { name: '(Intercept)', estimate: file[standard.features.length]! };
  return spec.hasIntercept ? [intercept, ...features] : features;
}

export function initialParameters({ standard, plan, start }: RunParts): Float64Array {
  return start ?? initialParametersOf(standard, plan);
}

/** Where the settings say that a run begins: the weights, then the intercept. */
export function initialParametersOf(standard: Standard, { settings }: TrainingPlan): Float64Array {
  const parameters = new Float64Array(standard.features.length + 1);
  // The mean count is 1 in its own units; at 0 the loss of a mean would be infinite.
  if (settings.loss === 'poisson-identity' && standard.hasIntercept) parameters[standard.features.length] = 1;
  if (settings.initialWeights === 'zeros') return parameters;
  const generator = new Generator(settings.seed, 'weights');
  return parameters.map((value, k) =>
    k < standard.features.length ? INITIAL_SPREAD * generator.normal() : value,
  );
}
