import type { Warning } from '../core/errors.js';
import type { References } from '../core/model/modelPlan.js';
import type { ColumnLabel } from '../core/plot/plot.js';
import type { Backend, BackendChoice } from '../core/train/backend.js';
import {
  DEFAULT_HYPERPARAMETERS,
  type Hyperparameters,
  type Validation,
} from '../core/train/hyperparameters.js';
import type { Pair } from '../core/train/lossSurface.js';
import type { Planned, TrainingPlan } from '../core/train/plan.js';
import type { EndReason } from '../core/train/stopRule.js';
import type { Coefficient } from '../core/train/trainingRun.js';
import type { LossBowl, WeightSpace } from '../core/train/weightSpace.js';
import type { GpuPlaces } from './gpuContract.js';
import type { LossCurve, LossCurveDelta } from './lossCurve.js';
import type { ReadRequest } from './readRequest.js';
import type { ShownError } from './shownError.js';

/** What the form of the panel holds. Here also the rows held back and the seed may be left to Auto (null). */
export type TrainingSettings = Omit<Hyperparameters, 'validation' | 'seed'> & {
  validation: Validation | null;
  seed: number | null;
  /** Where to run; null for what the setting of the user says. */
  backend: BackendChoice | null;
};

/** A form nobody has touched. */
export const AUTO_SETTINGS: TrainingSettings = {
  ...DEFAULT_HYPERPARAMETERS,
  validation: null,
  seed: null,
  backend: null,
};

/** How fast epochs go by: so that a curve can be watched, so that every one can be read, or as they come. */
export type Pace = 'watch' | 'slow' | 'full';
export const PACES: readonly Pace[] = ['watch', 'slow', 'full'];

export type SteerAction = 'pause' | 'step' | 'resume' | 'stop';
export const STEER_ACTIONS: readonly SteerAction[] = ['pause', 'step', 'resume', 'stop'];

/** `settings.backend` has been settled by the host: never null here. */
export type PlanRequest = ReadRequest & {
  formula: string;
  /** As in `FitRequest`. */
  references?: References | undefined;
  settings: TrainingSettings;
};

/** `token` is the run's number everywhere: in events, and to steer it. */
export type TrainRequest = PlanRequest & {
  pace: Pace;
  /** Waits after its first update. */
  isStepwise: boolean;
  gpu: GpuPlaces;
};

/** What a run is about to do, every Auto value with its reason. */
export type ShownPlan = Pick<
  TrainingPlan,
  'batchSize' | 'optimiser' | 'momentum' | 'learningRate' | 'schedule' | 'epochs' | 'stepsPerEpoch'
> & {
  validation: Planned<Validation>;
  seed: Planned<number>;
  rowCount: number;
  validationCount: number;
  backend: Backend;
};

/** What is known of a run before its first update. Losses are in the units of the file. */
export type TrainingOpened = {
  token: number;
  plan: ShownPlan;
  formula: string;
  target: ColumnLabel;
  /** Of the bytes it learns from; see `SourceSummary`. */
  fingerprint: string;
  /** Names of all coefficients, as in the exact fit. */
  names: readonly string[];
  exactLoss: number | null;
  /** Order of `names`; NaN for one that was left out. Null where the exact minimum is not known. */
  exact: Float64Array | null;
  /** Of the weights in the curve; null for a run that an earlier version kept. */
  weightSpace: WeightSpace | null;
};

/** Where a run stands now. */
export type TrainingMoment = {
  isPaused: boolean;
  /** Euclidean norm of the last update's gradient, of standardised columns. */
  gradientNorm: number;
  /** Order of `TrainingOpened.names`; NaN for one that was left out. */
  coefficients: Float64Array;
  stepsPerSecond: number;
};

/** What is new since the last one: at most thirty a second. */
export type TrainingDelta = { token: number; curve: LossCurveDelta; now: TrainingMoment };

/** Which surface, and the run's path so far; see `lossSurface`. */
export type SurfaceRequest = { space: WeightSpace & { bowl: LossBowl }; pair: Pair; weights: Float64Array };

export type TrainingEnd = {
  endedBy: EndReason;
  trainLoss: number;
  validationLoss: number | null;
  gapToExact: number | null;
  coefficients: readonly Coefficient[];
  stepsPerSecond: number;
  warnings: readonly Warning[];
};

export type RunState = 'opening' | 'running' | 'paused' | 'finished' | 'stopped' | 'diverged' | 'failed';
export const RUN_STATES: readonly RunState[] = [
  'opening',
  'running',
  'paused',
  'finished',
  'stopped',
  'diverged',
  'failed',
];

/** All that is kept of a run. */
export type TrainingRunRecord = {
  token: number;
  /** 1, 2, 3 ... in the order of a panel's runs. */
  number: number;
  /** What the user called it. */
  name: string | null;
  isHidden: boolean;
  settings: TrainingSettings;
  state: RunState;
  opened: TrainingOpened | null;
  curve: LossCurve;
  now: TrainingMoment | null;
  end: TrainingEnd | null;
  /** Why it diverged or failed. */
  error: ShownError | null;
};

/** The Training view's part of a snapshot. */
export type TrainingSnapshot = {
  settings: TrainingSettings;
  pace: Pace;
  /** Of `settings`; null until it is known. */
  plan: ShownPlan | null;
  /** What stands in the way of a plan or of a run. */
  error: ShownError | null;
  /** The oldest first. */
  runs: readonly TrainingRunRecord[];
};

export type TrainingOrder = { formula: string; settings: TrainingSettings; isStepwise: boolean };
