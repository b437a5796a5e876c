import assert from 'node:assert/strict';
import { ratesOf } from '../../../src/core/train/schedule.js';

describe('schedules', () => {
  const span = { from: 0, count: 11, stepsPerEpoch: 5, epochs: 2 };
  it('constant', () => assert.deepEqual([...new Set(ratesOf('constant', 0.4, span))], [0.4]));

  it('1/t: half after an epoch, a third after two', () => {
    const rates = ratesOf('inverse', 0.6, span);
    assert.deepEqual([rates[0], rates[5], rates[10]], [0.6, 0.3, 0.6 / 3]);
  });

  it('cosine: half in the middle, nothing at the end', () => {
    const rates = ratesOf('cosine', 0.6, span);
    assert.equal(rates[0], 0.6);
    assert.ok(Math.abs(rates[5]! - 0.3) < 1e-15 && Math.abs(rates[10]!) < 1e-15);
  });
});
