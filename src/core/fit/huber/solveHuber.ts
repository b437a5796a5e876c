import type { Checkpoint } from '../../checkpoint.js';
import { GausslineError } from '../../errors.js';
import type { Frame } from '../frame.js';
import type { CentredRows } from '../gatheredRows.js';
import type { Solution } from '../leastSquares.js';
import { inverseOf } from '../quantile/inverse.js';
import type { HuberSolution } from '../robust/robustSolution.js';
import { residualsAt, startOf, turnedBack, turnedColumns, turnOf } from '../robust/turnedRows.js';
import { dot } from '../spread.js';
import { middleSize } from './middleSize.js';

/** Beyond so many times its scale a residual counts by its size. */
export const HUBER = 1.345;
/** As R has it: the median of the sizes of normal residuals over sigma. */
const NORMAL_MEDIAN = 0.6745;
const MOST_STEPS = 500;
/** A step that changes fitted values by less than this share of the scale is the last one. */
const CONVERGED = 1e-12;
/** Scales under this share of the target's size are none. */
const NO_SCALE = 1e-12;

/**
 * Huber's M-estimate with the MAD of the residuals as its scale, found anew in every step of reweighted least
 * squares, from least squares on: R's `MASS::rlm` where its steps have ended.
 *
 * @param rows times the roots of their weights.
 * @param squares the least squares solution of the same rows, not of a perfect fit.
 * @throws GausslineError `fit/no-scale` where half of the rows or more lie on the fit.
 * @see Huber, Robust Statistics (1981), 7; Venables and Ripley, Modern Applied Statistics with S, 4th ed., 6.5.
 */
export async function solveHuber(
  rows: CentredRows,
  { frame, squares }: { frame: Frame; squares: Solution },
  checkpoint?: Checkpoint,
): Promise<{ coefficients: Float64Array; found: HuberSolution }> {
  const turn = turnOf(squares);
  const features = turnedColumns(rows.features, turn);
  const least = NO_SCALE * rows.target.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  let coefficients = startOf(squares);
  let steps = 0;
  let isConverged = false;
  let at = lookAt({ features, target: rows.target }, coefficients, least);
  while (!isConverged && steps < MOST_STEPS) {
    const step = stepFrom(features, at);
    coefficients = coefficients.map((value, k) => value + step[k]!);
    steps++;
    isConverged = Math.hypot(...step) <= CONVERGED * at.scale;
    at = lookAt({ features, target: rows.target }, coefficients, least);
    await checkpoint?.({ rows: rows.rowCount });
  }
  const targetScale = frame.scale.at(-1)!;
  return {
    coefficients: turnedBack(turn, coefficients),
    found: {
      ...{ kind: 'huber', steps, isConverged, scale: at.scale / targetScale },
      downweighted: at.weights.reduce((count, weight) => count + (weight < 1 ? 1 : 0), 0),
      errorScale: errorScaleOf(at, features.length) / targetScale,
    },
  };
}

type Look = { residual: Float64Array; scale: number; weights: Float64Array };

function lookAt(
  rows: { features: readonly Float64Array[]; target: Float64Array },
  coefficients: Float64Array,
  least: number,
): Look {
  const residual = residualsAt(rows, coefficients);
  const scale = middleSize(residual) / NORMAL_MEDIAN;
  if (!(scale > least))
    throw new GausslineError(
      'fit/no-scale',
      "Half of the rows or more lie on the fit, so the median size of the residuals, which Huber's estimate measures them by, is 0.",
      'Choose the median (the Laplace family): it needs no scale.',
    );
  const cut = HUBER * scale;
  return { residual, scale, weights: residual.map((value) => Math.min(1, cut / Math.abs(value))) };
}

/** The change of the coefficients that weighted least squares makes. */
function stepFrom(features: readonly Float64Array[], { residual, weights }: Look): Float64Array {
  const size = features.length;
  const gram = Array.from({ length: size }, () => new Float64Array(size));
  const slopes = new Float64Array(size);
  const weighed = new Float64Array(residual.length);
  for (let k = 0; k < size; k++) {
    const column = features[k]!;
    for (let i = 0; i < weighed.length; i++) weighed[i] = column[i]! * weights[i]!;
    slopes[k] = dot(weighed, residual);
    for (let j = 0; j <= k; j++) gram[j]![k] = gram[k]![j] = dot(weighed, features[j]!);
  }
  const inverse = inverseOf(gram);
  const step = new Float64Array(size);
  for (const [k, column] of inverse.entries())
    for (let j = 0; j < size; j++) step[j]! += column[j]! * slopes[k]!;
  return step;
}

/**
 * As `summary` of R's `rlm`: Huber's first proposal, with his correction for the number of coefficients. @see Huber
 * (1981), 7.6.
 */
function errorScaleOf({ residual, scale, weights }: Look, p: number): number {
  const n = residual.length;
  let [squares, inside] = [0, 0];
  for (let i = 0; i < n; i++) {
    squares += (residual[i]! * weights[i]!) ** 2;
    if (Math.abs(residual[i]!) <= HUBER * scale) inside++;
  }
  const mean = inside / n;
  const variance = (inside * (n - inside)) / n / (n - 1);
  const correction = 1 + (p * variance) / (n * mean ** 2);
  return (Math.sqrt(squares / (n - p)) * correction) / mean;
}
