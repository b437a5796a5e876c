import { normalQuantile } from '../../judge/normalQuantile.js';
import { Generator } from '../random.js';
import { expectedImprovement } from './expectedImprovement.js';
import type { GaussianProcess } from './gaussianProcess.js';
import { likelyProcess } from './likelyBelief.js';
import {
  type Candidate,
  candidateAt,
  DIMENSIONS,
  isSame,
  type Point,
  pointOf,
  type SearchSpace,
} from './searchSpace.js';
import type { Trial } from './trial.js';

/** Trials spread over the whole space before the first look at what they tell. */
export const FIRST_TRIALS = 5;
/** Candidates whose expected improvement is compared: anywhere, and round the best trials. */
const ANYWHERE = 512;
const BESIDE_BEST = 64;
const BEST_TRIALS = 3;
const BESIDE = 0.1;
/** Then the best of them is moved by ever smaller random steps. */
const ROUNDS = 6;
const MOVES = 24;
/** How much worse a run that diverged is than the worst that did not, as a share of all there is between them. */
const PENALTY = 0.1;

/** A point of a Latin hypercube: in each axis each of the first trials has a slice to itself. */
export function spreadPoint(index: number, seed: number): Point {
  const generator = new Generator(seed, 'search');
  const points = Array.from({ length: FIRST_TRIALS }, (): number[] => []);
  for (let axis = 0; axis < DIMENSIONS; axis++) {
    const slices = Uint32Array.from(points, (_, i) => i);
    generator.shuffle(slices);
    for (const [i, point] of points.entries()) point.push((slices[i]! + generator.unit()) / FIRST_TRIALS);
  }
  return points[index]!;
}

/**
 * The candidate that promises most: the loss over the space is believed to be a draw from a Gaussian process, and the
 * candidate is where its expected improvement over the best trial so far is greatest (Snoek, Larochelle and Adams
 * 2012). Of the trials at least one has finished; `generator` decides every random choice.
 */
export function promisingCandidate(
  space: SearchSpace,
  trials: readonly Trial[],
  generator: Generator,
): Candidate {
  const points = trials.map(({ candidate }) => pointOf(space, candidate));
  const places = trials.map(({ candidate }) => placeOf(space, candidate));
  const values = searchedValues(trials);
  const process = likelyProcess({ points: places, values }, generator);
  const random = () => Array.from({ length: DIMENSIONS }, () => generator.unit());
  if (process === null) return candidateAt(space, random());
  const least = Math.min(...values);
  const promise = promiseOf(space, { process, least, trials });
  const order = Array.from(values, (_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const near = order
    .slice(0, BEST_TRIALS)
    .flatMap((i) => beside(points[i]!, BESIDE, { generator, count: BESIDE_BEST }));
  let best = mostPromising([...Array.from({ length: ANYWHERE }, random), ...near], promise);
  for (let round = 0, step = BESIDE; round < ROUNDS; round++, step /= 2)
    best = mostPromising([best, ...beside(best, step, { generator, count: MOVES })], promise);
  return candidateAt(space, best);
}

/**
 * Where the process sees a candidate: its point, and the rate over the batch size on the same scale. How far a run comes
 * in its epochs depends on their ratio, when it rattles or diverges on the rate: both are axes, and the belief weighs them.
 */
function placeOf(space: SearchSpace, candidate: Candidate): Point {
  const { learningRate, batchExponent } = space;
  const point = pointOf(space, candidate);
  const batch = Math.log2(candidate.batchSize) - batchExponent.low;
  return [...point, point[0]! - batch / Math.log2(learningRate.high / learningRate.low)];
}

type Worth = (point: Point) => number;

/** What is tried is the candidate, so its place counts, not the point's; a second look at one would tell nothing. */
function promiseOf(
  space: SearchSpace,
  { process, least, trials }: { process: GaussianProcess; least: number; trials: readonly Trial[] },
): Worth {
  return (point) => {
    const candidate = candidateAt(space, point);
    if (trials.some((trial) => isSame(trial.candidate, candidate))) return -1;
    return expectedImprovement(process.at(placeOf(space, candidate)), least);
  };
}

function mostPromising(points: readonly Point[], promise: Worth): Point {
  let best = points[0]!;
  let most = promise(best);
  for (const point of points.slice(1)) {
    const value = promise(point);
    if (value > most) [best, most] = [point, value];
  }
  return best;
}

function beside(
  point: Point,
  step: number,
  { generator, count }: { generator: Generator; count: number },
): Point[] {
  const moved = (x: number) => Math.min(1 - 1e-9, Math.max(0, x + step * generator.normal()));
  return Array.from({ length: count }, () => point.map(moved));
}

/**
 * What is minimised, with mean 0 and variance 1, in the order of the trials: the normal score of a loss's rank, which
 * tells losses apart however near or far they are, plus its place on the logarithmic scale between the best one (-1) and
 * the median (0), beyond which it ends (1). A trial that diverged counts as somewhat worse than the worst that did not.
 */
export function searchedValues(trials: readonly Trial[]): Float64Array {
  const costs = logLosses(trials);
  const sorted = costs.slice().sort();
  const [best, median] = [sorted[0]!, sorted[Math.floor(sorted.length / 2)]!];
  const values = costs.map((cost) => {
    const rank = (sorted.indexOf(cost) + 0.5) / sorted.length;
    return normalQuantile(rank) + Math.max(-1, Math.min(1, (cost - median) / (median - best || 1)));
  });
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) || 1;
  return values.map((value) => (value - mean) / spread);
}

function logLosses(trials: readonly Trial[]): Float64Array {
  // A perfect fit has a loss of 0.
  const logOf = (loss: number) => Math.log(Math.max(loss, Number.MIN_VALUE));
  const known = trials.flatMap(({ loss }) => (loss === null ? [] : [logOf(loss)]));
  const worst = Math.max(...known);
  const penalty = worst + PENALTY * (worst - Math.min(...known));
  return Float64Array.from(trials, ({ loss }) => (loss === null ? penalty : logOf(loss)));
}
