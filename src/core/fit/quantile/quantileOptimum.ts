import type { Checkpoint } from '../../checkpoint.js';
import type { CentredRows } from '../gatheredRows.js';
import { picked, residualsAt, turnedBack, turnedColumns } from '../robust/turnedRows.js';
import { descend } from './descend.js';
import { QuantileVertex } from './quantileVertex.js';
import { CollinearRows, startingBasis } from './startingBasis.js';

/** A quantile regression: which rows, and what is made small over them. */
export type QuantileProblem = {
  rows: CentredRows;
  /** The loss of a residual is `quantile` of it above the fit, one less that below. */
  quantile: number;
  /** Brings the features to columns at right angles; see `turnOf`. */
  turn: Float64Array;
};

/** Where a quantile regression is at its minimum. */
export type QuantileOptimum = {
  vertex: QuantileVertex;
  /** Of the rows of the vertex among all. */
  places: Int32Array;
};

/** Rows up to which all are looked at from the start. */
const FEW_ROWS = 4000;
/** Of more, samples of so many times n^(2/3) sqrt(p) rows show where to look. */
const SAMPLE = 0.8;
/** Then so many times as many rows are looked at closely, and more where these do not lead to the minimum. */
const BAND = 1.5;
const WIDER = 3;
const MOST_ROUNDS = 30;

/**
 * The minimum over all rows. Of many rows a sample is solved first; of the others only those near its fit are looked
 * at closely, and the rest enters as one sum. In the end every row is checked to be on the side it was taken to be:
 * what is found is the minimum of all.
 *
 * @param start coefficients of the turned features near which to begin.
 * @throws CollinearRows
 * @see Portnoy and Koenker (1997), The Gaussian hare and the Laplacian tortoise.
 */
export async function quantileOptimum(
  problem: QuantileProblem,
  start: Float64Array,
  checkpoint?: Checkpoint,
): Promise<QuantileOptimum> {
  const { rows, turn } = problem;
  const sampled = Math.ceil(SAMPLE * rows.rowCount ** (2 / 3) * Math.sqrt(start.length));
  if (rows.rowCount <= FEW_ROWS || 3 * sampled > rows.rowCount)
    return wholeOptimum(problem, start, checkpoint);
  // Rows of a rare level may be in no sample.
  const anchors = startingBasis(rows.features, residualsAt(rows, turnedBack(turn, start)).map(Math.abs));
  if (anchors.length < start.length) throw new CollinearRows();
  const { vertex: first } = await wholeOptimum(sampleOf(problem, sampled, anchors), start, checkpoint);
  for (let wanted = BAND * sampled; wanted < rows.rowCount / 2; wanted *= WIDER) {
    const near = { anchors, share: wanted / rows.rowCount };
    const found = await optimumNear(problem, first, near, checkpoint);
    if (found !== null) return found;
  }
  return wholeOptimum(problem, first.coefficients, checkpoint);
}

/** The same with all rows looked at closely. */
export async function wholeOptimum(
  problem: QuantileProblem,
  start: Float64Array,
  checkpoint?: Checkpoint,
): Promise<QuantileOptimum> {
  const places = Int32Array.from({ length: problem.rows.rowCount }, (_, row) => row);
  const settled = new Float64Array(start.length);
  const found = await optimumOf(problem, { places, start, settled }, checkpoint);
  if (found === null) throw new Error('A quantile regression has no minimum.');
  return found;
}

/** Rows at equal distances, and some others. */
function sampleOf({ rows, ...problem }: QuantileProblem, count: number, others: Int32Array): QuantileProblem {
  const spread = Array.from({ length: count }, (_, k) => Math.floor(((k + 0.5) * rows.rowCount) / count));
  const places = Int32Array.from(new Set([...spread, ...others]));
  const features = rows.features.map((column) => picked(column, places));
  return { ...problem, rows: { rowCount: places.length, features, target: picked(rows.target, places) } };
}

/** Rows that are looked at closely, where to begin, and the sum of the settled ones. */
type Closely = { places: Int32Array; start: Float64Array; settled: Float64Array };

/** The minimum over some rows and the settled ones; null where there is none. */
async function optimumOf(
  { rows, quantile, turn }: QuantileProblem,
  { places, start, settled }: Closely,
  checkpoint?: Checkpoint,
): Promise<QuantileOptimum | null> {
  const features = turnedColumns(rows.features, turn, places);
  const vertex = new QuantileVertex(
    { features, target: picked(rows.target, places), quantile, settled },
    start,
  );
  return (await descend(vertex, checkpoint)) ? { vertex, places } : null;
}

/** The minimum over all rows, near a fit of some; null where the share of the rows that is nearest does not lead there. */
async function optimumNear(
  problem: QuantileProblem,
  first: QuantileVertex,
  { anchors, share }: { anchors: Int32Array; share: number },
  checkpoint?: Checkpoint,
): Promise<QuantileOptimum | null> {
  const { rows, turn } = problem;
  const { low, high } = bandOf(first, share);
  const sides = new Int8Array(rows.rowCount);
  const residual = residualsAt(rows, turnedBack(turn, first.coefficients));
  for (let i = 0; i < sides.length; i++) sides[i] = residual[i]! > high ? 1 : residual[i]! < low ? -1 : 0;
  for (const row of anchors) sides[row] = 0;
  let start = first.coefficients;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const places = Int32Array.from(sides.keys()).filter((row) => sides[row] === 0);
    const found = await optimumOf(
      problem,
      { places, start, settled: settledSum(problem, sides) },
      checkpoint,
    );
    if (found === null) return null;
    start = found.vertex.coefficients;
    if (freeWrong(sides, residualsAt(rows, turnedBack(turn, start))) === 0) return found;
  }
  return null;
}

/** Between which residuals a share of the rows is nearest to the fit. */
function bandOf({ rows, residual }: QuantileVertex, share: number): { low: number; high: number } {
  const sorted = residual.slice().sort();
  const last = sorted.length - 1;
  const at = (rank: number) => sorted[Math.max(0, Math.min(last, Math.round(rank * sorted.length)))]!;
  return { low: at(rows.quantile - share / 2), high: at(rows.quantile + share / 2) };
}

/** Takes rows that are not on the side they were taken to be out of the settled ones; returns their number. */
function freeWrong(sides: Int8Array, residual: Float64Array): number {
  let count = 0;
  for (let i = 0; i < sides.length; i++)
    if (sides[i]! * residual[i]! < 0) {
      sides[i] = 0;
      count++;
    }
  return count;
}

/** See `QuantileRows`. */
function settledSum({ rows, quantile, turn }: QuantileProblem, sides: Int8Array): Float64Array {
  const sums = rows.features.map((column) => {
    let [above, below] = [0, 0];
    for (let i = 0; i < sides.length; i++) {
      if (sides[i]! > 0) above += column[i]!;
      else if (sides[i]! < 0) below += column[i]!;
    }
    return Float64Array.of(quantile * above + (quantile - 1) * below);
  });
  return Float64Array.from(turnedColumns(sums, turn, Int32Array.of(0)), ([sum]) => sum!);
}
