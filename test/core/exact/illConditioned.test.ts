import assert from 'node:assert';
import { estimatedDigits } from '../../../src/core/judge/estimatedDigits.js';
import { Random } from '../table/polluted/random.js';
import { arithmetics, solveDecimals } from './exactFit.js';
import { solveInRationals } from './exactLeastSquares.js';
import { illConditioned } from './illConditioned.js';
import { digitsOf, rootOf } from './rationals.js';

/** Above it every digit is asked for. */
const SOLVED_PIVOT = 1e-24;

describe('the exact tier against exact rationals', () => {
  for (const [how, arithmetic] of arithmetics)
    it(`is right, drops or says how few digits there are: ill-conditioned designs, ${how}`, async () => {
      const random = new Random(20_261_127);
      const loaded = await arithmetic();
      const seen = { solved: 0, hard: 0, dropped: 0 };
      for (let round = 0; round < 400; round++) {
        const { what, decimals, model, columns, target } = illConditioned(random);
        // Of the decimals, in integers without rounding: test/core/exact/exactLeastSquares.ts.
        const exact = solveInRationals(columns, target, model.hasIntercept);
        const { solution, file } = solveDecimals(decimals, model, loaded);
        const isHard = exact === null || Math.min(...exact.pivotRatios) < SOLVED_PIVOT;
        if (solution.kept.length < columns.length) {
          assert.ok(isHard, `${round}, ${what}: a column is dropped.`);
          seen.dropped++;
          continue;
        }
        const digits = Math.min(
          ...exact!.coefficients.map((value, k) => digitsOf(file.estimates[k]!, value)),
          ...exact!.variances.map((value, k) => digitsOf(file.standardErrors[k]!, rootOf(value))),
          exact!.rSquared === null ? 15 : digitsOf(file.shares!.explained, exact!.rSquared),
        );
        const promised = estimatedDigits(solution, file, true);
        const least = isHard ? promised : 14.9;
        assert.ok(digits >= least, `${round}, ${what}: ${digits} digits, not ${least}.`);
        seen[isHard ? 'hard' : 'solved']++;
      }
      assert.ok(seen.solved > 150 && seen.hard + seen.dropped > 20, JSON.stringify(seen));
    }).timeout(60_000);
});
