import type { Solution } from '../leastSquares.js';
import { inverseOfTriangle } from '../smallAlgebra.js';

/**
 * Brings the centred features of a solution to columns at right angles, each as large as one on average.
 * Column-major, an upper triangle.
 */
export function turnOf({ inverse, n }: Pick<Solution, 'inverse' | 'n'>): Float64Array {
  return inverse.map((value) => value * Math.sqrt(n));
}

/** A solution's coefficients of the turned features. */
export function startOf({ inverse, coefficients, n }: Solution): Float64Array {
  const size = coefficients.length;
  const triangle = inverseOfTriangle(inverse, size);
  return coefficients.map((_, row) => {
    let sum = 0;
    for (let k = row; k < size; k++) sum += triangle[k * size + row]! * coefficients[k]!;
    return sum / Math.sqrt(n);
  });
}

/** Coefficients of the centred features that those of the turned ones stand for. */
export function turnedBack(turn: Float64Array, coefficients: Float64Array): Float64Array {
  const size = coefficients.length;
  return coefficients.map((_, row) => {
    let sum = 0;
    for (let k = row; k < size; k++) sum += turn[k * size + row]! * coefficients[k]!;
    return sum;
  });
}

/** The features, turned. */
export function turnedColumns(features: readonly Float64Array[], turn: Float64Array): Float64Array[] {
  const size = features.length;
  return features.map(({ length }, k) => {
    const column = new Float64Array(length);
    for (let j = 0; j <= k; j++) {
      const weight = turn[k * size + j]!;
      const from = features[j]!;
      if (weight !== 0) for (let i = 0; i < length; i++) column[i]! += weight * from[i]!;
    }
    return column;
  });
}

/** What coefficients of the centred features leave of the target. */
export function residualsAt(
  { features, target }: { features: readonly Float64Array[]; target: Float64Array },
  coefficients: Float64Array,
): Float64Array {
  const residual = target.slice();
  for (const [k, column] of features.entries()) {
    const coefficient = coefficients[k]!;
    for (let i = 0; i < residual.length; i++) residual[i]! -= coefficient * column[i]!;
  }
  return residual;
}
