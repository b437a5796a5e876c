import type { Checkpoint } from '../../checkpoint.js';
import { toFileUnits } from '../../judge/fileUnits.js';
import type { Frame } from '../frame.js';
import type { CentredRows } from '../gatheredRows.js';
import type { Solution } from '../leastSquares.js';
import type { QuantileSolution } from '../robust/robustSolution.js';
import { startOf, turnOf } from '../robust/turnedRows.js';
import { type Bootstrap, bootstrapErrors } from './bootstrap.js';
import { coefficientsMeeting } from './meeting.js';
import { dualExcess, hasOtherOptima, optimalFace } from './optimalFace.js';
import { type QuantileProblem, quantileOptimum, wholeOptimum } from './quantileOptimum.js';

/** Residuals under this share of the largest target are rounding. */
const MET = 1e-11;

/** `bootstrap`: null for no standard errors. */
export type QuantileOptions = {
  quantile: number;
  bootstrap: Bootstrap | null;
  checkpoint?: Checkpoint | undefined;
};

/**
 * The coefficients that leave the smallest sum of losses, with the certificate of the dual problem; where several do,
 * the middle of the ends of their set.
 *
 * @param squares the least squares solution of the same rows, where to begin; not of a perfect fit.
 * @returns coefficients to stand in the solution, and what belongs to a quantile.
 * @see Koenker and Bassett (1978), Regression quantiles.
 */
export async function solveQuantile(
  rows: CentredRows,
  { frame, squares }: { frame: Frame; squares: Solution },
  { quantile, bootstrap, checkpoint }: QuantileOptions,
): Promise<{ coefficients: Float64Array; found: QuantileSolution }> {
  const problem = { rows, quantile, turn: turnOf(squares) };
  const toFile = (at: Float64Array) => toFileUnits(frame, { ...squares, coefficients: at }).estimates;
  let { vertex, places } = await quantileOptimum(problem, startOf(squares), checkpoint);
  if (hasOtherOptima(vertex) && places.length < rows.rowCount)
    ({ vertex, places } = await wholeOptimum(problem, vertex.coefficients, checkpoint));
  const start = vertex.coefficients;
  const gap = dualExcess(vertex);
  const meeting = (basis: Int32Array) =>
    coefficientsMeeting(
      problem,
      basis.map((at) => places[at]!),
    );
  const first = meeting(vertex.basis);
  const ends = optimalFace(vertex, fileDirections(frame, squares));
  const vertices = ends?.flatMap(({ low, high }) => [meeting(low), meeting(high)]) ?? [first];
  const coefficients = middle(vertices);
  const inFile = vertices.map(toFile);
  return {
    coefficients,
    found: {
      ...{ kind: 'quantile', quantile, gap, isUnique: ends === null },
      ranges: ends?.map((_, k) => [inFile[2 * k]![k]!, inFile[2 * k + 1]![k]!] as const) ?? null,
      ...lossesOf(problem, coefficients, frame.scale.at(-1)!),
      standardErrors:
        bootstrap && (await bootstrapErrors(problem, start, { ...bootstrap, toFile, checkpoint })),
    },
  };
}

/** How each coefficient in the units of the file comes from those of the turned features, up to a factor. */
function fileDirections(frame: Frame, squares: Solution): Float64Array[] {
  const p = squares.kept.length;
  const { root } = toFileUnits(frame, squares);
  return squares.kept.map((_, k) => root.slice(k * p, (k + 1) * p));
}

function middle(points: readonly Float64Array[]): Float64Array {
  return points[0]!.map((_, k) => points.reduce((sum, point) => sum + point[k]!, 0) / points.length);
}

function lossesOf(
  { rows: { features, target }, quantile }: QuantileProblem,
  coefficients: Float64Array,
  targetScale: number,
): Pick<QuantileSolution, 'absolute' | 'loss' | 'rowsMet'> {
  const residual = target.slice();
  for (const [k, column] of features.entries()) {
    const coefficient = coefficients[k]!;
    for (let i = 0; i < residual.length; i++) residual[i]! -= coefficient * column[i]!;
  }
  const rounding = MET * target.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  let [above, below, rowsMet] = [0, 0, 0];
  for (const value of residual) {
    if (value > 0) above += value;
    else below -= value;
    if (Math.abs(value) <= rounding) rowsMet++;
  }
  const loss = quantile * above + (1 - quantile) * below;
  return { absolute: (above + below) / targetScale, loss: loss / targetScale, rowsMet };
}
