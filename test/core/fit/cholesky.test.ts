import assert from 'node:assert/strict';
import { choleskyOf } from '../../../src/core/fit/smallAlgebra.js';

describe('a symmetric matrix taken apart', () => {
  // By hand: [[4, 2], [2, 3]] = L L' with L = [[2, 0], [1, sqrt 2]], determinant 8; its inverse is [[3, -2], [-2, 4]] / 8.
  const matrix = Float64Array.of(4, 2, 2, 3);

  it('has its determinant and its solutions', () => {
    const factors = choleskyOf(matrix, 2)!;
    assert.ok(Math.abs(factors.logDeterminant - Math.log(8)) < 1e-15);
    assert.deepEqual(
      [...factors.solve(Float64Array.of(8, 0))].map((x) => Math.round(x * 1e12) / 1e12),
      [3, -2],
    );
    const right = Float64Array.of(2, 1 + Math.SQRT2);
    factors.whiten(right);
    assert.ok(Math.abs(right[0]! - 1) < 1e-15 && Math.abs(right[1]! - 1) < 1e-15, String(right));
  });

  it('is refused where it is not positive definite', () => {
    assert.equal(choleskyOf(Float64Array.of(1, 2, 2, 1), 2), null);
    assert.equal(choleskyOf(Float64Array.of(0), 1), null);
  });
});
