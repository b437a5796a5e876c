import type { Curvature } from './curvature.js';
import { batchCurvature } from './curvature.js';
import type { Hyperparameters, Loss, Optimiser, Schedule } from './hyperparameters.js';

/** A value with what Auto would have chosen and why: `reason` in two words, `explanation` in a sentence. */
export type Planned<T> = { value: T; auto: T; isAuto: boolean; reason: string; explanation: string };

/** Everything a run is about to do. The order is that in which the choices depend on each other. */
export type TrainingPlan = {
  settings: Hyperparameters;
  curvature: Curvature;
  /** Rows to a step, at most all. */
  batchSize: Planned<number>;
  optimiser: Planned<Optimiser>;
  momentum: Planned<number>;
  learningRate: Planned<number>;
  schedule: Planned<Schedule>;
  epochs: Planned<number>;
  /** Where the loss changes its form, in standardised units; see the kernel's losses. */
  bend: number;
  stepsPerEpoch: number;
};

/** What the plan must know of the rows. Targets are standardised. */
export type PlanFacts = {
  curvature: Curvature;
  largestTarget: number;
  featureCount: number;
  /** Root mean square of the exact fit's residuals, standardised. */
  residualSpread: number;
  /** Standardised units of the target to one in the file. */
  perTargetUnit: number;
};

const SMALLEST_BATCH = 32;
/**
 * Batches to an epoch, at most. Shuffled batches cancel their noise over an epoch once the rate times this is small, and
 * the rate falls to zero in a fixed number of epochs: more batches would leave coefficients off by a standard error.
 */
const MOST_BATCHES = 64;
/** Fewer rows than this go as one batch. */
const FEW_ROWS = 64;
/** Largest over smallest curvature from which on plain steps take too long. */
const STEEP_VALLEY = 100;
/** Errors are to shrink by exp(-28), about 1e-12. */
const FOLDS = 28;
/** Auto's plans stay below about 20 s on one core. */
const MOST_NUMBERS = 3e10;
const MOST_EPOCHS = 10_000;
const FEWEST_STEPS = 4000;
const FEWEST_EPOCHS = 60;
/** From so many epochs on, the number of steps is no reason for more. */
const ENOUGH_EPOCHS = 300;

/** Fills in what was left to Auto, so that the run converges without a look at the answer. */
export function planTraining(settings: Hyperparameters, facts: PlanFacts): TrainingPlan {
  const curvature = withPenalty(facts.curvature, settings.l2);
  const batchSize = planBatchSize(settings, curvature);
  const optimiser = planOptimiser(settings, curvature);
  const place: Place = {
    ...{ settings, facts, curvature },
    batch: batchSize.value,
    isFull: batchSize.value >= curvature.rowCount,
    optimiser: optimiser.value,
  };
  const momentum = planMomentum(place);
  const learningRate = planLearningRate(place, momentum.value);
  const schedule = planSchedule(place);
  const stepsPerEpoch = Math.ceil(curvature.rowCount / batchSize.value);
  const pace = learningRate.auto / (optimiser.value === 'momentum' ? 1 - momentum.auto : 1);
  const epochs = planEpochs(place, { pace, stepsPerEpoch });
  const bend = bendOf(settings, facts);
  return {
    ...{ settings, curvature, batchSize, optimiser, momentum, learningRate, schedule, epochs, bend },
    stepsPerEpoch,
  };
}

type Place = {
  settings: Hyperparameters;
  facts: PlanFacts;
  curvature: Curvature;
  batch: number;
  isFull: boolean;
  optimiser: Optimiser;
};

function withPenalty(curvature: Curvature, l2: number): Curvature {
  const { largest, smallest, largestRow } = curvature;
  return { ...curvature, largest: largest + l2, smallest: smallest + l2, largestRow: largestRow + l2 };
}

function planBatchSize({ batchSize, optimiser }: Hyperparameters, curvature: Curvature): Planned<number> {
  const n = curvature.rowCount;
  const chosen = batchSize === 'all' ? n : batchSize === null ? null : Math.min(batchSize, n);
  const all = (reason: string, explanation: string) => planned(chosen, n, reason, explanation);
  if (n <= FEW_ROWS) return all('few rows', `All ${n} rows: fewer than ${FEW_ROWS} are one batch.`);
  if (isSteep(curvature) && optimiser === null)
    return all('near-collinear', `All ${n} rows: without noise, momentum can follow the narrow valley.`);
  const preset = Math.max(SMALLEST_BATCH, 2 ** Math.ceil(Math.log2(n / MOST_BATCHES)));
  const outlying = 2 ** Math.ceil(Math.log2(curvature.largestRow / (4 * curvature.largest)));
  if (outlying > n / 4)
    return all('outlying rows', `All ${n} rows: a batch with the farthest row would jump.`);
  if (outlying > preset)
    return planned(chosen, outlying, 'outlying rows', `${outlying} rows calm a batch with the farthest row.`);
  return preset === SMALLEST_BATCH
    ? planned(chosen, preset, 'small file', `${preset} rows of ${n}: frequent steps, contiguous in memory.`)
    : planned(
        chosen,
        preset,
        'large file',
        `${preset} rows of ${n}: with more steps an epoch, noise outlasts the run.`,
      );
}

function planOptimiser({ optimiser }: Hyperparameters, curvature: Curvature): Planned<Optimiser> {
  const condition = Math.sqrt(curvature.largest / curvature.smallest).toPrecision(3);
  return isSteep(curvature)
    ? planned(
        optimiser,
        'momentum',
        'near-collinear',
        `The standardised columns have condition number ${condition}; plain steps would take its square in epochs.`,
      )
    : planned(optimiser, 'sgd', 'well-conditioned', `Condition number ${condition}: plain steps are enough.`);
}

