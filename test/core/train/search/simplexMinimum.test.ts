import assert from 'node:assert/strict';
import { simplexMinimum } from '../../../../src/core/train/search/simplexMinimum.js';

describe('the simplex of Nelder and Mead', () => {
  it("finds the minimum of Rosenbrock's valley, which is at (1, 1)", () => {
    const valley = ([x, y]: readonly number[]) => 100 * (y! - x! * x!) ** 2 + (1 - x!) ** 2;
    const { at, value } = simplexMinimum(valley, [-1.2, 1], { step: 0.5, steps: 200 });
    assert.ok(Math.abs(at[0]! - 1) < 1e-6 && Math.abs(at[1]! - 1) < 1e-6, String(at));
    assert.ok(value < 1e-12);
  });

  it('stays where the function is defined, and never ends above its start', () => {
    const root = ([x]: readonly number[]) => (x! > 0 ? (Math.sqrt(x!) - 2) ** 2 : Number.POSITIVE_INFINITY);
    assert.ok(Math.abs(simplexMinimum(root, [0.1], { step: -0.05, steps: 100 }).at[0]! - 4) < 1e-4);
    assert.deepEqual(simplexMinimum(() => 3, [7], { step: 1, steps: 5 }).value, 3);
  });
});
