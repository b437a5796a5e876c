import assert from 'node:assert';
import { estimatedDigits } from '../../../src/core/judge/estimatedDigits.js';
import { Random } from '../table/polluted/random.js';
import { arithmetics, type SolvedDecimals, solveDecimals } from './exactFit.js';
import { type RationalFit, solveInRationals } from './exactLeastSquares.js';
import { illConditioned } from './illConditioned.js';
import { digitsOf, rootOf } from './rationals.js';

/** Above it every digit is asked for. */
const SOLVED_PIVOT = 1e-24;

// Everything is compared with the solution in integers without rounding, of the decimals: exactLeastSquares.ts.
describe('the exact tier against exact rationals', () => {
  for (const [how, arithmetic] of arithmetics)
    it(`is right, drops or says how few digits there are: ill-conditioned designs, ${how}`, async () => {
      const random = new Random(20_261_127);
      const loaded = await arithmetic();
      const seen = { solved: 0, hard: 0, dropped: 0 };
      for (let round = 0; round < 1000; round++) {
        const { what, decimals, model, columns, target } = illConditioned(random);
        const exact = solveInRationals(columns, target, model.hasIntercept);
        const solved = solveDecimals(decimals, model, loaded);
        const isHard = exact === null || Math.min(...exact.pivotRatios) < SOLVED_PIVOT;
        if (solved.solution.kept.length < columns.length) {
          assert.ok(isHard, `${round}, ${what}: a column is dropped.`);
          seen.dropped++;
          continue;
        }
        const digits = Math.min(coefficientDigits(solved, exact!), otherDigits(solved, exact!));
        const promised = estimatedDigits(solved.solution, solved.file, true);
        const least = isHard ? promised : 14.9;
        assert.ok(digits >= least, `${round}, ${what}: ${digits} digits, not ${least}.`);
        seen[isHard ? 'hard' : 'solved']++;
      }
      assert.ok(seen.solved > 500 && seen.hard > 20 && seen.dropped > 20, JSON.stringify(seen));
    }).timeout(120_000);
});

describe('estimatedDigits', () => {
  for (const isExact of [false, true])
    it(`never promises more than is true, ${isExact ? 'double-double' : 'double precision'}`, async () => {
      const random = new Random(31);
      const [[, arithmetic]] = arithmetics as [(typeof arithmetics)[number]];
      const loaded = await arithmetic();
      const counts = new Map<number, number>();
      for (let round = 0; round < 2000; round++) {
        const { what, decimals, model, columns, target } = illConditioned(random);
        const solved = solveDecimals(decimals, model, loaded, isExact);
        if (solved.solution.kept.length < columns.length) continue;
        const exact = solveInRationals(columns, target, model.hasIntercept)!;
        const promised = estimatedDigits(solved.solution, solved.file, isExact);
        const digits = coefficientDigits(solved, exact);
        assert.ok(digits >= promised, `${round}, ${what}: ${digits} digits, ${promised} promised.`);
        counts.set(promised, (counts.get(promised) ?? 0) + 1);
      }
      // It says something: many are trusted with most of their digits, in double precision not all.
      assert.ok((counts.get(isExact ? 15 : 12) ?? 0) > 100, JSON.stringify([...counts]));
    }).timeout(240_000);
});

function coefficientDigits({ file }: SolvedDecimals, { coefficients }: RationalFit): number {
  return Math.min(...coefficients.map((value, k) => digitsOf(file.estimates[k]!, value)));
}

function otherDigits({ file }: SolvedDecimals, { variances, rSquared }: RationalFit): number {
  return Math.min(
    ...variances.map((value, k) => digitsOf(file.standardErrors[k]!, rootOf(value))),
    rSquared === null ? 15 : digitsOf(file.shares!.explained, rSquared),
  );
}