function planMomentum({ settings, curvature, isFull, optimiser }: Place): Planned<number> {
  if (optimiser !== 'momentum') return planned(settings.momentum, 0, 'not used', 'Only momentum has it.');
  if (!isFull) return planned(settings.momentum, 0.9, 'usual', 'The usual value with noisy batches.');
  // Nesterov (2004), Introductory lectures on convex optimization, 2.2.1.
  const root = Math.sqrt(Math.min(curvature.largest / curvature.smallest, 1e8));
  const momentum = (root - 1) / (root + 1);
  return planned(
    settings.momentum,
    momentum,
    'from conditioning',
    `(k - 1) / (k + 1), condition number k = ${root.toPrecision(3)}.`,
  );
}

function planLearningRate(place: Place, momentum: number): Planned<number> {
  const { settings, facts, curvature, batch, isFull, optimiser } = place;
  const chosen = settings.learningRate;
  if (optimiser === 'adam')
    return planned(
      chosen,
      0.1,
      'standardised',
      'A tenth of a standardised unit at first: Adam scales its own steps.',
    );
  const steepness = batchCurvature(curvature, batch) * lossSteepness(settings.loss, facts.largestTarget);
  const brake = (isFull ? 1 : 0.5) * (optimiser === 'momentum' && !isFull ? 1 - momentum : 1);
  const rate = roundDown(brake / steepness);
  const eigenvalue = `largest eigenvalue ${curvature.largest.toPrecision(3)}`;
  const explanation = isFull
    ? `1 over the curvature: ${eigenvalue} of the standardised Gram matrix.`
    : `${brake.toPrecision(2)} over ${steepness.toPrecision(3)}, the curvature a batch of ${batch} shows: ${eigenvalue}, ` +
      `largest squared row norm ${curvature.largestRow.toPrecision(3)} / ${batch}.`;
  return planned(chosen, rate, isFull ? 'largest eigenvalue' : 'eigenvalue and rows', explanation);
}

/** How much steeper than the squared loss a loss gets where the fit can be expected to be. */
function lossSteepness(loss: Loss, largestTarget: number): number {
  if (loss === 'poisson-log') return Math.max(1, largestTarget);
  return loss === 'poisson-identity' ? 4 * Math.max(1, largestTarget) : 1;
}

function planSchedule({ settings, isFull, optimiser }: Place): Planned<Schedule> {
  const isSmooth = settings.loss !== 'absolute' && optimiser !== 'adam';
  return isFull && isSmooth
    ? planned(
        settings.schedule,
        'constant',
        'no noise',
        'All rows in every step: there is no noise to settle.',
      )
    : planned(
        settings.schedule,
        'cosine',
        'to settle',
        'Falls to zero, so that the noise of the batches dies away.',
      );
}

function planEpochs(
  place: Place,
  { pace, stepsPerEpoch }: { pace: number; stepsPerEpoch: number },
): Planned<number> {
  const { settings, facts, curvature, isFull, optimiser } = place;
  const valley = Math.sqrt(Math.min(curvature.largest / curvature.smallest, 1e8));
  const isSmooth = settings.loss !== 'absolute' && optimiser !== 'adam';
  const falling = isFull && isSmooth ? 1 : 2;
  const plain = (falling * FOLDS) / (pace * curvature.smallest);
  const accelerated = 1.5 * FOLDS * valley * lossSteepness(settings.loss, facts.largestTarget);
  const steps =
    optimiser === 'sgd' ? plain : optimiser === 'adam' ? 100 * valley : isFull ? accelerated : plain;
  const fewest = isFull ? 100 : Math.min(FEWEST_STEPS, ENOUGH_EPOCHS * stepsPerEpoch);
  const needed = Math.ceil(Math.max(steps, fewest) / stepsPerEpoch);
  const affordable = Math.floor(MOST_NUMBERS / (curvature.rowCount * (facts.featureCount + 2)));
  const most = Math.max(1, Math.min(MOST_EPOCHS, affordable));
  const epochs = Math.min(most, Math.max(needed, FEWEST_EPOCHS));
  return needed > most
    ? planned(
        settings.epochs,
        epochs,
        'at most',
        `${needed} epochs would be needed; this many take long enough.`,
      )
    : planned(settings.epochs, epochs, 'until flat', 'Enough for the slowest direction to settle.');
}

function bendOf({ loss, huberBend }: Hyperparameters, facts: PlanFacts): number {
  if (loss === 'huber')
    return huberBend === null
      ? 1.345 * Math.max(facts.residualSpread, 1e-3)
      : huberBend * facts.perTargetUnit;
  // Ten times the largest count: no fit goes there, and a step that does is not carried off by exp.
  if (loss === 'poisson-log') return Math.log(10 * Math.max(1, facts.largestTarget));
  return loss === 'poisson-identity' ? 0.05 : 0;
}

function isSteep({ largest, smallest }: Curvature): boolean {
  return largest / smallest > STEEP_VALLEY;
}

/** To two digits, so that the number shown is the number used. */
function roundDown(value: number): number {
  const unit = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Number((Math.floor(value / unit + 1e-9) * unit).toPrecision(2));
}

function planned<T>(chosen: T | null, auto: T, reason: string, explanation: string): Planned<T> {
  return { value: chosen ?? auto, auto, isAuto: chosen === null, reason, explanation };
}
