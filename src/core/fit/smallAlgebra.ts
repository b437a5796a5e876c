import { CholeskyDecomposition, EVD, Matrix, SVD } from 'ml-matrix';
import { largestSingularValue } from './largestSingularValue.js';

/** Columns up to which all singular values are computed for a condition number; of more only the two ends. */
const MOST_FOR_SPECTRUM = 64;

/** Inverse of an upper triangle without zeros on its diagonal, by back substitution. Both are column-major, size². */
export function inverseOfTriangle(values: Float64Array, size: number): Float64Array {
  const inverse = new Float64Array(size * size);
  for (let k = 0; k < size; k++) {
    const column = inverse.subarray(k * size, k * size + k + 1);
    column[k] = 1;
    solveUpper({ values, width: size }, column);
  }
  return inverse;
}

/**
 * Solves `R x = b` in place by back substitution. R is an upper triangle (column-major, `width` numbers to a column)
 * without zeros on its diagonal; b may be shorter than its columns.
 */
export function solveUpper(
  { values, width }: { values: Float64Array; width: number },
  right: Float64Array,
): void {
  let j = right.length - 1;
  // Four unknowns at a time, so that the others are loaded and stored a quarter as often.
  for (; j >= 3; j -= 4) {
    const [c0, c1, c2, c3] = [j * width, (j - 1) * width, (j - 2) * width, (j - 3) * width];
    const x0 = right[j]! / values[c0 + j]!;
    const x1 = (right[j - 1]! - x0 * values[c0 + j - 1]!) / values[c1 + j - 1]!;
    const x2 = (right[j - 2]! - x0 * values[c0 + j - 2]! - x1 * values[c1 + j - 2]!) / values[c2 + j - 2]!;
    const above = right[j - 3]! - x0 * values[c0 + j - 3]! - x1 * values[c1 + j - 3]!;
    const x3 = (above - x2 * values[c2 + j - 3]!) / values[c3 + j - 3]!;
    right[j] = x0;
    right[j - 1] = x1;
    right[j - 2] = x2;
    right[j - 3] = x3;
    for (let i = 0; i < j - 3; i++)
      right[i] =
        right[i]! - x0 * values[c0 + i]! - x1 * values[c1 + i]! - x2 * values[c2 + i]! - x3 * values[c3 + i]!;
  }
  for (; j >= 0; j--) {
    right[j]! /= values[j * width + j]!;
    for (let i = 0; i < j; i++) right[i]! -= right[j]! * values[j * width + i]!;
  }
}

/** `U Uᵀ` of an upper triangle U (column-major, size²): (X'X)^-1 when U is the inverse of X's triangle. Row-major. */
export function outerProduct(values: Float64Array, size: number): Float64Array {
  const product = new Float64Array(size * size);
  for (let j = 0; j < size; j++) {
    const row = product.subarray(j * size, j * size + j + 1);
    const weights = Float64Array.from({ length: size - j }, (_, k) => values[(j + k) * size + j]!);
    addRows(row, weights, { values, from: j * size, stride: size });
  }
  for (let j = 0; j < size; j++) for (let i = 0; i < j; i++) product[i * size + j] = product[j * size + i]!;
  return product;
}

/** Adds to `sums` a weighted sum of rows of a matrix that begin at `from` and stand `stride` numbers apart. */
export function addRows(
  sums: Float64Array,
  weights: Float64Array,
  { values, from, stride }: { values: Float64Array; from: number; stride: number },
): void {
  let k = 0;
  // Four rows at a time, so that the sums are loaded and stored a quarter as often.
  for (; k + 3 < weights.length; k += 4) {
    const r0 = from + k * stride;
    const [r1, r2, r3] = [r0 + stride, r0 + 2 * stride, r0 + 3 * stride];
    const [w0, w1, w2, w3] = [weights[k]!, weights[k + 1]!, weights[k + 2]!, weights[k + 3]!];
    for (let i = 0; i < sums.length; i++)
      sums[i] =
        sums[i]! + w0 * values[r0 + i]! + w1 * values[r1 + i]! + w2 * values[r2 + i]! + w3 * values[r3 + i]!;
  }
  for (; k < weights.length; k++)
    for (let i = 0; i < sums.length; i++) sums[i]! += weights[k]! * values[from + k * stride + i]!;
}

/**
 * Largest over smallest singular value of a triangle whose columns are first brought to unit length; null for none.
 * The singular values are those of the rows the triangle stands for. `inverse` is the triangle's.
 */
