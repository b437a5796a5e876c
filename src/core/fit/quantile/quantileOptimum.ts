import type { Checkpoint } from '../../checkpoint.js';
import { residualsAt } from '../robust/turnedRows.js';
import { joinNumbers } from '../rowTable.js';
import { descend } from './descend.js';
import { coefficientsMeeting } from './meeting.js';
import { columnsOf, NearRows, type QuantileProblem } from './nearRows.js';
import { optimalFace } from './optimalFace.js';
import type { QuantileVertex } from './quantileVertex.js';
import { heldRows } from './rowSupply.js';
import { type Losses, largestOf, type Sifted } from './sift.js';
import { CollinearRows } from './startingBasis.js';

/** Where a quantile regression is at its minimum. */
export type QuantileOptimum = {
  vertex: QuantileVertex;
  /** What the vertex is one of. */
  near: NearRows;
  /** Of the centred features. */
  coefficients: Float64Array;
  /** There. */
  losses: Losses;
};

/** Rows up to which all are looked at from the start. */
const FEW_ROWS = 4000;
/** Of more, samples of so many times n^(2/3) sqrt(p) rows show where to look. */
const SAMPLE = 0.8;
/** Then so many times as many rows are looked at closely, and more where these do not lead to the minimum. */
const BAND = 1.5;
const WIDER = 3;
const MOST_ROUNDS = 30;
/** A band reaches so much further, in shares of the largest target, than its rows: rounding tells none of them apart. */
const ROUNDING = 2e-12;

/**
 * The minimum over all rows. Of many rows a sample is solved first; of the others only those near its fit are looked
 * at closely, and the rest enters as one sum. In the end every row is checked to be on the side it was taken to be:
 * what is found is the minimum of all.
 *
 * @param start coefficients of the turned features near which to begin.
 * @throws CollinearRows
 * @throws GausslineError `fit/too-large` where the rows near the fit are more than may be held.
 * @see Portnoy and Koenker (1997), The Gaussian hare and the Laplacian tortoise.
 */
export async function quantileOptimum(
  problem: QuantileProblem,
  start: Float64Array,
  checkpoint?: Checkpoint,
): Promise<QuantileOptimum> {
  const { rowCount } = problem.supply;
  const sampled = Math.ceil(SAMPLE * rowCount ** (2 / 3) * Math.sqrt(start.length));
  if (rowCount <= FEW_ROWS || 3 * sampled > rowCount) return wholeOptimum(problem, start, checkpoint);
  const first = await sampleOptimum(problem, { count: sampled, start }, checkpoint);
  for (let wanted = BAND * sampled; wanted < rowCount / 2; wanted *= WIDER) {
    const found = await optimumNear(problem, first, wanted / rowCount, checkpoint);
    if (found !== null) return found;
  }
  return wholeOptimum(problem, first.start, checkpoint);
}

async function wholeOptimum(
  problem: QuantileProblem,
  start: Float64Array,
  checkpoint?: Checkpoint,
): Promise<QuantileOptimum> {
  const near = await NearRows.all(problem);
  const found = await optimumOf(near, start, checkpoint);
  if (found === null) throw new Error('A quantile regression has no minimum.');
  return found;
}

type Sampled = { start: Float64Array; coefficients: Float64Array; residual: Float64Array; largest: number };
type SomeRows = Pick<Sifted, 'values' | 'places'>;

/** The minimum over rows at equal distances, and what it leaves of them, ascending. */
async function sampleOptimum(
  problem: QuantileProblem,
  { count, start }: { count: number; start: Float64Array },
  checkpoint?: Checkpoint,
): Promise<Sampled> {
  const { supply } = problem;
  const sample = await supply.sift({ kind: 'spread', count, of: supply.rowCount });
  try {
    return await optimumAmong(problem, sample, start, checkpoint);
  } catch (error) {
    if (!(error instanceof CollinearRows)) throw error;
    // Rows of a rare level may be in no sample.
    const others = await supply.sift({ kind: 'independent' });
    return optimumAmong(problem, withOthers(sample, others, start.length + 1), start, checkpoint);
  }
}

