import type { Loss } from '../../src/core/train/hyperparameters.js';
import type { TrainerSetup } from '../../src/core/train/trainer.js';

export type Rows = { x: readonly (readonly number[])[]; y: readonly number[] };

/** What the kernel does, as textbooks write it: one row after the other, no tricks. */
export class ReferenceTrainer {
  parameters: number[] = [];
  gradient: number[] = [];
  average: number[] = [];
  private velocity: number[] = [];
  private squares: number[] = [];
  private stepCount = 0;

  constructor(
    private readonly rows: Rows,
    private readonly setup: TrainerSetup,
    private readonly hasIntercept: boolean,
  ) {
    const zeros = rows.x[0]!.map(() => 0);
    this.velocity = [...zeros, 0];
    this.squares = [...zeros, 0];
    this.average = [...zeros, 0];
  }

  /** One update; returns the batch's mean loss before it. */
  step(batch: number, rate: number): number {
    const { batchSize, l2 } = this.setup;
    const from = batch * batchSize;
    const to = Math.min(from + batchSize, this.rows.y.length);
    const width = this.parameters.length - 1;
    this.gradient = this.parameters.map((weight, k) => (k < width ? l2 * weight : 0));
    let sum = 0;
    for (let i = from; i < to; i++) {
      const { loss, slope } = this.rowLoss(i, this.parameters);
      sum += loss;
      for (let k = 0; k < width; k++) this.gradient[k]! += (slope * this.rows.x[i]![k]!) / batchSize;
      if (this.hasIntercept) this.gradient[width]! += slope / batchSize;
    }
    this.update(rate);
    return sum / (to - from);
  }

  meanLoss(parameters: readonly number[]): number {
    const losses = this.rows.y.map((_, i) => this.rowLoss(i, parameters).loss);
    return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
  }

  private rowLoss(i: number, parameters: readonly number[]) {
    const row = this.rows.x[i]!;
    const z = row.reduce((sum, value, k) => sum + value * parameters[k]!, parameters[row.length]!);
    return lossAt({ loss: this.setup.loss, bend: this.setup.bend }, z, this.rows.y[i]!);
  }

  private update(rate: number): void {
    const { optimiser, momentum } = this.setup;
    this.stepCount++;
    for (const [k, slope] of this.gradient.entries()) {
      if (optimiser === 'sgd') this.parameters[k]! -= rate * slope;
      if (optimiser === 'momentum') {
        this.velocity[k] = momentum * this.velocity[k]! + slope;
        this.parameters[k]! -= rate * (slope + momentum * this.velocity[k]!);
      }
      if (optimiser === 'adam') {
        this.velocity[k] = 0.9 * this.velocity[k]! + 0.1 * slope;
        this.squares[k] = 0.999 * this.squares[k]! + 0.001 * slope * slope;
        const first = this.velocity[k]! / (1 - 0.9 ** this.stepCount);
        const second = this.squares[k]! / (1 - 0.999 ** this.stepCount);
        this.parameters[k]! -= (rate * first) / (Math.sqrt(second) + 1e-8);
      }
      this.average[k]! += (this.parameters[k]! - this.average[k]!) / this.stepCount;
    }
  }
}

function lossAt({ loss, bend }: { loss: Loss; bend: number }, z: number, y: number) {
  const error = z - y;
  if (loss === 'absolute') return { loss: Math.abs(error), slope: Math.sign(error) };
  if (loss === 'huber' && Math.abs(error) > bend)
    return { loss: bend * (Math.abs(error) - bend / 2), slope: bend * Math.sign(error) };
  if (loss === 'poisson-identity') {
    const mean = Math.max(z, bend);
    const slope = 1 - y / mean;
    const pull = z < 0 ? Math.min(slope, -1) : slope;
    return {
      loss: halfDeviance(mean, y) + slope * (Math.max(z, 0) - mean) + pull * Math.min(z, 0),
      slope: pull,
    };
  }
  if (loss === 'poisson-log') {
    const mean = Math.exp(Math.min(z, bend));
    const beyond = Math.max(0, z - bend);
    return { loss: halfDeviance(mean, y) + (mean - y) * beyond, slope: mean - y };
  }
  return { loss: (error * error) / 2, slope: error };
}

function halfDeviance(mean: number, y: number): number {
  return mean - y + (y > 0 ? y * Math.log(y / mean) : 0);
}
