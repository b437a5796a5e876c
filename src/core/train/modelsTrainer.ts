import { GausslineError } from '../errors.js';
import { LOSSES, OPTIMISERS } from './hyperparameters.js';
import type { ModelsKernel } from './kernel.js';
import { type KernelTrainer, MOST_BYTES } from './kernelTrainer.js';
import type { ManyModels, ModelsStart, ModelsState, ModelsSteps } from './manyModels.js';
import type { Breathe, Part, TrainerShape } from './trainer.js';

/** Models to a group: the kernel steps four side by side. */
const GROUP = 4;
/** Bytes of four numbers. */
const FOUR = 32;
/** Parameters, gradients, velocities, squared gradients, means. */
const VECTORS = 5;
const MEANS = 4;
/** Learning rates, penalties, masks, sums of losses. */
const FACTS = 4;
const MASKS = 2;
const SUMS = 3;
/** Steps of one call at most. */
const MOST_STEPS = 64;
/** Numbers (rows x features x models) between two breaths: about 5 ms. */
const BREATH_NUMBERS = 2e7;

/** Where the models and what they need stand in the kernel's memory, in bytes. */
type Layout = {
  vectors: number;
  facts: number;
  losses: number;
  order: number;
  factors: number;
  counts: number;
};

/** The rows that all models are trained on, as `prepareRows` left them. */
export type ModelsRows = { kernel: KernelTrainer; shape: TrainerShape };

/**
 * Trains many models on the same batches, each with its own learning rate and, where that is asked for, its own count of
 * every row: the kernel reads a batch once for all of them. A model that diverges ends by itself.
 */
export class ModelsTrainer implements ManyModels {
  readonly fallback = null;
  readonly endedAt: Int32Array;
  private readonly groups: number;
  private readonly stride: number;
  private readonly layout: Layout;
  private batchSize = 1;
  private stepCount = 0;
  private hasMean = false;

  /**
   * Makes room for `count` models behind the rows.
   *
   * @throws GausslineError `train/too-many-models` when they do not fit; its replacement is how many do.
   */
  constructor(
    private readonly kernel: ModelsKernel,
    private readonly rows: ModelsRows,
    private readonly models: { count: number; areRowsCounted: boolean },
  ) {
    this.stride = rows.kernel.stride;
    this.groups = Math.ceil(models.count / GROUP);
    this.layout = this.makeRoom();
    this.endedAt = new Int32Array(models.count).fill(-1);
    kernel.setModels(
      this.layout.vectors,
      this.layout.facts,
      this.groups,
      this.stride,
      rows.shape.hasIntercept,
    );
    if (models.areRowsCounted) this.bytes(this.layout.counts, this.groups * this.rowCount * GROUP).fill(0);
  }

  get rowCount(): number {
    return this.rows.shape.trainingCount;
  }

  /** How often each training row counts for a model, from 0 to 255: to be written before the first step. */
  setCounts(model: number, counts: Uint8Array): void {
    const all = this.bytes(this.layout.counts, this.groups * this.rowCount * GROUP);
    const first = Math.floor(model / GROUP) * this.rowCount * GROUP + (model % GROUP);
    for (const [row, count] of counts.entries()) all[first + row * GROUP] = count;
  }

  /** A copy of a model's counts; null where every row counts once. */
  counts(model: number): Uint8Array | null {
    if (!this.models.areRowsCounted) return null;
    const all = this.bytes(this.layout.counts, this.groups * this.rowCount * GROUP);
    const first = Math.floor(model / GROUP) * this.rowCount * GROUP + (model % GROUP);
    return Uint8Array.from({ length: this.rowCount }, (_, row) => all[first + row * GROUP]!);
  }

  get count(): number {
    return this.models.count;
  }

  /** Goes on from where another engine's models have come; forgets momentum, moments and averages. */
  resume(start: ModelsStart, { parameters, endedAt, stepCount }: ModelsState): void {
    this.start(start);
    this.stepCount = stepCount;
    this.endedAt.set(endedAt);
    const masks = new BigInt64Array(this.kernel.memory.buffer, this.masksAt, this.models.count);
    for (const [model, step] of endedAt.entries())
      if (step >= 0) masks[model] = 0n;
      else this.setParameters(model, parameters);
  }

