import type { Checkpoint } from '../checkpoint.js';
import { GausslineError } from '../errors.js';
import type { ModelSpec } from '../model/modelSpec.js';
import { Generator } from '../train/random.js';
import { type CentredProblem, centredProblem, residualSquares } from './centredProblem.js';
import { type Frame, widthOf } from './frame.js';
import type { GatheredRows } from './gatheredRows.js';
import { type Ridge, ridge } from './ridge.js';
import type { RidgePath, RidgePlace } from './ridgePath.js';
import type { SolvedRows } from './solve.js';
import { absorbRows, emptyTriangle, mergeAllTriangles, type Triangle } from './triangle.js';

const FOLDS = 10;
const SEED = 1;
/** Powers of ten below the smallest and above the largest sum of squares of a feature, and places to each. */
const BELOW = 4;
const ABOVE = 1;
const EACH_DECADE = 4;
const MOST_PLACES = 60;
const FEWEST_PLACES = 12;
/** Multiplications that a path may take, about: more features have fewer places. */
const MOST_WORK = 4e9;

/** @throws GausslineError `fit/ridge` where there is no feature to draw towards 0. */
export function checkPath({ features, formula }: ModelSpec): void {
  if (features.length > 0) return;
  throw new GausslineError(
    'fit/ridge',
    `\`${formula}\` has no feature, and a ridge leaves the intercept alone: there is no penalty to choose.`,
    'Add a feature to the formula, or leave the ridge out.',
  );
}

/** What a path is made from: the solved rows and, for the rows held back, the rows themselves. */
export type PathRows = { solved: SolvedRows; frame: Frame; gathered: readonly GatheredRows[] };

/**
 * The ridge at penalties over the whole range that matters, with what each predicts of rows held back: tenths of the rows
 * in an order shuffled by a seed, each predicted by the others with the same penalty to a row.
 *
 * @param own a penalty that is to be among them; null for none.
 * @see Golub, Heath and Wahba (1979) for generalised cross-validation.
 */
export async function traceRidge(
  { solved, frame, gathered }: PathRows,
  own: number | null,
  checkpoint?: Checkpoint,
): Promise<Omit<RidgePath, 'rule'>> {
  const { n } = solved.solution;
  const folds = Math.min(FOLDS, n);
  const held = heldBack(foldTriangles(frame, gathered, folds), frame);
  const problem = centredProblem(solved.fullTriangle, frame);
  const lambdas = grid(solved, frame);
  if (own !== null && own > 0) lambdas.push(own);
  const places: RidgePlace[] = [];
  for (const lambda of lambdas.sort((a, b) => a - b)) {
    places.push(placeAt(lambda, { problem, held, frame, solved }));
    await checkpoint?.({ rows: n });
  }
  const bestOf = (of: (one: RidgePlace) => number) =>
    places.reduce((best, one) => (of(one) < of(best) ? one : best)).lambda;
  return { places, folds, best: { gcv: bestOf(({ gcv }) => gcv), cv: bestOf((one) => one.crossValidated) } };
}

type Held = { train: CentredProblem; full: Triangle; test: Triangle };

function placeAt(
  lambda: number,
  {
    problem,
    held,
    frame,
    solved,
  }: { problem: CentredProblem; held: readonly Held[]; frame: Frame; solved: SolvedRows },
): RidgePlace {
  const { moments, solution } = solved;
  const { n } = solution;
  const first = frame.hasIntercept ? 1 : 0;
  const targetScale = frame.scale.at(-1)!;
  const found = ridge(problem, frame, lambda);
  const effectiveDf = found.effectiveDf + first;
  const rss = residualSquares(problem, found.coefficients) / targetScale ** 2;
  const errors = held.reduce((sum, one) => sum + squaresOf(one, frame, lambda * (one.full.rowCount / n)), 0);
  const spreadOf = (k: number) => Math.sqrt(moments.squares[k + first]! / moments.weight);
  return {
    ...{ lambda, effectiveDf },
    gcv: (rss / moments.weight) * (n / (n - effectiveDf)) ** 2,
    crossValidated: errors / targetScale ** 2 / moments.weight,
    moves: Array.from(found.coefficients, (slope, k) => (slope * spreadOf(k)) / targetScale),
  };
}

