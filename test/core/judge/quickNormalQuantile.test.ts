import { normalQuantile } from '../../../src/core/judge/distributions.js';
import { quickNormalQuantile } from '../../../src/core/judge/quickNormalQuantile.js';
import { assertClose } from '../fit/close.js';

describe('the quick quantile of the normal distribution', () => {
  // `normalQuantile` is held against mpmath in distributions.test.ts.
  it('is that of the slow one', () => {
    for (let power = -300; power <= -1; power++)
      for (const lead of [1, 1.7, 2.9, 4.1]) {
        const probability = lead * 10 ** power;
        const expected = normalQuantile(probability);
        assertClose(quickNormalQuantile(probability), expected, { tolerance: 2e-13, what: `${probability}` });
      }
  });
});
