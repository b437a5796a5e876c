import assert from 'node:assert/strict';
import { contoursOf, type Grid } from '../../../src/core/plot/contours.js';

function gridOf(columns: number, rows: number, valueAt: (x: number, y: number) => number): Grid {
  const values = Float64Array.from({ length: columns * rows }, (_, at) =>
    valueAt(at % columns, Math.floor(at / columns)),
  );
  return { columns, rows, values };
}

describe('contours', () => {
  it('of a slope are one straight line', () => {
    const [line, ...others] = contoursOf(
      gridOf(5, 4, (x) => x),
      1.25,
    );
    assert.equal(others.length, 0);
    assert.deepEqual(line!.x, [1.25, 1.25, 1.25, 1.25]);
    assert.deepEqual([...line!.y].sort(), [0, 1, 2, 3]);
  });

  it('of a bowl are a ring that closes, at the distance of its level', () => {
    const lines = contoursOf(
      gridOf(41, 41, (x, y) => (x - 20) ** 2 + (y - 20) ** 2),
      100,
    );
    assert.equal(lines.length, 1);
    const { x, y } = lines[0]!;
    assert.deepEqual([x[0], y[0]], [x.at(-1), y.at(-1)]);
    // A straight piece between two crossings of a parabola leaves it by less than 1 / 8 of its second difference, 2.
    for (const [i, value] of x.entries())
      assert.ok(Math.abs(Math.hypot(value - 20, y[i]! - 20) - 10) < 0.25 / 20 + 1e-9);
  });

  it('of two hills are two rings, and neighbours on a ring are neighbours on the grid', () => {
    const hills = gridOf(60, 30, (x, y) =>
      Math.max(10 - Math.hypot(x - 15, y - 15), 10 - Math.hypot(x - 45, y - 15)),
    );
    const lines = contoursOf(hills, 2);
    assert.equal(lines.length, 2);
    for (const { x, y } of lines)
      for (let i = 1; i < x.length; i++)
        assert.ok(Math.hypot(x[i]! - x[i - 1]!, y[i]! - y[i - 1]!) <= Math.SQRT2 + 1e-12);
  });

  it('cut off the corner of a saddle that is unlike its middle', () => {
    // Corners 4 0 / 0 1 about 1: the mean, 1.25, is above, so that each low corner is cut off on its own.
    const lines = contoursOf({ columns: 2, rows: 2, values: Float64Array.of(4, 0, 0, 1) }, 1);
    assert.equal(lines.length, 2);
  });

  it('leave out what is not finite, and levels that are not reached', () => {
    const broken = gridOf(4, 4, (x, y) => (x === 3 && y === 3 ? Number.POSITIVE_INFINITY : x));
    assert.deepEqual(contoursOf(broken, 7), []);
    assert.equal(contoursOf(broken, 2.5)[0]!.x.length, 3);
  });
});
