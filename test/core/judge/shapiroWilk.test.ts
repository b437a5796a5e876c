import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { normalQuantile } from '../../../src/core/judge/normalQuantile.js';
import { shapiroWilk } from '../../../src/core/judge/shapiroWilk.js';
import { assertClose } from '../fit/close.js';

type Sample = { n: number; bend: number; statistic: number; pValue: number };

// R 4.2.2's shapiro.test: see tests.R beside it.
const { samples }: { samples: Sample[] } = JSON.parse(
  readFileSync('test/certified/diagnostics/ofR.json', 'utf8'),
);

describe('shapiroWilk', () => {
  for (const { n, bend, statistic, pValue } of samples)
    it(`is R's for ${n} numbers bent by ${bend}`, () => {
      const values = Float64Array.from(
        { length: n },
        (_, i) => Math.sinh(bend * normalQuantile((i + 0.5) / n)) + 0.3 * Math.sin(i + 1),
      ).sort();
      const found = shapiroWilk(values)!;
      assertClose(found.statistic, statistic, { tolerance: 1e-12, what: 'W' });
      assertClose(found.pValue, pValue, { tolerance: 1e-8, what: 'p' });
    });

  it('has none of too few numbers, too many, or numbers that are alike', () => {
    const of = (length: number, value: (i: number) => number) =>
      shapiroWilk(Float64Array.from({ length }, (_, i) => value(i)));
    assert.deepEqual([of(2, (i) => i), of(5001, (i) => i), of(10, () => 3)], [null, null, null]);
  });
});
