import type { TrainingResult } from '../train/trainingRun.js';
import type { Json } from './json.js';

/** A training run in the form of the headless contract; what is unknown or not finite is null. */
export function trainingToJson(result: TrainingResult): Json {
  return {
    backend: result.backend.kind === 'cpu' ? 'cpu kernel' : result.backend.name,
    epochs: result.epochs
      .filter(({ epoch }) => epoch > 0)
      .map(({ epoch, trainLoss, validationLoss }) => ({
        epoch,
        trainLoss: finiteOrNull(trainLoss),
        validationLoss: finiteOrNull(validationLoss),
      })),
    coefficients: result.coefficients.map(({ name, estimate }) => ({
      name,
      estimate: finiteOrNull(estimate),
    })),
    gapToExact: finiteOrNull(result.gapToExact),
    stepsPerSecond: finiteOrNull(result.stepsPerSecond),
  };
}

function finiteOrNull(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}
