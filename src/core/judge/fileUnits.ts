import type { Frame } from '../fit/frame.js';
import type { Solution } from '../fit/leastSquares.js';
import { addRows, outerProduct } from '../fit/smallAlgebra.js';

/** A solution in the units of the file, order of the kept coefficients. */
export type FileSolution = {
  /** Length p. */
  estimates: Float64Array;
  /** What one unit of the target is in the frame. */
  targetScale: number;
  /** Classic; length p. */
  standardErrors: Float64Array;
  /** Means of the kept columns (1 for the intercept's own column), length p. */
  means: Float64Array;
  /** An upper p × p triangle, row-major, whose product with its transpose is (X'X)^-1. */
  root: Float64Array;
  /** (X'X)^-1, row-major p². */
  unscaledCovariance: Float64Array;
  /** Residual standard error, from the frame: the sum of squares itself may underflow here. */
  sigma: number;
  rss: number;
  explained: number;
  /** What the features explain of the target's sum of squares, and what they do not; null where there is none. */
  shares: { explained: number; unexplained: number } | null;
};

/** Brings a solution from its frame to the units of the file. */
export function toFileUnits(frame: Frame, solution: Solution): FileSolution {
  const { coefficients, kept, hasIntercept, centre, inverse } = solution;
  const p = kept.length;
  const first = hasIntercept ? 1 : 0;
  const targetScale = frame.scale.at(-1)!;
  const scaleOf = (k: number) => (k < first ? 1 : frame.scale[kept[k]! - first]!);
  const shiftOf = (k: number) => (k < first ? 1 : frame.shift[kept[k]! - first]!);
  const means = Float64Array.from(kept, (_, k) => shiftOf(k) + centre[k]! / scaleOf(k));
  // Plus zero: a coefficient of -0 is a 0 to everyone but a computer.
  const estimates = coefficients.map((value, k) => (value * scaleOf(k)) / targetScale + 0);
  // Row k of the root is row k of R^-1 in the column's unit; the intercept's takes the other columns back from their
  // means to zero. A sum of squares then gives its variance, without cancellation.
  const root = new Float64Array(p * p);
  for (let k = 0; k < p; k++) for (let j = 0; j < p; j++) root[k * p + j] = inverse[j * p + k]! * scaleOf(k);
  if (hasIntercept) {
    estimates[0]! += frame.shift.at(-1)!;
    for (let k = 1; k < p; k++) {
      estimates[0]! -= estimates[k]! * means[k]!;
      for (let j = 0; j < p; j++) root[j]! -= means[k]! * root[k * p + j]!;
    }
  }
  const sigma = Math.sqrt(solution.rss / solution.dfResidual) / targetScale;
  return {
    ...{ estimates, means, root, sigma, targetScale },
    standardErrors: estimates.map((_, k) => sigma * Math.hypot(...root.subarray(k * p, (k + 1) * p))),
    unscaledCovariance: outerProduct(transpose(root, p), p),
    rss: solution.rss / targetScale / targetScale,
    explained: solution.explained / targetScale / targetScale,
    shares: sharesOf(solution),
  };
}

function sharesOf({ explained, rss }: Solution): FileSolution['shares'] {
  const total = explained + rss;
  return total > 0 ? { explained: explained / total, unexplained: rss / total } : null;
}

/** Diagonal of `root spread rootᵀ`, all row-major p², the root an upper triangle: variances of a sandwich. */
export function sandwichVariances(root: Float64Array, spread: Float64Array, p: number): Float64Array {
  const variances = new Float64Array(p);
  for (let k = 0; k < p; k++) {
    // A row of the root begins at its diagonal.
    const row = root.subarray(k * p + k, (k + 1) * p);
    const product = new Float64Array(p - k);
    addRows(product, row, { values: spread, from: k * p + k, stride: p });
    for (let j = 0; j < row.length; j++) variances[k]! += row[j]! * product[j]!;
  }
  return variances;
}

function transpose(values: Float64Array, p: number): Float64Array {
  const turned = new Float64Array(values.length);
  for (let k = 0; k < p; k++) for (let j = 0; j < p; j++) turned[k * p + j] = values[j * p + k]!;
  return turned;
}
