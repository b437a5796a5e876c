import assert from 'node:assert/strict';
import { LossTrace } from '../../../src/core/train/lossTrace.js';

describe('the losses of all steps', () => {
  it('are all there while they fit', () => {
    const trace = new LossTrace();
    trace.add(Float64Array.of(3, 1, 2));
    assert.deepEqual(trace.series(), {
      stepsPerEntry: 1,
      low: Float64Array.of(3, 1, 2),
      high: Float64Array.of(3, 1, 2),
    });
  });

  it('keep their extremes in bounded room when they are many', () => {
    const trace = new LossTrace();
    const losses = Float64Array.from({ length: 50_000 }, (_, i) =>
      i === 31_234 ? 1000 : i === 777 ? -5 : i % 10,
    );
    for (let from = 0; from < losses.length; from += 999) trace.add(losses.subarray(from, from + 999));
    const { stepsPerEntry, low, high } = trace.series();
    assert.equal(trace.stepCount, 50_000);
    // 4096 entries of 16 steps are the first power of two that holds 50,000.
    assert.equal(stepsPerEntry, 16);
    assert.equal(low.length, 50_000 / 16);
    assert.equal(high[Math.floor(31_234 / 16)], 1000);
    assert.equal(low[Math.floor(777 / 16)], -5);
    assert.deepEqual([low[100], high[100]], [0, 9]);
  });
});
