import { GausslineError } from '../errors.js';
import { batchCurvature } from './curvature.js';
import type { TrainingPlan } from './plan.js';

/** A standardised loss this many times the first one is on its way to infinity. */
const RUNAWAY = 1e8;
/** A run that ends this much worse than it began has diverged slowly. */
const WORSE = 2;

/** The standardised batch loss from which on a run has diverged. */
export function divergenceLimit(firstLoss: number): number {
  return RUNAWAY * Math.max(1, firstLoss);
}

/** True when the loss over all rows says that the run went the wrong way. */
export function hasDiverged(firstLoss: number, loss: number): boolean {
  return !(loss <= WORSE * Math.max(firstLoss, 1e-9));
}

/** The error that ends a diverged run; its replacement is a learning rate that works. */
export function divergedError(plan: TrainingPlan, steps: number): GausslineError {
  const rate = plan.learningRate.value;
  const safe = plan.learningRate.auto < rate ? plan.learningRate.auto : rate / 10;
  const count = steps === 1 ? '1 step' : `${steps} steps`;
  return new GausslineError(
    'train/diverged',
    `The loss grew instead of falling, and training was stopped after ${count}. ${causeOf(plan)}`,
    `Use the learning rate ${safe}.`,
    { replacement: String(safe) },
  );
}

function causeOf({ curvature, batchSize, optimiser, learningRate, settings }: TrainingPlan): string {
  const rate = learningRate.value;
  if (optimiser.value === 'adam' || settings.loss.startsWith('poisson') || settings.loss === 'absolute')
    return `A learning rate of ${rate} steps too far.`;
  const steepness = batchCurvature(curvature, batchSize.value);
  const bound = (2 / steepness).toPrecision(2);
  return (
    `A learning rate of ${rate} steps too far: along the steepest direction (curvature ` +
    `${steepness.toPrecision(3)}) a step above ${bound} lands farther from the minimum than it began.`
  );
}
