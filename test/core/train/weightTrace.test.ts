import assert from 'node:assert/strict';
import { WeightTrace } from '../../../src/core/train/weightTrace.js';

function filled(width: number, epochs: number): WeightTrace {
  const trace = new WeightTrace(width);
  for (let epoch = 0; epoch < epochs; epoch++) trace.add(new Float64Array(width).fill(epoch));
  return trace;
}

describe('the weights of all epochs', () => {
  it('are all there while they fit', () => {
    const trace = filled(2, 3);
    assert.equal(trace.epochsPerEntry, 1);
    assert.deepEqual(trace.from(0), Float64Array.of(0, 0, 1, 1, 2, 2));
    assert.deepEqual(trace.from(2), Float64Array.of(2, 2));
    assert.deepEqual(trace.from(9), new Float64Array(0));
  });

  it('are those of every so many epochs, and of the last, when they are many', () => {
    const trace = filled(1, 5000);
    // 5000 epochs fit into 2048 places when every fourth is kept: 0, 4, ... 4996, and then the last one, 4999.
    assert.equal(trace.epochsPerEntry, 4);
    assert.deepEqual([...trace.from(1248)], [4992, 4996, 4999]);
  });

  it('take half a megabyte, however many coefficients there are', () => {
    for (const [width, entries] of [
      [200, 327],
      [1000, 65],
    ] as const)
      assert.ok(filled(width, 3000).from(0).length / width <= entries + 1, String(width));
  });
});
