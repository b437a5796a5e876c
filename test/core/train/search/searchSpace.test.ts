import assert from 'node:assert/strict';
import { Generator } from '../../../../src/core/train/random.js';
import { candidateAt, pointOf, searchSpaceOf } from '../../../../src/core/train/search/searchSpace.js';

describe('the space of a search', () => {
  const space = searchSpaceOf({ rowCount: 400, autoRate: 0.1 });

  it('has rates around the usual, batches up to the rows, and no penalty', () => {
    assert.deepEqual(space.learningRate, { low: 1e-4, high: 1 });
    assert.deepEqual(space.batchExponent, { low: 3, high: 8 });
    assert.deepEqual(candidateAt(space, [0, 0, 0]), { learningRate: 1e-4, batchSize: 8, l2: 0 });
    assert.deepEqual(candidateAt(space, [1, 1, 1]), { learningRate: 1, batchSize: 256, l2: 1 });
  });

  it('reaches as far as Auto does', () => {
    assert.deepEqual(searchSpaceOf({ rowCount: 400, autoRate: 2e-5 }).learningRate, { low: 1e-7, high: 1 });
    assert.equal(searchSpaceOf({ rowCount: 400, autoRate: 1 }).learningRate.high, 10);
    assert.deepEqual(searchSpaceOf({ rowCount: 5, autoRate: 0.1 }).batchExponent, { low: 2, high: 2 });
  });

  it('leads from a candidate to its point and back', () => {
    const generator = new Generator(1, 'search');
    for (let i = 0; i < 200; i++) {
      const candidate = candidateAt(space, [generator.unit(), generator.unit(), generator.unit()]);
      assert.deepEqual(candidateAt(space, pointOf(space, candidate)), candidate);
    }
  });
});
