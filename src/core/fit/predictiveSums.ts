import type { CrowdLoops } from '../crowd/crowdLoops.js';
import type { PredictiveRows, PredictiveSums } from './walkedRows.js';

export const NO_PREDICTIVE_SUMS: PredictiveSums = { leftOutSquares: 0, below: 0, oftenBelow: 0 };

/** Share of new rows below 0 from which a row counts as often below. */
export const OFTEN = 0.025;

/**
 * The sums of some rows.
 *
 * @param reach how far below the fitted value, in units of `unit` times the root of 1 + leverage, one new row in forty
 *   lies; null where rows below 0 are not asked for.
 * @param loops null: plain loops.
 */
export function predictiveSums(
  rows: PredictiveRows,
  { unit, reach }: { unit: number; reach: number | null },
  loops: CrowdLoops | null = null,
): PredictiveSums {
  const perUnit = 1 / unit;
  const limit = reach === null ? null : reach ** 2;
  const reaches = loops?.reaches(rows.residual) && loops.reaches(rows.fitted) && loops.reaches(rows.leverage);
  return reaches ? loops!.sumPredictive(rows, perUnit, limit) : sumPlainly(rows, perUnit, limit);
}

function sumPlainly(
  { residual, fitted, leverage }: PredictiveRows,
  perUnit: number,
  limit: number | null,
): PredictiveSums {
  let leftOutSquares = 0;
  for (let i = 0; i < residual.length; i++) {
    const without = (residual[i]! * perUnit) / (1 - leverage[i]!);
    leftOutSquares += without * without;
  }
  let [below, oftenBelow] = [0, 0];
  for (let i = 0; limit !== null && i < fitted.length; i++) {
    const value = fitted[i]! * perUnit;
    if (value < 0) below++;
    if (value < 0 || value * value < limit * (1 + leverage[i]!)) oftenBelow++;
  }
  return { leftOutSquares, below, oftenBelow };
}

export function mergePredictive(a: PredictiveSums, b: PredictiveSums): PredictiveSums {
  return {
    leftOutSquares: a.leftOutSquares + b.leftOutSquares,
    below: a.below + b.below,
    oftenBelow: a.oftenBelow + b.oftenBelow,
  };
}

/** Root mean square of the residuals that n rows have of the fit without them; null where a row alone decides something. */
export function leaveOneOutError({ leftOutSquares }: PredictiveSums, n: number, unit: number): number | null {
  const error = Math.sqrt(leftOutSquares / n) * unit;
  return Number.isFinite(error) ? error : null;
}
