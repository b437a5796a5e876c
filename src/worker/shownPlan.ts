import type { Hyperparameters, Validation } from '../core/train/hyperparameters.js';
import type { Planned } from '../core/train/plan.js';
import type { TrainingRun } from '../core/train/trainingRun.js';
import type { ShownPlan, TrainingSettings } from '../protocol/trainingContract.js';

/** Below this many rows none can be spared. */
const ENOUGH_ROWS = 100;
const AUTO_SHARE = 0.2;
const AUTO_SEED = 1;

/** What the form leaves open and `core` does not: which rows are held back, and the seed. */
export function hyperparametersOf(settings: TrainingSettings, rowCount: number): Hyperparameters {
  return {
    ...settings,
    validation: settings.validation ?? autoValidation(rowCount),
    seed: settings.seed ?? AUTO_SEED,
  };
}

/** A run's plan as it is shown. */
export function shownPlan(run: TrainingRun, settings: TrainingSettings, rowCount: number): ShownPlan {
  const { parts, backend } = run;
  const { batchSize, optimiser, momentum, learningRate, schedule, epochs, stepsPerEpoch } = parts.plan;
  return {
    ...{ batchSize, optimiser, momentum, learningRate, schedule, epochs, stepsPerEpoch },
    validation: shownValidation(settings.validation, { rowCount, heldBack: parts.validationCount }),
    seed: {
      value: settings.seed ?? AUTO_SEED,
      auto: AUTO_SEED,
      isAuto: settings.seed === null,
      reason: 'any number',
      explanation: 'The same seed gives the same run.',
    },
    rowCount: parts.rowCount,
    validationCount: parts.validationCount,
    backend,
  };
}

function autoValidation(rowCount: number): Validation {
  return rowCount < ENOUGH_ROWS ? { kind: 'none' } : { kind: 'share', share: AUTO_SHARE };
}

function shownValidation(
  chosen: Validation | null,
  { rowCount, heldBack }: { rowCount: number; heldBack: number },
): Planned<Validation> {
  const auto = autoValidation(rowCount);
  const isNone = auto.kind === 'none';
  return {
    value: chosen ?? auto,
    auto,
    isAuto: chosen === null,
    reason: isNone ? 'few rows' : `${heldBack} rows`,
    explanation: isNone
      ? `Fewer than ${ENOUGH_ROWS} rows: none can be spared.`
      : 'Held back at random with the seed; the exact answer is of the other rows too.',
  };
}
