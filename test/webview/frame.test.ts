import assert from 'node:assert/strict';
import fc from 'fast-check';
import { labelSides } from '../../webview/charts/flagLabels.js';
import {
  acrossScale,
  extentOf,
  type Frame,
  gutterFor,
  scaleBetween,
  scaleOver,
  tickFormat,
  xPixel,
  yPixel,
} from '../../webview/charts/frame.js';

const FRAME: Frame = {
  left: 40,
  top: 30,
  right: 14,
  bottom: 42,
  width: 200,
  height: 100,
  x: { low: 0, high: 10, ticks: [0, 5, 10], decimals: 0 },
  y: { low: -1, high: 1, ticks: [-1, 0, 1], decimals: 0 },
};

describe('frame', () => {
  it('finds the extent of the finite values', () => {
    assert.deepEqual(extentOf([3, Number.NaN, 1], [Number.POSITIVE_INFINITY, 7]), [1, 7]);
    assert.deepEqual(extentOf([], [Number.NaN]), [0, 1]);
  });

  it('marks round values', () => {
    assert.deepEqual(scaleBetween(90, 920, 5).ticks, [200, 400, 600, 800]);
    assert.deepEqual(scaleBetween(0, 0.019, 4).ticks, [0, 0.005, 0.01, 0.015]);
    assert.deepEqual(scaleBetween(-0.35, 0.35, 7).ticks, [-0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3]);
  });

  it('gives every extent a few ticks inside it, apart by one step', () => {
    const value = fc.double({ min: -1e12, max: 1e12, noNaN: true });
    fc.assert(
      fc.property(
        value,
        fc.double({ min: 1e-9, max: 1e9, noNaN: true }),
        fc.integer({ min: 3, max: 8 }),
        (at, span, count) => {
          fc.pre(at + span > at && span > Math.abs(at) * 1e-9);
          const { low, high, ticks } = scaleOver([at, at + span], count);
          assert.ok(ticks.length >= 2 && ticks.length <= 12, `${ticks.length} ticks`);
          assert.ok(ticks.every((tick) => tick >= low - span * 1e-6 && tick <= high + span * 1e-6));
        },
      ),
    );
  });

  it('widens a single value', () => {
    const { low, high } = scaleOver([5, 5], 4);
    assert.ok(low < 5 && high > 5);
  });

  it('writes huge and tiny ticks short, and makes room for long ones', () => {
    assert.equal(tickFormat(scaleBetween(0, 4000, 4)), ',.0f');
    assert.equal(tickFormat(scaleBetween(0, 4e7, 4)), '.4~s');
    assert.equal(tickFormat(scaleBetween(0, 4e-7, 4)), '.3~e');
    assert.equal(gutterFor(scaleBetween(0, 900, 4)), 36);
    assert.ok(gutterFor(scaleBetween(0, 900_000, 4)) > 50);
  });

  it('puts fewer ticks on a narrow axis', () => {
    assert.ok(acrossScale([500, 4500], 525).ticks.length > acrossScale([500, 4500], 200).ticks.length);
  });

  it('maps values to pixels of the drawing', () => {
    assert.equal(xPixel(FRAME, 0), 40);
    assert.equal(xPixel(FRAME, 10), 240);
    assert.equal(yPixel(FRAME, 1), 30);
    assert.equal(yPixel(FRAME, -1), 130);
  });
});

describe('line numbers of flagged marks', () => {
  const cloud = { x: Float64Array.of(5), y: Float64Array.of(0) };
  const sides = ['right', 'left', 'above'] as const;

  it('stand at the right where there is room', () => {
    assert.deepEqual(labelSides(FRAME, { flagged: [{ c0: 5, c1: 0, c2: 214 }], cloud, sides }), ['right']);
  });

  it('turn inwards at the right edge', () => {
    assert.deepEqual(labelSides(FRAME, { flagged: [{ c0: 10, c1: 0, c2: 214 }], cloud, sides }), ['left']);
  });

  it('keep clear of each other', () => {
    const flagged = [
      { c0: 5, c1: 0, c2: 214 },
      { c0: 5.05, c1: 0.02, c2: 215 },
    ];
    const [first, second] = labelSides(FRAME, { flagged, cloud, sides });
    assert.notEqual(first, second);
  });
});
