import type { KernelTrainer } from '../train/kernelTrainer.js';
import type { TrainingPlan } from '../train/plan.js';
import type { Trainer, TrainerShape } from '../train/trainer.js';
import { setupOf } from '../train/trainingRun.js';

/** One way to train an epoch: it begins anew each time. */
export type EpochWay = { run(): Promise<void> | void; parameters(): Float64Array };

/** What an epoch is made of: all batches in order, at one rate, from zero. */
export type EpochWork = { plan: TrainingPlan; shape: TrainerShape };

/** An engine: the kernel, or a GPU. */
export function engineEpoch(trainer: Trainer, { plan, shape }: EpochWork): EpochWay {
  const batches = Int32Array.from({ length: plan.stepsPerEpoch }, (_, batch) => batch);
  const rates = new Float64Array(plan.stepsPerEpoch).fill(plan.learningRate.value);
  const start = { ...setupOf(plan), parameters: new Float64Array(shape.featureCount + 1) };
  return {
    run: async () => {
      await trainer.start(start);
      await trainer.runSteps({ batches, rates, limit: Number.POSITIVE_INFINITY }, () => {});
    },
    parameters: () => trainer.parameters(),
  };
}

/** A loop in JavaScript, a row at a time and a number at a time, over the rows of the kernel. */
export function loopEpoch(kernel: KernelTrainer, { plan, shape }: EpochWork): EpochWay {
  const { rows, targets } = kernel.store('training');
  const { stride } = kernel;
  const { featureCount: width, trainingCount: rowCount, hasIntercept } = shape;
  const parameters = new Float64Array(width + 1);
  const gradient = new Float64Array(width + 1);
  const batchSize = plan.batchSize.value;
  const rate = plan.learningRate.value;
  const run = (): void => {
    parameters.fill(0);
    for (let first = 0; first < rowCount; first += batchSize) {
      const end = Math.min(first + batchSize, rowCount);
      gradient.fill(0);
      for (let row = first; row < end; row++) {
        let error = parameters[width]! - targets[row]!;
        for (let k = 0; k < width; k++) error += parameters[k]! * rows[row * stride + k]!;
        for (let k = 0; k < width; k++) gradient[k]! += error * rows[row * stride + k]!;
        if (hasIntercept) gradient[width]! += error;
      }
      // A short last batch counts by its rows.
      for (let k = 0; k <= width; k++) parameters[k]! -= (rate / batchSize) * gradient[k]!;
    }
  };
  return { run, parameters: () => parameters.slice() };
}

/** True where two ways came to the same parameters, within the rounding of their numbers. */
export function agree(a: Float64Array, b: Float64Array, isSingle: boolean): boolean {
  const largest = a.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-12);
  const tolerance = (isSingle ? 1e-4 : 1e-10) * largest;
  return a.every((value, k) => Math.abs(value - b[k]!) <= tolerance);
}
