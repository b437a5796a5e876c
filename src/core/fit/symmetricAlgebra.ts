import { CholeskyDecomposition, EVD, Matrix } from 'ml-matrix';

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
