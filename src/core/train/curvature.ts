import { unitSingularValues } from '../fit/smallAlgebra.js';
import type { SolvedRows } from '../fit/solve.js';

/** How steep the mean squared loss is over the standardised parameters. */
export type Curvature = {
  /** Largest and smallest eigenvalue of the Gram matrix of the standardised columns (and the intercept's), over n. */
  largest: number;
  smallest: number;
  /** Largest squared norm of a row: the curvature of a batch of that row alone. */
  largestRow: number;
  rowCount: number;
};

/** The Gram matrix's eigenvalues are the squared singular values of the triangle with columns of unit length. */
export function curvatureOf({ decision, solution }: SolvedRows, largestRow: number): Curvature {
  const { width, values } = decision.triangle;
  const first = solution.hasIntercept ? 1 : 0;
  const size = width - 1 - first;
  const features = new Float64Array(size * size);
  for (let k = 0; k < size; k++) {
    const from = (k + first) * width + first;
    features.set(values.subarray(from, from + size), k * size);
  }
  const eigenvalues = unitSingularValues(features, size).map((value) => value * value);
  // Centred columns leave the intercept by itself, with eigenvalue 1.
  if (solution.hasIntercept || size === 0) eigenvalues.push(1);
  return {
    largest: Math.max(...eigenvalues),
    smallest: Math.min(...eigenvalues),
    largestRow,
    rowCount: solution.n,
  };
}

/**
 * The curvature that batches of a size show on average, between that of one row and that of all: expected smoothness
 * for batches drawn without replacement (Gower et al. 2019, SGD: general analysis and improved rates, prop. 3.8).
 */
export function batchCurvature({ largest, largestRow, rowCount }: Curvature, batchSize: number): number {
  if (batchSize >= rowCount) return largest;
  const share = (rowCount * (batchSize - 1)) / (batchSize * (rowCount - 1));
  const lone = (rowCount - batchSize) / (batchSize * (rowCount - 1));
  return share * largest + lone * largestRow;
}