/** Rows, and those of others that are not among them. */
function withOthers(some: SomeRows, others: SomeRows, width: number): SomeRows {
  const taken = new Set(some.places);
  const missing = Array.from(others.places.keys()).filter((row) => !taken.has(others.places[row]!));
  const valuesOf = (row: number) => others.values.subarray(row * width, (row + 1) * width);
  return {
    values: joinNumbers([some.values, ...missing.map(valuesOf)]),
    places: joinNumbers([some.places, Float64Array.from(missing, (row) => others.places[row]!)]),
  };
}

async function optimumAmong(
  problem: QuantileProblem,
  { values }: SomeRows,
  start: Float64Array,
  checkpoint?: Checkpoint,
): Promise<Sampled> {
  const rows = columnsOf(values, start.length);
  const { vertex, coefficients } = await quantileOptimum(
    { ...problem, supply: heldRows(rows) },
    start,
    checkpoint,
  );
  return {
    start: vertex.coefficients,
    coefficients,
    residual: residualsAt(rows, coefficients).sort(),
    largest: largestOf(rows.target),
  };
}

/** The minimum over all rows, near that of a sample; null where the share of the rows that is nearest does not lead there. */
async function optimumNear(
  problem: QuantileProblem,
  first: Sampled,
  share: number,
  checkpoint?: Checkpoint,
): Promise<QuantileOptimum | null> {
  const near = await NearRows.in(problem, bandOf(first, problem.quantile, share));
  let { start } = first;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const found = await optimumOf(near, start, checkpoint);
    if (found === null || found.freed === 0) return found;
    start = found.vertex.coefficients;
  }
  return null;
}

/** Where the optima of a regression that has several end. */
export type Optima = QuantileOptimum & {
  /** Coefficients of the centred features where each direction is farthest down, then up; one after another. */
  ends: readonly Float64Array[];
};

/**
 * The middle of the ends of the set of optima, in directions of the coefficients of the turned features, one to a
 * coefficient; null where the optimum is the only one.
 *
 * Settled rows can only cut the set that the near rows have: ends at which they are all on the side they are on are
 * those of the set.
 */
export async function otherOptima(
  { vertex, near }: QuantileOptimum,
  directions: readonly Float64Array[],
  checkpoint?: Checkpoint,
): Promise<Optima | null> {
  let at = vertex;
  for (;;) {
    const start = at.coefficients;
    const found = optimalFace(at, directions);
    if (found === null) return null;
    const ends = found.flatMap(({ low, high }) => [
      coefficientsMeeting(near.rows, low),
      coefficientsMeeting(near.rows, high),
    ]);
    const coefficients = middle(ends);
    const { losses, freed } = await near.look([...ends, coefficients]);
    if (freed === 0) return { vertex: at, near, coefficients, losses: losses.at(-1)!, ends };
    at = near.vertexNear(start);
    if (!(await descend(at, checkpoint))) throw new Error('A quantile regression has no minimum.');
  }
}

function middle(points: readonly Float64Array[]): Float64Array {
  return points[0]!.map((_, k) => points.reduce((sum, point) => sum + point[k]!, 0) / points.length);
}

/** The minimum over the near rows and the settled ones; null where there is none. */
async function optimumOf(
  near: NearRows,
  start: Float64Array,
  checkpoint?: Checkpoint,
): Promise<(QuantileOptimum & { freed: number }) | null> {
  const vertex = near.vertexNear(start);
  if (!(await descend(vertex, checkpoint))) return null;
  const coefficients = coefficientsMeeting(near.rows, vertex.basis);
  const { losses, freed } = await near.look([coefficients]);
  return { vertex, near, coefficients, losses: losses[0]!, freed };
}

/** Between which residuals a share of the rows is nearest to the fit. */
function bandOf({ coefficients, residual, largest }: Sampled, quantile: number, share: number) {
  const last = residual.length - 1;
  const at = (rank: number) => residual[Math.max(0, Math.min(last, Math.round(rank * residual.length)))]!;
  const low = Math.min(0, at(quantile - share / 2)) - ROUNDING * largest;
  const high = Math.max(0, at(quantile + share / 2)) + ROUNDING * largest;
  return { coefficients, low, high };
}
