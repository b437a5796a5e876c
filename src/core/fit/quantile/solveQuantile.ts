import type { Checkpoint } from '../../checkpoint.js';
import { toFileUnits } from '../../judge/fileUnits.js';
import type { Frame } from '../frame.js';
import type { Solution } from '../leastSquares.js';
import type { QuantileSolution } from '../robust/robustSolution.js';
import { startOf, turnOf } from '../robust/turnedRows.js';
import { type Bootstrap, bootstrapErrors } from './bootstrap.js';
import { dualExcess } from './optimalFace.js';
import { otherOptima, quantileOptimum } from './quantileOptimum.js';
import type { RowSupply } from './rowSupply.js';
import type { Losses } from './sift.js';

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
  supply: RowSupply,
  { frame, squares }: { frame: Frame; squares: Solution },
  { quantile, bootstrap, checkpoint }: QuantileOptions,
): Promise<{ coefficients: Float64Array; found: QuantileSolution }> {
  const problem = { supply, quantile, turn: turnOf(squares) };
  const toFile = (at: Float64Array) => toFileUnits(frame, { ...squares, coefficients: at }).estimates;
  const one = await quantileOptimum(problem, startOf(squares), checkpoint);
  const gap = dualExcess(one.vertex);
  const start = one.vertex.coefficients;
  const others = await otherOptima(one, fileDirections(frame, squares), checkpoint);
  const { coefficients, losses } = others ?? one;
  const ends = others?.ends.map(toFile) ?? null;
  return {
    coefficients,
    found: {
      ...{ kind: 'quantile', quantile, gap, isUnique: ends === null },
      ranges: ends && Array.from(coefficients, (_, k) => [ends[2 * k]![k]!, ends[2 * k + 1]![k]!] as const),
      ...lossesIn(losses, quantile, frame.scale.at(-1)!),
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

function lossesIn(
  { above, below, rowsMet }: Losses,
  quantile: number,
  targetScale: number,
): Pick<QuantileSolution, 'absolute' | 'loss' | 'rowsMet'> {
  const loss = quantile * above + (1 - quantile) * below;
  return { absolute: (above + below) / targetScale, loss: loss / targetScale, rowsMet };
}
