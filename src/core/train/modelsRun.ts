import { divergenceLimit } from './divergence.js';
import type { ManyModels } from './manyModels.js';
import type { TrainingPlan } from './plan.js';
import { Generator } from './random.js';
import { ratesOf } from './schedule.js';
import type { Breathe } from './trainer.js';
import { setupOf } from './trainingRun.js';

/** What many models are trained by: a plan for all of them, the rate of each, and where they begin. */
export type ModelsCourse = {
  plan: TrainingPlan;
  rates: Float64Array;
  parameters: Float64Array;
  epochs: number;
  breathe: Breathe;
  /** After each epoch, 0 before the first step. A promise holds the course up. */
  observe(epoch: number): Promise<void> | void;
};

/** Walks many models through the same batches in the same order, as a run with this plan would go. */
export async function runModels(trainer: ManyModels, course: ModelsCourse): Promise<void> {
  const { plan, rates, parameters, epochs, breathe } = course;
  const { stepsPerEpoch, schedule, settings } = plan;
  const batches = Int32Array.from({ length: stepsPerEpoch }, (_, batch) => batch);
  const generator = new Generator(settings.seed, 'batches');
  await trainer.start({ ...setupOf(plan), rates, parameters });
  const limit = divergenceLimit(Math.max(...(await trainer.meanLosses('training', breathe))));
  await course.observe(0);
  for (let epoch = 1; epoch <= epochs && trainer.endedAt.includes(-1); epoch++) {
    if (settings.averaging && epoch === Math.floor(epochs / 2) + 1) trainer.startAveraging();
    generator.shuffle(batches);
    const span = { from: (epoch - 1) * stepsPerEpoch, count: stepsPerEpoch, stepsPerEpoch, epochs };
    await trainer.runSteps({ batches, factors: ratesOf(schedule.value, 1, span), limit }, breathe);
    await course.observe(epoch);
  }
}
