import { inverse, Matrix, SVD } from 'ml-matrix';

/**
 * Inverse of an upper triangle without zeros on its diagonal. Both are column-major, size². The factorisation pivots
 * on nothing there, so this is back substitution.
 */
export function inverseOfTriangle(values: Float64Array, size: number): Float64Array {
  return size === 0 ? new Float64Array(0) : columnsOf(inverse(matrixOf(values, size)));
}

/** `U Uᵀ` of an upper triangle U (column-major, size²): (X'X)^-1 when U is the inverse of X's triangle. Row-major. */
export function outerProduct(values: Float64Array, size: number): Float64Array {
  if (size === 0) return new Float64Array(0);
  const matrix = matrixOf(values, size);
  return Float64Array.from(matrix.mmul(matrix.transpose()).to1DArray());
}

/**
 * Largest over smallest singular value of a triangle whose columns are first brought to unit length; null for none.
 * The singular values are those of the rows the triangle stands for.
 */
export function conditionNumber(values: Float64Array, size: number): number | null {
  if (size === 0) return null;
  const singular = unitSingularValues(values, size);
  return Math.max(...singular) / Math.min(...singular);
}

/** Singular values of a triangle (column-major, size²) whose columns are first brought to unit length. */
export function unitSingularValues(values: Float64Array, size: number): readonly number[] {
  if (size === 0) return [];
  const matrix = matrixOf(values, size);
  for (let k = 0; k < size; k++) matrix.mulColumn(k, 1 / Math.hypot(...matrix.getColumn(k)));
  const { diagonal } = new SVD(matrix, {
    computeLeftSingularVectors: false,
    computeRightSingularVectors: false,
  });
  return Array.from(diagonal);
}

function matrixOf(values: Float64Array, size: number): Matrix {
  return Matrix.from1DArray(size, size, values).transpose();
}

function columnsOf(matrix: Matrix): Float64Array {
  return Float64Array.from(matrix.transpose().to1DArray());
}