  start(start: ModelsStart): void {
    const { kernel, layout, rows } = this;
    this.batchSize = start.batchSize;
    this.stepCount = 0;
    this.hasMean = false;
    this.endedAt.fill(-1);
    this.numbers(layout.vectors, (VECTORS * this.vectorBytes) / 8).fill(0);
    this.numbers(layout.facts, FACTS * GROUP * this.groups).fill(0);
    this.fact(0).set(start.rates);
    this.fact(1).fill(start.l2);
    this.fill(start.parameters);
    new BigInt64Array(kernel.memory.buffer, this.masksAt, this.models.count).fill(-1n);
    const place = rows.kernel.placeOf('training');
    const counts = this.countsOf('training');
    kernel.setModelBatches(place.rows, place.targets, counts, place.count, this.stride, start.batchSize);
    kernel.setLoss(LOSSES.indexOf(start.loss), start.bend);
    kernel.setModelOptimiser(OPTIMISERS.indexOf(start.optimiser), start.momentum);
  }

  startAveraging(): void {
    this.kernel.averageModels();
    this.hasMean = true;
  }

  async runSteps({ batches, factors, limit }: ModelsSteps, breathe: Breathe): Promise<void> {
    const size = this.batchSize * this.rowNumbers;
    const most = Math.max(1, Math.min(MOST_STEPS, Math.floor(BREATH_NUMBERS / size)));
    for (let from = 0; from < batches.length; from += most) {
      const to = Math.min(from + most, batches.length);
      const some = { batches: batches.subarray(from, to), factors: factors.subarray(from, to), limit };
      const goesOn = size > BREATH_NUMBERS ? await this.longStep(some, breathe) : this.callSteps(some);
      if (!goesOn) return;
      await breathe();
    }
  }

  async meanLosses(part: Part, breathe: Breathe): Promise<Float64Array> {
    const { kernel, rows } = this;
    const { count, ...place } = rows.kernel.placeOf(part);
    const vector = this.hasMean ? MEANS : 0;
    const counts = this.countsOf(part);
    kernel.clearModelLosses();
    for (let from = 0; from < count; from += this.sliceRows) {
      const size = Math.min(this.sliceRows, count - from);
      kernel.addModelLosses(vector, place.rows, place.targets, counts, from, size, count);
      await breathe();
    }
    return this.fact(SUMS).map((sum, model) => (this.endedAt[model]! < 0 ? sum / count : Number.NaN));
  }

  meanLossesInDouble(part: Part, breathe: Breathe): Promise<Float64Array> {
    return this.meanLosses(part, breathe);
  }

  close(): void {}

  parameters(model: number): Float64Array {
    const { featureCount } = this.rows.shape;
    const start = this.layout.vectors + (this.hasMean ? MEANS * this.vectorBytes : 0);
    const all = this.numbers(start, this.vectorBytes / 8);
    return Float64Array.from({ length: featureCount + 1 }, (_, k) => all[this.placeOf(model, k)]!);
  }

  private setParameters(model: number, parameters: Float64Array): void {
    const all = this.numbers(this.layout.vectors, this.vectorBytes / 8);
    for (let k = 0; k <= this.rows.shape.featureCount; k++)
      all[this.placeOf(model, k)] = parameters[k * this.models.count + model]!;
  }

  /** Of a parameter in a vector of all models. */
  private placeOf(model: number, parameter: number): number {
    const row = parameter < this.rows.shape.featureCount ? parameter : this.stride;
    return (Math.floor(model / GROUP) * (this.stride + 1) + row) * GROUP + (model % GROUP);
  }

  private get masksAt(): number {
    return this.layout.facts + MASKS * FOUR * this.groups;
  }

  private get vectorBytes(): number {
    return this.groups * (this.stride + 1) * FOUR;
  }

  /** Numbers that a row costs. */
  private get rowNumbers(): number {
    return (this.stride + 2) * this.groups * GROUP;
  }

  /** Rows of one call; four at a time, so that slicing changes no four. */
  private get sliceRows(): number {
    return Math.max(GROUP, GROUP * Math.floor(BREATH_NUMBERS / this.rowNumbers / GROUP));
  }

  private countsOf(part: Part): number {
    return part === 'training' && this.models.areRowsCounted ? this.layout.counts : 0;
  }

