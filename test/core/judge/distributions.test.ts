import assert from 'node:assert/strict';
import {
  binomialUpper,
  chiSquaredUpper,
  chiSquaredUpperQuantile,
  fisherUpper,
  fisherUpperQuantile,
  normalCumulative,
  studentCumulative,
  studentQuantile,
  studentTwoSided,
  studentTwoSidedQuantile,
} from '../../../src/core/judge/distributions.js';
import { incompleteBeta } from '../../../src/core/judge/incompleteBeta.js';
import { normalQuantile } from '../../../src/core/judge/normalQuantile.js';
import references from '../../certified/distributions/reference.json';
import { assertClose } from '../fit/close.js';

// First argument is the probability below; mpmath at 50 digits, as all of `references`.
const studentQuantiles = [
  [0.025, 1, '-12.706204736174704646'],
  [0.975, 1, '12.706204736174704646'],
  [1e-7, 1, '-3183098.8618378019956'],
  [1e-7, 2, '-2236.067642089579096'],
  [0.975, 3, '3.1824463052837095927'],
  [1e-7, 10, '-12.492209687558762932'],
  [0.975, 48, '2.0106347576242322276'],
  [1e-7, 1000, '-5.2359984692923469692'],
];

describe('distributions', () => {
  const table: readonly [(...argument: number[]) => number, readonly (readonly (number | string)[])[]][] = [
    [studentTwoSided, references.studentTwoSided],
    [fisherUpper, references.fisherUpper],
    [chiSquaredUpper, references.chiSquaredUpper],
    [normalCumulative, references.normalCumulative],
    [studentTwoSidedQuantile, references.studentTwoSidedQuantile],
    [studentQuantile, studentQuantiles],
    [fisherUpperQuantile, references.fisherUpperQuantile],
    [chiSquaredUpperQuantile, references.chiSquaredUpperQuantile],
    [normalQuantile, references.normalQuantile],
  ];
  for (const [compute, rows] of table)
    it(`${compute.name} keeps twelve digits`, () => {
      for (const row of rows) {
        const argument = row.slice(0, -1).map(Number);
        const what = `${compute.name}(${argument})`;
        assertClose(compute(...argument), Number(row.at(-1)), { tolerance: 1e-12, what });
      }
    });

  it('has the binomial distribution along the odds, which is the beta distribution', () => {
    // By hand, times x (1 - x): the density is 12 x (1 - x)² for a = 2, b = 3, which is 1.764 at 0.3; 1 for a = b = 1.
    // Below 0.3 lies 1 - 0.7⁴ - 4 0.3 0.7³ = 0.3483.
    const first = binomialUpper(Math.log(0.3 / 0.7), 2, 4);
    assertClose(first.slope, 1.764 * 0.21, { tolerance: 1e-14, what: 'slope of beta (2, 3) at 0.3' });
    assertClose(first.upper, 0.3483, { tolerance: 1e-14, what: 'beta (2, 3) below 0.3' });
    const second = binomialUpper(Math.log(0.7 / 0.3), 1, 1);
    assertClose(second.slope, 0.21, { tolerance: 1e-14, what: 'slope of beta (1, 1) at 0.7' });
  });

  it('has the same tails by the binomial sum and by the fraction', () => {
    for (const n of [1, 2, 9, 100, 20_000, 1_000_000])
      for (const share of [0, 0.001, 0.3, 0.5, 0.9, 1])
        for (const away of [-4, -2.2, -0.5, 1]) {
          const count = Math.max(1, Math.round(share * n));
          const centre = (count - 0.5) / n;
          const logOdds = Math.log(centre / (1 - centre)) + away / Math.sqrt(n * centre * (1 - centre));
          const [x, rest] = [1 / (1 + Math.exp(-logOdds)), 1 / (1 + Math.exp(logOdds))];
          const b = n + 1 - count;
          const { lower, front } = incompleteBeta({ x, rest, below: count * rest - b * x }, count, b);
          const { upper, slope } = binomialUpper(logOdds, count, n);
          const what = `${count} of ${n}, ${away}`;
          assertClose(upper, lower, { tolerance: 1e-11, what });
          assertClose(slope, front, { tolerance: 1e-11, what });
        }
  });

  it('has the same critical values of t near the normal and by a search on F', () => {
    for (const df of [2, 3, 5, 13, 89, 1000, 1e7])
      for (const probability of [0.5, 0.32, 0.05, 0.01, 1e-5, 1e-30, 1e-300])
        assertClose(
          studentTwoSidedQuantile(probability, df),
          Math.sqrt(fisherUpperQuantile(probability, 1, df)),
          { tolerance: 1e-13, what: `${probability} with ${df} degrees of freedom` },
        );
  });

  it('are defined at the ends', () => {
    const expect = (actual: number, expected: number, what: string) =>
      assertClose(actual, expected, { tolerance: 0, what });
    expect(studentTwoSided(0, 5), 1, 't = 0');
    expect(studentTwoSided(Infinity, 5), 0, 't infinite');
    expect(fisherUpper(0, 3, 5), 1, 'F = 0');
    expect(chiSquaredUpper(0, 3), 1, 'chi squared = 0');
    assert.deepEqual([0, 1, -1, Number.NaN].map(normalQuantile), [
      -Infinity,
      Infinity,
      Number.NaN,
      Number.NaN,
    ]);
    expect(studentQuantile(0.5, 7), 0, 'median of t');
  });

  it('give the lower tail of t as R 4.2.2 does, pt(t, df)', () => {
    const expected = [
      [-40, 3, 1.719034039457927e-5],
      [-3, 10, 0.006671827511284794],
      [-0.5, 48, 0.30967982884654011],
      [0.5, 48, 0.69032017115345989],
      [3, 10, 0.99332817248871519],
    ] as const;
    for (const [t, df, probability] of expected)
      assert.ok(Math.abs(studentCumulative(t, df) / probability - 1) < 1e-12, `pt(${t}, ${df})`);
  });
});
