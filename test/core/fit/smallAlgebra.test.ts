import assert from 'node:assert/strict';
import {
  conditionNumber,
  inverseOfTriangle,
  outerProduct,
  unitSingularValues,
} from '../../../src/core/fit/smallAlgebra.js';
import { normalNumbers } from '../plot/handMadeFit.js';
import { assertClose } from './close.js';

/** An upper triangle, column-major, whose diagonal keeps it far from singular, but for a last column near the first. */
function triangle(size: number): Float64Array {
  const values = Float64Array.from(normalNumbers(size * size, size));
  for (let j = 0; j < size; j++) {
    values.fill(0, j * size + j + 1, (j + 1) * size);
    values[j * size + j] = Math.sqrt(size) + j / size;
  }
  values[size * size - size] = 1e4;
  return values;
}

describe('small algebra', () => {
  it('finds the condition number of many columns as the spectrum has it', () => {
    for (const size of [65, 120]) {
      const values = triangle(size);
      const singular = unitSingularValues(values, size);
      const expected = Math.max(...singular) / Math.min(...singular);
      const found = conditionNumber(values, inverseOfTriangle(values, size), size);
      assertClose(found, expected, { tolerance: 1e-10, what: `${size} columns` });
    }
  });

  it('inverts a triangle, and multiplies it by its transpose', () => {
    const size = 9;
    const values = triangle(size);
    const inverse = inverseOfTriangle(values, size);
    const product = outerProduct(values, size);
    const at = (matrix: Float64Array, i: number, j: number) => matrix[j * size + i]!;
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++) {
        let [unit, square] = [0, 0];
        for (let k = 0; k < size; k++) {
          unit += at(values, i, k) * at(inverse, k, j);
          square += at(values, i, k) * at(values, j, k);
        }
        assert.ok(Math.abs(unit - (i === j ? 1 : 0)) < 1e-10, `${i}, ${j}: ${unit}`);
        assert.ok(Math.abs(product[i * size + j]! - square) <= 1e-14 * Math.abs(square) + 1e-13);
      }
  });
});
