import { GausslineError } from '../errors.js';
import { LOSSES, OPTIMISERS } from './hyperparameters.js';
import type { Kernel } from './kernel.js';
import type { RowStore } from './standardise.js';
import type { Breathe, Part, Steps, Trainer, TrainerShape, TrainerStart } from './trainer.js';

const PAGE_BYTES = 65536;
/** What a 32-bit address reaches. */
export const MOST_BYTES = 2 ** 32 - PAGE_BYTES;
/** Numbers the kernel goes through between two breaths: about 5 ms. */
const BREATH_NUMBERS = 4_000_000;
/** Most steps of one call of the kernel. */
const MOST_STEPS = 4096;
/** Most steps asked for at once. */
const MOST_ASKED = 1024;

/** Where things stand in the kernel's memory, in bytes. */
type Layout = {
  parameters: number;
  batches: number;
  rates: number;
  losses: number;
  rows: Record<Part, number>;
  targets: Record<Part, number>;
  end: number;
};

/** Trains in the kernel, in double precision: contiguous batches, one fused pass over each. */
export class KernelTrainer implements Trainer {
  readonly isDouble = true;
  readonly fallback = null;
  /** Numbers to a row of a store. */
  readonly stride: number;
  private readonly layout: Layout;
  private batchSize = 1;
  private isAveraging = false;
  /** There is a mean: an update was made since averaging began. */
  private hasMean = false;
  private l2 = 0;

  /**
   * Makes room for all rows; a kernel serves one trainer.
   *
   * @throws GausslineError `train/too-large` when they do not fit.
   */
  constructor(
    private readonly kernel: Kernel,
    private readonly shape: TrainerShape,
  ) {
    this.stride = shape.featureCount + (shape.featureCount % 2);
    this.layout = layOut(kernel.heapBase(), this.stride, shape);
    makeRoom(kernel, this.layout.end, shape);
    kernel.setParameters(this.layout.parameters, this.stride, shape.hasIntercept);
  }

  /** Where a part's rows are to be written, before `start`. */
  store(part: Part): RowStore {
    const count = this.count(part);
    return {
      rows: this.numbers(this.layout.rows[part], count * this.stride),
      targets: this.numbers(this.layout.targets[part], count),
    };
  }

  /** Where a part's rows stand in the kernel's memory, for others who train on them there. */
  placeOf(part: Part): { rows: number; targets: number; count: number } {
    return { rows: this.layout.rows[part], targets: this.layout.targets[part], count: this.count(part) };
  }

  /**
   * Makes room for `bytes` bytes behind the rows, and returns where they begin.
   *
   * @throws RangeError when they cannot be had.
   */
  roomBehind(bytes: number): number {
    const address = Math.ceil(this.layout.end / 16) * 16;
    growTo(this.kernel, address + bytes);
    return address;
  }

  /** About as much as a breath. */
  get stepsPerCall(): number {
    return Math.min(MOST_ASKED, Math.ceil(BREATH_NUMBERS / (this.batchSize * this.stride + 1)));
  }

  start({ batchSize, loss, bend, optimiser, momentum, l2, parameters }: TrainerStart): void {
    const { rows, targets } = this.layout;
    this.batchSize = batchSize;
    this.l2 = l2;
    this.isAveraging = false;
    this.hasMean = false;
    this.kernel.setBatches(rows.training, targets.training, this.shape.trainingCount, this.stride, batchSize);
    this.kernel.setLoss(LOSSES.indexOf(loss), bend);
    this.kernel.setOptimiser(OPTIMISERS.indexOf(optimiser), momentum);
    this.kernel.setRegularisation(l2, false);
    this.setParameters(parameters);
  }

  parameters(): Float64Array {
    return this.vector(this.parametersAddress());
  }

  gradient(): Float64Array {
    return this.vector(this.layout.parameters + (this.stride + 2) * 8);
  }

  startAveraging(): void {
    this.isAveraging = true;
    this.kernel.setRegularisation(this.l2, true);
  }

  async runSteps(steps: Steps, breathe: Breathe): Promise<Float64Array> {
    this.hasMean = this.isAveraging;
    const size = this.batchSize * (this.stride + 2);
    const most = Math.min(MOST_STEPS, Math.max(1, Math.floor(BREATH_NUMBERS / size)));
    const losses = new Float64Array(steps.batches.length);
    for (let from = 0; from < losses.length; from += most) {
      const to = Math.min(from + most, losses.length);
      const some = {
        ...steps,
        batches: steps.batches.subarray(from, to),
        rates: steps.rates.subarray(from, to),
      };
      const done = size > BREATH_NUMBERS ? await this.longStep(some, breathe) : this.callSteps(some);
      losses.set(done, from);
      if (done.length < to - from || !(done.at(-1)! <= steps.limit))
        return losses.slice(0, from + done.length);
      await breathe();
    }
    return losses;
  }

