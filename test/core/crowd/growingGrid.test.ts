import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ACROSS, type GridCounts, GrowingGrid, mergeGrids, UP } from '../../../src/core/crowd/growingGrid.js';

const FINEST = { across: -40, up: -40 };

/** Both signs, with repeats. A subnormal beside a cell of width 1 is 0, as in any floating-point division. */
const value = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((x) => (Math.abs(x) < 1e-290 ? 0 : x)),
  fc.double({ min: 0.99, max: 1, noNaN: true }),
);
const pairs = fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 60 });

function gridOf(list: readonly (readonly [number, number])[]): GridCounts {
  const grid = new GrowingGrid(FINEST);
  for (let from = 0; from < list.length; from += 7) {
    const some = list.slice(from, from + 7);
    grid.add(
      Float64Array.from(some, ([x]) => x),
      Float64Array.from(some, ([, y]) => y),
    );
  }
  return grid.result();
}

/** Every pair counted where it belongs in the grid's own cells. */
function direct({ across, up }: GridCounts, list: readonly (readonly [number, number])[]): Uint32Array {
  const counts = new Uint32Array(ACROSS * UP);
  for (const [x, y] of list) {
    const column = Math.floor(x / 2 ** across.exponent) - across.first;
    const row = Math.floor(y / 2 ** up.exponent) - up.first;
    assert.ok(column >= 0 && column < ACROSS && row >= 0 && row < UP);
    counts[row * ACROSS + column]!++;
  }
  return counts;
}

describe('a growing grid', () => {
  it('counts as a direct count in its last cells does', () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const grid = gridOf(list);
        assert.deepEqual(grid.counts, direct(grid, list));
      }),
      { numRuns: 300, seed: 11 },
    );
  });

  it('is the same grid from parts, in whatever order', () => {
    fc.assert(
      fc.property(pairs, pairs, (a, b) => {
        const whole = gridOf([...a, ...b]);
        assert.deepEqual(mergeGrids(gridOf(a), gridOf(b)), whole);
        assert.deepEqual(mergeGrids(gridOf(b), gridOf(a)), whole);
        assert.deepEqual(mergeGrids(gridOf([]), whole), whole);
      }),
      { numRuns: 300, seed: 12 },
    );
  });

  it('fills more than half of its cells in both directions', () => {
    const list = Array.from({ length: 500 }, (_, i) => [Math.sin(i) * 1e3, Math.cos(i * i)] as const);
    const { counts } = gridOf(list);
    const columns = new Set(
      [...counts.keys()].filter((cell) => counts[cell]! > 0).map((cell) => cell % ACROSS),
    );
    assert.ok(Math.max(...columns) - Math.min(...columns) >= ACROSS / 2);
  });

  it('leaves out pairs that are not finite', () => {
    const grid = new GrowingGrid(FINEST);
    grid.add(Float64Array.of(1, Number.NaN, 2), Float64Array.of(1, 1, Number.NaN));
    assert.equal(
      grid.result().counts.reduce((sum, count) => sum + count, 0),
      1,
    );
  });
});
