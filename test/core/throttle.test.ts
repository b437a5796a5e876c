import { strict as assert } from 'node:assert';
import { Throttle } from '../../src/core/throttle.js';

describe('Throttle', () => {
  let now = 0;
  const passesAt = (throttle: Throttle, times: readonly number[]) =>
    times.filter((time) => {
      now = time;
      return throttle.passes();
    });

  it('lets the first through at once, and others once so much time has passed', () => {
    const throttle = new Throttle(100, () => now);
    assert.deepEqual(passesAt(throttle, [5, 6, 104, 105, 110, 204, 500, 599, 600]), [5, 105, 500, 600]);
  });

  it('counts from what happened without asking', () => {
    const throttle = new Throttle(34, () => now);
    assert.deepEqual(passesAt(throttle, [0, 20]), [0]);
    throttle.restart();
    assert.deepEqual(passesAt(throttle, [34, 53, 54]), [54]);
  });
});
