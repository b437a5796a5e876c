import type { AbsoluteLoss, AbsoluteLossOrder } from '../core/lab/absoluteLossOutcome.js';
import type { BatchSizes, BatchSizesOrder } from '../core/lab/batchSizesOutcome.js';
import type { Bootstrap, BootstrapOrder } from '../core/lab/bootstrapOutcome.js';
import type { LearningRates, LearningRatesOrder } from '../core/lab/learningRatesOutcome.js';
import type { Seeds, SeedsOrder } from '../core/lab/seedsOutcome.js';
import type { Tune, TuneOrder } from '../core/lab/tuneOutcome.js';
import type { TwoLayers, TwoLayersOrder } from '../core/lab/twoLayersOutcome.js';
import type { TwoStarts, TwoStartsOrder } from '../core/lab/twoStartsOutcome.js';
import type { Vectorization, VectorizationOrder } from '../core/lab/vectorizationOutcome.js';
import type { GpuPlaces } from './gpuContract.js';
import type { ShownError } from './shownError.js';
import type { PlanRequest, TrainingSettings } from './trainingContract.js';

/** Every kind of study: what a user orders, and what comes of it, complete at any time and ready to draw. */
export type Studies = {
  'batch-sizes': { order: BatchSizesOrder; outcome: BatchSizes };
  'two-layers': { order: TwoLayersOrder; outcome: TwoLayers };
  'two-starts': { order: TwoStartsOrder; outcome: TwoStarts };
  vectorization: { order: VectorizationOrder; outcome: Vectorization };
  'absolute-loss': { order: AbsoluteLossOrder; outcome: AbsoluteLoss };
  tune: { order: TuneOrder; outcome: Tune };
  'learning-rates': { order: LearningRatesOrder; outcome: LearningRates };
  bootstrap: { order: BootstrapOrder; outcome: Bootstrap };
  seeds: { order: SeedsOrder; outcome: Seeds };
};

export type StudyKind = keyof Studies;
type Orders = { [K in StudyKind]: { kind: K } & Studies[K]['order'] };
type Outcomes = { [K in StudyKind]: { kind: K } & Studies[K]['outcome'] };
/** What a study is ordered with. Plain JSON. */
export type StudyOrder<K extends StudyKind = StudyKind> = Orders[K];
/** The whole of what has come of a study so far. */
export type StudyOutcome<K extends StudyKind = StudyKind> = Outcomes[K];

/** `settings.backend` has been settled by the host. `token` is the study's number in events and for its GPU. */
export type StudyRequest = PlanRequest & { gpu: GpuPlaces; order: StudyOrder };

/** At most ten a second, and one at the end. */
export type StudyProgress = {
  token: number;
  /** `done` of `total` parts; parts may have fractions. */
  done: number;
  total: number;
  /** Of the bytes it is about; see `SourceSummary`. */
  fingerprint: string;
  outcome: StudyOutcome;
};

export type StudyState = 'running' | 'finished' | 'stopped' | 'failed';

/** All that is kept of the last study of a kind. */
export type StudySnapshot<K extends StudyKind = StudyKind> = {
  kind: K;
  order: StudyOrder<K>;
  formula: string;
  state: StudyState;
  done: number;
  /** 0 before it has begun. */
  total: number;
  /** Null before the first progress. */
  fingerprint: string | null;
  outcome: StudyOutcome<K> | null;
  /** Why it failed, or could not begin. */
  error: ShownError | null;
};

/** What a page orders. The formula is fitted first where the fit on screen is of another one. */
export type StudyWish = { formula: string; settings: TrainingSettings; order: StudyOrder };
