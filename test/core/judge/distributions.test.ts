import assert from 'node:assert/strict';
import {
  betaOfOdds,
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

  it('has the beta distribution along the odds', () => {
    // By hand, times x (1 - x): the density is 12 x (1 - x)² for a = 2, b = 3, which is 1.764 at 0.3; 1 for a = b = 1.
    // Below 0.3 lies 1 - 0.7⁴ - 4 0.3 0.7³ = 0.3483.
    const first = betaOfOdds(Math.log(0.3 / 0.7), 2, 3);
    assertClose(first.slope, 1.764 * 0.21, { tolerance: 1e-14, what: 'slope of beta (2, 3) at 0.3' });
    assertClose(first.cumulative, 0.3483, { tolerance: 1e-14, what: 'beta (2, 3) below 0.3' });
    const second = betaOfOdds(Math.log(0.7 / 0.3), 1, 1);
    assertClose(second.slope, 0.21, { tolerance: 1e-14, what: 'slope of beta (1, 1) at 0.7' });
  });

  it('are defined at the ends', () => {
    const expect = (actual: number, expected: number, what: string) =>
      assertClose(actual, expected, { tolerance: 0, what });
    expect(studentTwoSided(0, 5), 1, 't = 0');
    expect(studentTwoSided(Infinity, 5), 0, 't infinite');
    expect(fisherUpper(0, 3, 5), 1, 'F = 0');
    expect(chiSquaredUpper(0, 3), 1, 'chi squared = 0');
    expect(betaOfOdds(Infinity, 2, 3).cumulative, 1, 'beta at 1');
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