/** Squared errors of the predictions of the rows held back, in the frame. */
function squaresOf({ train, full, test }: Held, frame: Frame, lambda: number): number {
  const { coefficients }: Ridge = ridge(train, frame, lambda);
  const { width } = full;
  const first = frame.hasIntercept ? 1 : 0;
  const all = new Float64Array(width);
  all[width - 1] = 1;
  for (const [k, slope] of coefficients.entries()) all[k + first] = -slope;
  if (first === 1) {
    // The best intercept: what is left of the target's mean.
    let mean = 0;
    for (let k = 1; k < width; k++) mean += all[k]! * full.values[k * width]!;
    all[0] = -mean / full.values[0]!;
  }
  let squares = 0;
  for (let row = 0; row < width; row++) {
    let sum = 0;
    for (let k = row; k < width; k++) sum += all[k]! * test.values[k * width + row]!;
    squares += sum * sum;
  }
  return squares;
}

function heldBack(triangles: readonly Triangle[], frame: Frame): Held[] {
  return triangles.map((test, k) => {
    const full = mergeAllTriangles(triangles.filter((_, other) => other !== k));
    return { test, full, train: centredProblem(full, frame) };
  });
}

/** The rows of each fold as a triangle of `[1 X y]`. */
function foldTriangles(frame: Frame, gathered: readonly GatheredRows[], folds: number): Triangle[] {
  const n = gathered.reduce((sum, { rowCount }) => sum + rowCount, 0);
  const order = Uint32Array.from({ length: n }, (_, row) => row);
  new Generator(SEED, 'folds').shuffle(order);
  const foldOf = new Uint32Array(n);
  for (let place = 0; place < n; place++) foldOf[order[place]!] = place % folds;
  const width = widthOf(frame);
  return Array.from({ length: folds }, (_, fold) => {
    const triangle = emptyTriangle(width);
    let before = 0;
    for (const part of gathered) {
      const rows: number[] = [];
      for (let i = 0; i < part.rowCount; i++) if (foldOf[before + i] === fold) rows.push(i);
      before += part.rowCount;
      absorbInBlocks(triangle, part, rows);
    }
    return triangle;
  });
}

const BLOCK = 4096;

function absorbInBlocks(
  triangle: Triangle,
  { values, rowCount, roots }: GatheredRows,
  rows: readonly number[],
): void {
  const { width } = triangle;
  for (let from = 0; from < rows.length; from += BLOCK) {
    const some = rows.slice(from, from + BLOCK);
    const block = new Float64Array(width * some.length);
    for (let k = 0; k < width; k++)
      for (const [i, row] of some.entries())
        block[k * some.length + i] = values[k * rowCount + row]! * (roots === null ? 1 : roots[row]!);
    absorbRows(triangle, block, some.length);
  }
}

/** Penalties at equal ratios, from far under the smallest sum of squares of a feature to over the largest. */
function grid({ moments }: SolvedRows, frame: Frame): number[] {
  const first = frame.hasIntercept ? 1 : 0;
  const squares = Array.from(
    frame.scale.slice(0, -1),
    (scale, k) => moments.squares[k + first]! / scale ** 2,
  );
  const varying = squares.filter((value) => value > 0);
  if (varying.length === 0) return [1];
  const low = Math.log10(Math.min(...varying)) - BELOW;
  const high = Math.log10(Math.max(...varying)) + ABOVE;
  const each = 2 * (FOLDS + 1) * varying.length ** 3;
  const most = Math.min(MOST_PLACES, Math.max(FEWEST_PLACES, Math.floor(MOST_WORK / each)));
  const count = Math.min(most, Math.ceil((high - low) * EACH_DECADE) + 1);
  return Array.from({ length: count }, (_, i) =>
    Number((10 ** (low + ((high - low) * i) / (count - 1))).toPrecision(3)),
  );
}
