import { residualsAt } from '../robust/turnedRows.js';
import { dot } from '../spread.js';
import type { QuantileRows } from './quantileVertex.js';
import { placeOfRank } from './weightedSelect.js';

const STEPS = 5;

/**
 * Coefficients nearer to the minimum, by steps of Newton's: how many rows lie near the fit says how fast the slope of the
 * loss changes, in all directions alike where the features are at right angles.
 *
 * @returns the best of the coefficients seen.
 */
export function approach(rows: QuantileRows, start: Float64Array): Float64Array {
  let best = start;
  let residual = residualsAt(rows, start);
  let least = lossOf(rows, start, residual);
  let rank = rows.target.length / 2;
  for (let step = 0; step < STEPS; step++, rank /= 2) {
    const wanted = Math.ceil(rank);
    const sizes = residual.map(Math.abs);
    const reach = sizes[placeOfRank(sizes, wanted)]!;
    const slopes = residual.map((value) => (value < 0 ? rows.quantile - 1 : rows.quantile));
    const next = best.map(
      (value, k) => value + ((rows.settled[k]! + dot(slopes, rows.features[k]!)) * 2 * reach) / wanted,
    );
    const there = residualsAt(rows, next);
    const loss = lossOf(rows, next, there);
    if (!(loss < least)) continue;
    [best, residual, least] = [next, there, loss];
  }
  return best;
}

/** Up to a constant. */
function lossOf({ quantile, settled }: QuantileRows, at: Float64Array, residual: Float64Array): number {
  let loss = -dot(settled, at);
  for (let i = 0; i < residual.length; i++)
    loss += Math.max(quantile * residual[i]!, (quantile - 1) * residual[i]!);
  return loss;
}
