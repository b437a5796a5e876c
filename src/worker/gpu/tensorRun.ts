import {
  concat1d,
  dispose,
  mul,
  type Rank,
  reshape,
  slice2d,
  type Tensor,
  type Tensor2D,
  tensor2d,
  tidy,
} from '@tensorflow/tfjs-core';
import type { GpuModelsStart } from '../../core/train/gpuEngine.js';
import { type TensorRows, type TensorState, tensorLosses, tensorStep } from './tensorStep.js';

/** Losses kept on the GPU between two readings. */
const MOST_STEPS = 256;

/** `limit` null for none. */
export type TensorOrder = { batches: Int32Array; factors: Float64Array; limit: number | null };

/** A row of numbers to a step or to a parameter, in it one to a model. */
export type TensorSteps = { losses: Float64Array; parameters: Float64Array; gradient: Float64Array };

/** One or many models on the same rows by tfjs's own operations, a column to a model. The rows are the caller's. */
export class TensorRun {
  private readonly models: number;
  private readonly length: number;
  private readonly rates: Tensor2D;
  private readonly shares: Tensor2D;
  private readonly penalties: Tensor2D;
  private state: TensorState;
  private updateCount = 0;
  /** Updates since averaging began; -1 before it. */
  private averagedCount = -1;

  constructor(
    private readonly data: TensorRows,
    private readonly start: GpuModelsStart,
    hasIntercept: boolean,
  ) {
    const { batchSize, l2, parameters, rates } = start;
    this.models = rates.length;
    this.length = parameters.length;
    this.rates = tensor2d(Float32Array.from(rates), [1, this.models]);
    this.shares = this.column(1 / batchSize, hasIntercept ? 1 / batchSize : 0);
    this.penalties = this.column(l2, 0);
    const all = (numberOf: (k: number) => number) => {
      const values = new Float32Array(this.length * this.models);
      for (let i = 0; i < values.length; i++) values[i] = numberOf(Math.floor(i / this.models));
      return tensor2d(values, [this.length, this.models]);
    };
    const zeros = () => all(() => 0);
    this.state = {
      parameters: all((k) => parameters[k]!),
      ...{ gradient: zeros(), velocity: zeros(), squares: zeros(), average: zeros() },
    };
  }

  startAveraging(): void {
    if (this.averagedCount < 0) this.averagedCount = 0;
  }

  /** `factors` multiply all rates; a model whose batch loss is beyond the limit stays where it is. */
  async runSteps({ batches, factors, limit }: TensorOrder): Promise<TensorSteps> {
    const losses = new Float64Array(batches.length * this.models);
    const size = this.length * this.models;
    for (let from = 0; ; from += MOST_STEPS) {
      const to = Math.min(from + MOST_STEPS, batches.length);
      const some: Tensor[] = [];
      for (let i = from; i < to; i++) some.push(this.step(batches[i]!, factors[i]!, limit));
      const numbers = await this.readWith(some);
      losses.set(numbers.subarray(2 * size), from * this.models);
      if (to < batches.length) continue;
      const parameters = Float64Array.from(numbers.subarray(0, size));
      return { losses, parameters, gradient: Float64Array.from(numbers.subarray(size, 2 * size)) };
    }
  }

  /** Mean loss of every model over the rows given. */
  async meanLosses(rows: TensorRows): Promise<Float64Array> {
    const losses = tensorLosses(this.counting(), rows, this.start);
    const values = Float64Array.from(await losses.data());
    losses.dispose();
    return values;
  }

  dispose(): void {
    dispose([this.rates, this.shares, this.penalties]);
    dispose(this.state);
  }

  /** One update; the mean losses before it stay on the GPU. */
  private step(batch: number, factor: number, limit: number | null): Tensor {
    this.updateCount += 1;
    if (this.averagedCount >= 0) this.averagedCount += 1;
    const averageShare = this.averagedCount > 0 ? 1 / this.averagedCount : 0;
    const { shares, penalties, updateCount } = this;
    const { loss, ...next } = tidy(() => {
      const rate = mul(this.rates, factor);
      const rule = { ...this.start, shares, penalties, updateCount, averageShare, rate, limit };
      return tensorStep(this.state, this.batch(batch), rule);
    });
    this.keep(next);
    return loss;
  }

  private batch(index: number): TensorRows {
    const { rows, targets, counts } = this.data;
    const { batchSize } = this.start;
    const firstRow = index * batchSize;
    const size = Math.min(batchSize, targets.shape[0] - firstRow);
    // A backend may copy what it slices.
    if (size === targets.shape[0]) return this.data;
    const part = (all: Tensor2D) => slice2d(all, [firstRow, 0], [size, all.shape[1]]);
    return { rows: part(rows), targets: part(targets), counts: counts && part(counts) };
  }

  /** Reads the parameters, the gradient and losses at once, and lets go of the losses. */
  private async readWith(losses: readonly Tensor[]): Promise<Float32Array> {
    const all = tidy(() => {
      const parts = [this.counting(), this.state.gradient, ...losses];
      return concat1d(parts.map((part) => reshape<Rank.R1>(part, [part.size])));
    });
    dispose([...losses]);
    const numbers = (await all.data()) as Float32Array;
    all.dispose();
    return numbers;
  }

  /** The parameters that count: the averaged ones once there are any. */
  private counting(): Tensor2D {
    const { average, parameters } = this.state;
    return (this.averagedCount > 0 ? average : parameters) as Tensor2D;
  }

  private keep(next: TensorState): void {
    const kept = new Set<Tensor>(Object.values(next));
    for (const old of Object.values(this.state)) if (!kept.has(old)) old.dispose();
    this.state = next;
  }

  private column(weights: number, intercept: number): Tensor2D {
    const values = new Float32Array(this.length).fill(weights);
    values[this.length - 1] = intercept;
    return tensor2d(values, [this.length, 1]);
  }
}
