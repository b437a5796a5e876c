import { negative, normalised, product, sum } from '../../exact/doubleDouble.js';
import type { CentredRows } from '../gatheredRows.js';
import { inverseOf } from './inverse.js';

const REFINEMENTS = 2;

/**
 * The coefficients of the centred features that meet as many rows: residuals in double-double, so that what is left
 * of them is the rounding of the coefficients.
 *
 * @param places of the rows.
 */
export function coefficientsMeeting({ features, target }: CentredRows, places: Int32Array): Float64Array {
  const met = Array.from(places, (row) => Float64Array.from(features, (column) => column[row]!));
  const inverse = inverseOf(met);
  const coefficients = new Float64Array(features.length);
  for (let round = 0; round <= REFINEMENTS; round++) {
    const left = Array.from(places, (row, j) => remainder(target[row]!, met[j]!, coefficients));
    for (const [j, value] of left.entries())
      for (let k = 0; k < coefficients.length; k++) coefficients[k]! += inverse[j]![k]! * value;
  }
  return coefficients;
}

function remainder(target: number, row: Float64Array, coefficients: Float64Array): number {
  let left = normalised(target, 0);
  for (let k = 0; k < row.length; k++)
    left = sum(left, negative(product(normalised(row[k]!, 0), normalised(coefficients[k]!, 0))));
  return left.high;
}
