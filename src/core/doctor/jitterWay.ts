import type { Checkpoint } from '../checkpoint.js';
import {
  type CentredProblem,
  centredProblem,
  featureTriangle,
  penalised,
  ridgePenalties,
  solveProblem,
} from '../fit/centredProblem.js';
import { inverseOfTriangle } from '../fit/smallAlgebra.js';
import { emptyTriangle } from '../fit/triangle.js';
import { Generator } from '../train/random.js';
import { absorbJittered, followedShare } from './jitter.js';
import type { JitterRepeats, JitterWay } from './waysOut.js';
import type { WayWriter } from './wayWriter.js';

export type JitterOptions = { variance: number; seed: number; checkpoint?: Checkpoint | undefined };

/** Multiplications that the repeats may take. */
const MOST_WORK = 5e8;
const MOST_REPEATS = 1024;

/**
 * Least squares on jittered features, and the mean of X'X over more and more repeats on its way to the ridge that jitter
 * is in expectation.
 */
export async function jitterWay(writer: WayWriter, options: JitterOptions): Promise<JitterWay> {
  const { variance, seed } = options;
  const equivalentLambda = variance * writer.solved.solution.n;
  const equivalentRidge = writer.ridgeWay(equivalentLambda);
  const facts = { variance, seed, equivalentLambda, equivalentRidge };
  if (variance === 0) return { ...equivalentRidge, ...facts, repeats: [] };
  const random = new Generator(seed, 'jitter');
  const draw = { frame: writer.solved.frame, deviation: Math.sqrt(variance), random };
  const { fullTriangle, frame } = writer.solved;
  const pooled = emptyTriangle(fullTriangle.width);
  const along = absorbJittered(pooled, fullTriangle, draw);
  const problem = centredProblem(pooled, frame);
  const inverse = inverseOfTriangle(featureTriangle(problem), problem.features);
  const { hasIntercept } = frame;
  const followed = followedShare(along, fullTriangle, { inverse, hasIntercept }) + writer.interceptDf;
  const slopes = writer.inFileUnits(solveProblem(problem));
  const way = writer.way(slopes, followed);
  const expected = penalised(writer.problem, ridgePenalties(frame, equivalentLambda));
  const toward = { ridge: equivalentRidge.slopes, gram: gramOf(expected) };
  const repeats: JitterRepeats[] = [repeatsOf(1, { slopes, problem }, toward)];
  const most = mostRepeats(fullTriangle.width);
  for (let count = 2; count <= most; count++) {
    absorbJittered(pooled, fullTriangle, draw);
    await options.checkpoint?.({ rows: writer.solved.solution.n });
    // Powers of two: each of them halves the square of what is left of the way.
    if (!Number.isInteger(Math.log2(count))) continue;
    const mean = centredProblem(pooled, frame);
    repeats.push(repeatsOf(count, { slopes: writer.inFileUnits(solveProblem(mean)), problem: mean }, toward));
  }
  return { ...way, ...facts, repeats };
}

/** What the repeats are on their way to. */
type Goal = { ridge: readonly (number | null)[]; gram: Float64Array };

function repeatsOf(
  count: number,
  { slopes, problem }: { slopes: Float64Array; problem: CentredProblem },
  { ridge, gram }: Goal,
): JitterRepeats {
  const apart = Math.hypot(...slopes.map((slope, k) => slope - ridge[k]!));
  const size = Math.hypot(...ridge.map((slope) => slope!));
  const mean = gramOf(problem).map((value) => value / count);
  return {
    count,
    slopes: Array.from(slopes),
    distance: size === 0 ? null : apart / size,
    gramDistance: gramDistance(mean, gram),
  };
}

/** X'X of the features, in the frame. */
function gramOf(problem: CentredProblem): Float64Array {
  const { features: size } = problem;
  const triangle = featureTriangle(problem);
  return Float64Array.from({ length: size * size }, (_, at) => {
    const [i, j] = [Math.floor(at / size), at % size];
    let sum = 0;
    for (let k = 0; k <= Math.min(i, j); k++) sum += triangle[i * size + k]! * triangle[j * size + k]!;
    return sum;
  });
}

function gramDistance(mean: Float64Array, expected: Float64Array): number {
  const size = Math.sqrt(mean.length);
  const squares = mean.map((value, at) => {
    const [i, j] = [Math.floor(at / size), at % size];
    return (value - expected[at]!) ** 2 / (expected[i * size + i]! * expected[j * size + j]!);
  });
  return mean.length === 0 ? 0 : Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / mean.length);
}

/** The largest power of two that there is time for. */
function mostRepeats(width: number): number {
  const affordable = Math.max(1, MOST_WORK / (4 * width ** 3));
  return Math.min(MOST_REPEATS, 2 ** Math.floor(Math.log2(affordable)));
}