  async meanLoss(part: Part, breathe: Breathe): Promise<number> {
    const count = this.count(part);
    const slice = this.sliceRows();
    let sum = 0;
    for (let from = 0; from < count; from += slice) {
      const size = Math.min(slice, count - from);
      const rows = this.layout.rows[part] + from * this.stride * 8;
      const targets = this.layout.targets[part] + from * 8;
      sum += size * this.kernel.meanOfLosses(rows, targets, size, this.stride, this.parametersAddress());
      await breathe();
    }
    return sum / count;
  }

  meanLossInDouble(part: Part, breathe: Breathe): Promise<number> {
    return this.meanLoss(part, breathe);
  }

  /** There is nothing but memory. */
  close(): void {}

  private setParameters(values: Float64Array): void {
    const vector = this.numbers(this.layout.parameters, this.stride + 2);
    vector.fill(0);
    vector.set(values.subarray(0, this.shape.featureCount));
    vector[this.stride] = values[this.shape.featureCount]!;
  }

  private callSteps({ batches, rates, limit }: Steps): Float64Array {
    const { layout, kernel } = this;
    new Int32Array(kernel.memory.buffer, layout.batches, batches.length).set(batches);
    this.numbers(layout.rates, rates.length).set(rates);
    const done = kernel.runSteps(layout.batches, layout.rates, layout.losses, batches.length, limit);
    return this.numbers(layout.losses, done).slice();
  }

  /** One update whose batch takes longer than a breath. */
  private async longStep({ batches, rates, limit }: Steps, breathe: Breathe): Promise<Float64Array> {
    const first = batches[0]! * this.batchSize;
    const end = Math.min(first + this.batchSize, this.shape.trainingCount);
    const slice = this.sliceRows();
    let sum = 0;
    this.kernel.beginStep();
    for (let from = first; from < end; from += slice) {
      sum += this.kernel.addRows(from, Math.min(slice, end - from));
      await breathe();
    }
    const loss = sum / (end - first);
    if (loss <= limit) this.kernel.finishStep(rates[0]!);
    return Float64Array.of(loss);
  }

  private count(part: Part): number {
    return part === 'training' ? this.shape.trainingCount : this.shape.validationCount;
  }

  /** Rows of one call; four at a time, so that slicing changes no four. */
  private sliceRows(): number {
    return Math.max(4, 4 * Math.floor(BREATH_NUMBERS / (this.stride + 2) / 4));
  }

  private parametersAddress(): number {
    return this.layout.parameters + (this.hasMean ? 4 * (this.stride + 2) * 8 : 0);
  }

  /** A copy of a vector of the parameters' shape, without the padding. */
  private vector(address: number): Float64Array {
    const values = this.numbers(address, this.stride + 2);
    const copy = values.slice(0, this.shape.featureCount + 1);
    copy[this.shape.featureCount] = values[this.stride]!;
    return copy;
  }

  private numbers(address: number, length: number): Float64Array {
    return new Float64Array(this.kernel.memory.buffer, address, length);
  }
}

function layOut(start: number, stride: number, { trainingCount, validationCount }: TrainerShape): Layout {
  let end = start;
  const take = (bytes: number) => {
    const address = Math.ceil(end / 16) * 16;
    end = address + bytes;
    return address;
  };
  return {
    parameters: take(5 * (stride + 2) * 8),
    batches: take(MOST_STEPS * 4),
    rates: take(MOST_STEPS * 8),
    losses: take(MOST_STEPS * 8),
    rows: { training: take(trainingCount * stride * 8), validation: take(validationCount * stride * 8) },
    targets: { training: take(trainingCount * 8), validation: take(validationCount * 8) },
    end,
  };
}

function makeRoom(kernel: Kernel, bytes: number, shape: TrainerShape): void {
  try {
    growTo(kernel, bytes);
  } catch (cause) {
    throw tooLarge(bytes, shape, cause);
  }
}

/** @throws RangeError when so much memory cannot be had. */
function growTo({ memory }: Kernel, bytes: number): void {
  if (bytes > MOST_BYTES) throw new RangeError('beyond a 32-bit address');
  const missing = Math.ceil((bytes - memory.buffer.byteLength) / PAGE_BYTES);
  if (missing > 0) memory.grow(missing);
}

function tooLarge(
  bytes: number,
  { trainingCount, featureCount }: TrainerShape,
  cause: unknown,
): GausslineError {
  const size = (bytes / 2 ** 30).toFixed(1);
  return new GausslineError(
    'train/too-large',
    `Training on ${trainingCount} rows of ${featureCount} features takes ${size} GiB at once; 4 GiB at most can be had.`,
    'Leave features out of the formula, or use the exact fit: it needs no such memory.',
    {},
    { cause },
  );
}