export function conditionNumber(values: Float64Array, inverse: Float64Array, size: number): number | null {
  if (size === 0) return null;
  if (size > MOST_FOR_SPECTRUM) {
    const norms = columnNorms(values, size);
    const unit = values.map((value, at) => value / norms[Math.floor(at / size)]!);
    const unitInverse = inverse.map((value, at) => value * norms[at % size]!);
    return largestSingularValue(unit, size) * largestSingularValue(unitInverse, size);
  }
  const singular = unitSingularValues(values, size);
  return Math.max(...singular) / Math.min(...singular);
}

/** Singular values of a triangle (column-major, size²) whose columns are first brought to unit length. */
export function unitSingularValues(values: Float64Array, size: number): readonly number[] {
  if (size === 0) return [];
  const norms = columnNorms(values, size);
  const unit = new Float64Array(size * size);
  for (let k = 0; k < size; k++) {
    const perNorm = 1 / norms[k]!;
    for (let i = 0; i < size; i++) unit[i * size + k] = values[k * size + i]! * perNorm;
  }
  const { diagonal } = new SVD(Matrix.from1DArray(size, size, unit), {
    computeLeftSingularVectors: false,
    computeRightSingularVectors: false,
  });
  return Array.from(diagonal);
}

/** A symmetric positive definite matrix A taken apart as `L Lᵀ`. */
export type Cholesky = {
  /** Logarithm of A's determinant. */
  logDeterminant: number;
  /** `A⁻¹ b`, of the length of b. */
  solve(right: Float64Array): Float64Array;
  /** `L⁻¹ b` in the place of b: its squared length is `bᵀ A⁻¹ b`. */
  whiten(right: Float64Array): void;
};

/** Takes a symmetric matrix (size², row- or column-major) apart; null where it is not positive definite to rounding. */
export function choleskyOf(values: Float64Array, size: number): Cholesky | null {
  const factors = new CholeskyDecomposition(Matrix.from1DArray(size, size, values));
  if (!factors.isPositiveDefinite()) return null;
  const lower = factors.lowerTriangularMatrix;
  let logDeterminant = 0;
  for (const pivot of lower.diagonal()) logDeterminant += 2 * Math.log(pivot);
  const rows = Float64Array.from(lower.to1DArray());
  return {
    logDeterminant,
    solve: (right) => Float64Array.from(factors.solve(Matrix.columnVector(right)).to1DArray()),
    whiten: (right) => solveLower(rows, right),
  };
}

/** Solves `L x = b` in place by forward substitution. L is a lower triangle (row-major, size²). */
function solveLower(values: Float64Array, right: Float64Array): void {
  const size = right.length;
  for (let i = 0; i < size; i++) {
    let rest = right[i]!;
    for (let k = 0; k < i; k++) rest -= values[i * size + k]! * right[k]!;
    right[i] = rest / values[i * size + i]!;
  }
}

function columnNorms(values: Float64Array, size: number): readonly number[] {
  return Array.from({ length: size }, (_, k) => Math.hypot(...values.subarray(k * size, (k + 1) * size)));
}

/** Eigenvalues at most this share of the largest are rounding: the rows say nothing in that direction. */
const NO_DIRECTION = 1e-10;

/**
 * The shortest of all solutions of `gram x = right` (its pseudoinverse times `right`), for a symmetric matrix without
 * negative eigenvalues; also its eigenvalues that count, the largest first.
 */
export function shortestSolution(
  gram: Float64Array,
  right: Float64Array,
): { solution: Float64Array; eigenvalues: readonly number[] } {
  const size = right.length;
  const matrix = Matrix.from1DArray(size, size, gram);
  const { realEigenvalues, eigenvectorMatrix } = new EVD(matrix, { assumeSymmetric: true });
  const largest = Math.max(0, ...realEigenvalues);
  const solution = new Float64Array(size);
  for (const [k, eigenvalue] of realEigenvalues.entries()) {
    if (eigenvalue <= NO_DIRECTION * largest) continue;
    const direction = eigenvectorMatrix.getColumn(k);
    const share = direction.reduce((sum, value, i) => sum + value * right[i]!, 0) / eigenvalue;
    for (let i = 0; i < size; i++) solution[i]! += share * direction[i]!;
  }
  const counting = realEigenvalues.filter((eigenvalue) => eigenvalue > NO_DIRECTION * largest);
  return { solution, eigenvalues: counting.sort((a, b) => b - a) };
}
