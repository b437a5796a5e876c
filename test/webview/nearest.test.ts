import assert from 'node:assert/strict';
import fc from 'fast-check';
import { countInside, nearestMark, orderAlongX, type Pixels } from '../../webview/charts/nearest.js';

function pixels(...places: readonly [number, number][]): Pixels {
  return { x: Float32Array.from(places, ([x]) => x), y: Float32Array.from(places, ([, y]) => y) };
}

describe('nearest mark', () => {
  it('is the nearest within reach', () => {
    const marks = pixels([0, 0], [10, 0], [10, 5]);
    assert.equal(nearestMark(marks, { x: 9, y: 1 }), 1);
    assert.equal(nearestMark(marks, { x: 9, y: 4 }), 2);
  });

  it('is none beyond twelve pixels', () => {
    assert.equal(nearestMark(pixels([0, 0]), { x: 12.01, y: 0 }), -1);
    assert.equal(nearestMark(pixels([0, 0]), { x: 11.9, y: 0 }), 0);
    assert.equal(nearestMark(pixels(), { x: 0, y: 0 }), -1);
  });

  it('passes over marks that have no place', () => {
    assert.equal(nearestMark(pixels([Number.NaN, 0], [3, 0]), { x: 2, y: 0 }), 1);
  });

  it('agrees with a plain search', () => {
    const place = fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 50 }));
    fc.assert(
      fc.property(fc.array(place, { maxLength: 40 }), place, (places, [x, y]) => {
        const distances = places.map(([px, py]) => Math.hypot(px - x, py - y));
        const found = nearestMark(pixels(...places), { x, y }, 20);
        if (found < 0) assert.ok(distances.every((distance) => distance >= 20 - 1e-6));
        else assert.ok(Math.abs(distances[found]! - Math.min(...distances)) < 1e-6);
      }),
    );
  });

  it('walks from left to right, from top to bottom', () => {
    assert.deepEqual([...orderAlongX(pixels([5, 1], [2, 9], [2, 3]))], [2, 1, 0]);
  });

  it('counts what a box would hide', () => {
    const box = { left: 0, top: 0, width: 10, height: 10 };
    assert.equal(countInside(pixels([5, 5], [11, 5], [10, 10]), box), 2);
  });
});
