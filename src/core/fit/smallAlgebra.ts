import { Matrix, SVD } from 'ml-matrix';
import { largestSingularValue } from './largestSingularValue.js';

/** Columns up to which all singular values are computed for a condition number; of more only the two ends. */
const MOST_FOR_SPECTRUM = 64;

/** Inverse of an upper triangle without zeros on its diagonal, by back substitution. Both are column-major, size². */
export function inverseOfTriangle(values: Float64Array, size: number): Float64Array {
  const inverse = new Float64Array(size * size);
  for (let k = 0; k < size; k++) {
    const column = inverse.subarray(k * size, k * size + k + 1);
    column[k] = 1;
    for (let j = k; j >= 0; j--) {
      const value = column[j]! / values[j * size + j]!;
      column[j] = value;
      for (let i = 0; i < j; i++) column[i]! -= value * values[j * size + i]!;
    }
  }
  return inverse;
}

/** `U Uᵀ` of an upper triangle U (column-major, size²): (X'X)^-1 when U is the inverse of X's triangle. Row-major. */
export function outerProduct(values: Float64Array, size: number): Float64Array {
  const product = new Float64Array(size * size);
  for (let k = 0; k < size; k++)
    for (let j = 0; j <= k; j++) {
      const weight = values[k * size + j]!;
      for (let i = 0; i <= j; i++) product[j * size + i]! += weight * values[k * size + i]!;
    }
  for (let j = 0; j < size; j++) for (let i = 0; i < j; i++) product[i * size + j] = product[j * size + i]!;
  return product;
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
  const matrix = Matrix.from1DArray(size, size, values).transpose();
  const norms = columnNorms(values, size);
  for (let k = 0; k < size; k++) matrix.mulColumn(k, 1 / norms[k]!);
  const { diagonal } = new SVD(matrix, {
    computeLeftSingularVectors: false,
    computeRightSingularVectors: false,
  });
  return Array.from(diagonal);
}

function columnNorms(values: Float64Array, size: number): readonly number[] {
  return Array.from({ length: size }, (_, k) => Math.hypot(...values.subarray(k * size, (k + 1) * size)));
}
