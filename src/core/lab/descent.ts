import type { Checkpoint } from '../checkpoint.js';

/** Writes the gradient of `parameters` into `gradient` and returns the loss. */
export type LossAndGradient = (parameters: Float64Array, gradient: Float64Array) => number;

/** Where a descent stands. `isSettled`: its gradient has come to nothing. */
export type DescentPoint = { step: number; loss: number; isSettled: boolean };

export type DescentLimits = {
  /** Largest gradient that counts as nothing. */
  smallestGradient: number;
  mostSteps: number;
  checkpoint: Checkpoint;
};

const FASTER = 1.05;
const SLOWER = 0.5;
/** Points are told each time there are this share more steps. */
const GROWTH = 0.05;
const STEPS_TO_A_BREATH = 256;

/**
 * Plain gradient descent whose rate grows a little while the loss falls; a step that would raise it is taken back and
 * tried at half the rate. Changes `parameters` in place, and tells where it stands at growing distances and at the end.
 */
export async function descend(
  parameters: Float64Array,
  lossAndGradient: LossAndGradient,
  { limits, tell }: { limits: DescentLimits; tell(point: DescentPoint): void },
): Promise<void> {
  const { smallestGradient, mostSteps, checkpoint } = limits;
  const next = { parameters: parameters.slice(), gradient: new Float64Array(parameters.length) };
  const gradient = new Float64Array(parameters.length);
  let loss = lossAndGradient(parameters, gradient);
  let rate = 0.1;
  tell({ step: 0, loss, isSettled: false });
  for (let step = 1, told = 0; step <= mostSteps; step++) {
    for (let k = 0; k < parameters.length; k++) next.parameters[k] = parameters[k]! - rate * gradient[k]!;
    const found = lossAndGradient(next.parameters, next.gradient);
    // Near the minimum a fall is lost in rounding: only a rise counts.
    const isRise = !(found <= loss + Number.EPSILON);
    rate *= isRise ? SLOWER : FASTER;
    if (!isRise) {
      parameters.set(next.parameters);
      gradient.set(next.gradient);
      loss = found;
    }
    const isSettled = largest(gradient) <= smallestGradient;
    if (isSettled || step === mostSteps || step >= told * (1 + GROWTH)) {
      tell({ step, loss, isSettled });
      told = step;
    }
    if (isSettled) return;
    if (step % STEPS_TO_A_BREATH === 0) await checkpoint({ rows: 0 });
  }
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