  private fill(parameters: Float64Array): void {
    const { featureCount } = this.rows.shape;
    const all = this.numbers(this.layout.vectors, this.vectorBytes / 8);
    for (let group = 0; group < this.groups; group++)
      for (const [k, value] of parameters.entries()) {
        const place = group * (this.stride + 1) + (k < featureCount ? k : this.stride);
        all.fill(value, place * GROUP, (place + 1) * GROUP);
      }
  }

  private callSteps({ batches, factors, limit }: ModelsSteps): boolean {
    const { kernel, layout } = this;
    new Int32Array(kernel.memory.buffer, layout.order, batches.length).set(batches);
    this.numbers(layout.factors, factors.length).set(factors);
    const { length } = batches;
    const done = kernel.runModelSteps(layout.order, layout.factors, layout.losses, length, limit);
    for (let step = 0; step < done; step++) this.noteEnds(step, limit);
    return done === length;
  }

  /** One update whose batch takes longer than a breath. */
  private async longStep({ batches, factors, limit }: ModelsSteps, breathe: Breathe): Promise<boolean> {
    const { kernel, layout } = this;
    const first = batches[0]! * this.batchSize;
    const end = Math.min(first + this.batchSize, this.rowCount);
    kernel.beginModelStep();
    for (let from = first; from < end; from += this.sliceRows) {
      kernel.addModelRows(from, Math.min(this.sliceRows, end - from));
      await breathe();
    }
    const goesOn = kernel.finishModelStep(factors[0]!, end - first, limit, layout.losses) !== 0;
    this.noteEnds(0, limit);
    return goesOn;
  }

  private noteEnds(step: number, limit: number): void {
    const width = this.groups * GROUP;
    const losses = this.numbers(this.layout.losses + step * width * 8, this.models.count);
    for (const [model, loss] of losses.entries())
      if (!(loss <= limit) && this.endedAt[model]! < 0) this.endedAt[model] = this.stepCount;
    this.stepCount++;
  }

  /** Four numbers a group, of which those of the models are shown. */
  private fact(index: number): Float64Array {
    return this.numbers(this.layout.facts + index * FOUR * this.groups, this.models.count);
  }

  private makeRoom(): Layout {
    const { kernel } = this.rows;
    let address: number;
    try {
      address = kernel.roomBehind(this.bytesOf(this.groups));
    } catch (cause) {
      throw this.tooMany(cause);
    }
    const take = (bytes: number) => {
      address += bytes;
      return address - bytes;
    };
    return {
      vectors: take(VECTORS * this.vectorBytes),
      facts: take(FACTS * FOUR * this.groups),
      losses: take(MOST_STEPS * FOUR * this.groups),
      order: take(MOST_STEPS * 4),
      factors: take(MOST_STEPS * 8),
      counts: take(0),
    };
  }

  private bytesOf(groups: number): number {
    const counts = this.models.areRowsCounted ? this.rowCount * GROUP : 0;
    const each = (VECTORS * (this.stride + 1) + FACTS + MOST_STEPS) * FOUR + counts;
    return groups * each + MOST_STEPS * 12;
  }

  /** Halves the number until it fits: memory may end before the addresses do. */
  private tooMany(cause: unknown): GausslineError {
    let groups = Math.min(this.groups - 1, Math.floor(MOST_BYTES / this.bytesOf(1)));
    while (groups > 0 && !this.fits(groups)) groups = groups > 64 ? Math.floor(groups / 2) : groups - 1;
    const { count } = this.models;
    const { trainingCount, featureCount } = this.rows.shape;
    const size = (this.bytesOf(this.groups) / 2 ** 30).toFixed(1);
    return new GausslineError(
      'train/too-many-models',
      `${count} models on ${trainingCount} rows of ${featureCount} features take ${size} GiB beside the rows; ${groups * GROUP} fit.`,
      groups > 0 ? `Train ${groups * GROUP} at once.` : 'Leave features out of the formula.',
      { replacement: String(groups * GROUP) },
      { cause },
    );
  }

  private fits(groups: number): boolean {
    try {
      this.rows.kernel.roomBehind(this.bytesOf(groups));
      return true;
    } catch {
      return false;
    }
  }

  private numbers(address: number, length: number): Float64Array {
    return new Float64Array(this.kernel.memory.buffer, address, length);
  }

  private bytes(address: number, length: number): Uint8Array {
    return new Uint8Array(this.kernel.memory.buffer, address, length);
  }
}
