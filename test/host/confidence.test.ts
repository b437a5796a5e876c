import { strict as assert } from 'node:assert';
import { checkedConfidence } from '../../src/host/confidence.js';

describe('checkedConfidence', () => {
  it('takes a share', () => {
    assert.equal(checkedConfidence(0.95), 0.95);
    assert.equal(checkedConfidence(0.5), 0.5);
  });

  it('refuses what is none, and says what it found', () => {
    for (const value of [95, 0, 1, -0.5, Number.NaN, '0.95', null, undefined])
      assert.throws(() => checkedConfidence(value), { code: 'settings/invalid', hint: /^Set / });
    assert.throws(() => checkedConfidence(95), /is 95; a number from 0\.5 to 0\.9999/);
  });
});
