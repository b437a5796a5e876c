import assert from 'node:assert/strict';
import { biasSentence } from '../../../src/core/words/biasSentence.js';

const BIAS = {
  ...{ intercept: 110.912345, ones: 110.912345, share: 1e-16 },
  largest: { row: 212, size: 5.684e-14 },
  lines: { firstLine: 214, lastLine: 214 },
};
const textOf = (bias: Parameters<typeof biasSentence>[0], unit: string | null = 'kUSD') =>
  biasSentence(bias, { n: 1503, unit })
    .parts.map((part) => (typeof part === 'string' ? part : Object.values(part)[0]))
    .join('');

describe('sentence of the bias as a column', () => {
  it('says both numbers, how far predictions are apart, and where', () => {
    assert.equal(
      textOf(BIAS),
      'Fitted once more without an intercept, with a column of ones as a feature: the column gets the weight 110.912, ' +
        'where the intercept is 110.912. Over all 1,503 rows the two predictions differ by at most 5.7e-14 kUSD ' +
        '(line 214): rounding, and nothing else.',
    );
    assert.equal(biasSentence(BIAS, { n: 3, unit: null }).verdict, 'good');
  });

  it('does not call rounding what is more', () => {
    const far = { ...BIAS, share: 1e-6, largest: { row: 212, size: 0.004 } };
    assert.match(textOf(far, null), /at most 0\.0040 \(line 214\): more than rounding/);
    assert.equal(biasSentence(far, { n: 3, unit: null }).verdict, 'look');
  });

  it('says where there is no difference, and where the column was left out', () => {
    assert.match(
      textOf({ ...BIAS, share: 0, largest: { row: 0, size: 0 } }),
      /predictions are the same to the last digit\.$/,
    );
    assert.match(textOf({ ...BIAS, ones: null }), /the column was left out, for the others hold it\. Over/);
  });
});
