import { fuzzDecimals, fuzzLowWords } from '../fuzz/decimals.js';

describe('decimal literals, read by the kernel', () => {
  // Expected: what `Number` makes of the same text (ECMAScript StringToNumber, correctly rounded).
  it('are the doubles nearest to them, 100,000 of every kind', async () => {
    await fuzzDecimals(100_000, 7);
  }).timeout(60_000);

  // Expected: exact rational arithmetic on integers of any size.
  it('leave what their doubles do not hold as low words', async () => {
    await fuzzLowWords(20_000, 8);
  }).timeout(60_000);
});
