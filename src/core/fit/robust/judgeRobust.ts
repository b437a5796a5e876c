import { normalQuantile } from '../../judge/normalQuantile.js';
import type { WalkedRows } from '../walkedRows.js';
import type { RobustSolution } from './robustSolution.js';

/**
 * The noise that residuals are judged by: Laplace's about a quantile, `scale` its mean loss, or Huber's Gaussian
 * middle. In the units of the file.
 */
export type RobustNoise =
  | { kind: 'quantile'; quantile: number; scale: number }
  | { kind: 'huber'; scale: number };

/** The noise of a solution; `n` rows. */
export function noiseOf(robust: RobustSolution, n: number): RobustNoise {
  return robust.kind === 'huber'
    ? { kind: 'huber', scale: robust.scale }
    : { kind: 'quantile', quantile: robust.quantile, scale: robust.loss / n };
}

/**
 * Judges rows of a fit that does not square residuals, in place. A studentised residual is here what a standard
 * normal variable exceeds as seldom as this noise exceeds the residual; Cook's distances, which follow the change of
 * least squares, are undefined.
 */
export function judgeRobust(rows: WalkedRows, noise: RobustNoise): void {
  const { residual, roots, studentised, standardised, cooksDistance } = rows;
  for (let i = 0; i < residual.length; i++) {
    const root = roots?.[i] ?? 1;
    const score =
      noise.kind === 'huber'
        ? (residual[i]! * root) / noise.scale
        : normalScore((residual[i]! * root * root) / noise.scale, noise.quantile);
    studentised[i] = standardised[i] = score;
    cooksDistance[i] = Number.NaN;
  }
}

/** Of a residual over the mean loss, by the asymmetric Laplace distribution. @see Koenker and Machado (1999). */
function normalScore(residual: number, quantile: number): number {
  return residual < 0
    ? normalQuantile(quantile * Math.exp((1 - quantile) * residual))
    : -normalQuantile((1 - quantile) * Math.exp(-quantile * residual));
}

/** Density of the noise at a residual, in the units of the file. */
export function noiseDensity(noise: RobustNoise & { kind: 'quantile' }, residual: number): number {
  const { quantile, scale } = noise;
  const loss = residual < 0 ? (quantile - 1) * residual : quantile * residual;
  return (quantile * (1 - quantile) * Math.exp(-loss / scale)) / scale;
}

/** Standard deviation of the noise; Huber's that of its Gaussian middle. */
export function noiseDeviation(noise: RobustNoise): number {
  if (noise.kind === 'huber') return noise.scale;
  const { quantile, scale } = noise;
  return (scale * Math.sqrt(1 - 2 * quantile + 2 * quantile ** 2)) / (quantile * (1 - quantile));
}
