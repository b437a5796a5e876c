import assert from 'node:assert/strict';
import fc from 'fast-check';
import { histogram } from '../../../src/core/plot/histogram.js';

describe('histogram', () => {
  it('puts edges on round numbers and shares into bins', () => {
    // 0, 1, ..., 99: IQR 49.5, width 2 * 49.5 / 100^(1/3) = 21.3, clamped to 99 / 8 = 12.4, nearest rung 10.
    const { edges, density } = histogram(Float64Array.from({ length: 100 }, (_, i) => i));
    assert.deepEqual([...edges], [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
    assert.deepEqual([...density], Array(10).fill(0.01));
  });

  it('keeps decimal edges exact', () => {
    const { edges } = histogram(Float64Array.from({ length: 60 }, (_, i) => i / 60));
    assert.ok(
      [...edges].every((edge) => String(edge).length <= 4),
      String(edges),
    );
  });

  it('draws something round where all values are one', () => {
    for (const value of [0, 5, -3e-200, 1e200]) {
      const { edges, density } = histogram(new Float64Array(7).fill(value));
      assert.ok(edges.every(Number.isFinite) && density.some((share) => share > 0), String(value));
    }
  });

  it('has 8 to 60 bins that hold every value, whatever the values', () => {
    const values = fc.array(fc.double({ noNaN: true, min: -1e200, max: 1e200 }), {
      minLength: 1,
      maxLength: 80,
    });
    fc.assert(
      fc.property(values, (list) => {
        const { edges, density } = histogram(Float64Array.from(list));
        const step = edges[1]! - edges[0]!;
        assert.equal(density.length, edges.length - 1);
        assert.ok(density.length >= 8 && density.length <= 61, String(density.length));
        const total = density.reduce((sum, share) => sum + share, 0) * step;
        assert.ok(Math.abs(total - 1) < 1e-9);
        const slack = step * 1e-6;
        assert.ok(Math.min(...list) >= edges[0]! - slack && Math.max(...list) <= edges.at(-1)! + slack);
      }),
      { numRuns: 300, seed: 4 },
    );
  });
});
