import type { WalkedRows } from './walkedRows.js';

/** What rows tell of a fit as a predictor of rows it has not seen. Plain data; sums of parts merge. */
export type PredictiveSums = {
  /** Squares of the residuals that the rows have of the fit without them, over the square of the unit. */
  leftOutSquares: number;
  /** Rows whose fitted value is below 0, and rows like which one in forty or more is expected there. */
  below: number;
  oftenBelow: number;
};

export const NO_PREDICTIVE_SUMS: PredictiveSums = { leftOutSquares: 0, below: 0, oftenBelow: 0 };

/** Share of new rows below 0 from which a row counts as often below. */
export const OFTEN = 0.025;

/**
 * The sums with those of more rows.
 *
 * @param reach how far below the fitted value, in units of `unit` times the root of 1 + leverage, one new row in forty
 *   lies; null where rows below 0 are not asked for.
 */
export function addPredictive(
  sums: PredictiveSums,
  { residual, fitted, leverage }: Pick<WalkedRows, 'residual' | 'fitted' | 'leverage'>,
  { unit, reach }: { unit: number; reach: number | null },
): PredictiveSums {
  const perUnit = 1 / unit;
  let squares = 0;
  for (let i = 0; i < residual.length; i++) {
    const without = (residual[i]! * perUnit) / (1 - leverage[i]!);
    squares += without * without;
  }
  const leftOutSquares = sums.leftOutSquares + squares;
  if (reach === null) return { ...sums, leftOutSquares };
  const limit = reach ** 2;
  let [below, oftenBelow] = [0, 0];
  for (let i = 0; i < fitted.length; i++) {
    const value = fitted[i]! * perUnit;
    if (value < 0) below++;
    if (value < 0 || value * value < limit * (1 + leverage[i]!)) oftenBelow++;
  }
  return { leftOutSquares, below: sums.below + below, oftenBelow: sums.oftenBelow + oftenBelow };
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
