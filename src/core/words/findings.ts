import type { Fit } from '../fit/fit.js';
import type { Smooth } from '../plot/plot.js';
import { valueAt } from '../plot/valueAt.js';

/** Where the smooth of the residuals goes: `dips` in the middle (the rows lie above the line at both ends), ... */
export type Bend = { kind: 'flat' | 'dips' | 'rises' | 'wanders'; size: number };
/** How the spread changes from the smallest fitted values to the largest; `ratio` is at least 1. */
export type Spread = { kind: 'level' | 'grows' | 'shrinks'; ratio: number };

/** What several sentences speak of. Null where it cannot be judged. */
export type Findings = {
  /** Flagged rows (indices into the row table), in file order. */
  apart: readonly number[];
  bend: Bend | null;
  spread: Spread | null;
  /** True when so few rows are left over the coefficients that no picture tells anything. */
  isTooFew: boolean;
};

/** Residual degrees of freedom below which nothing is judged. */
const FEWEST_DF = 5;
/** A bend is worth a look when its typical size is this share of sigma and beyond chance (see `bendOf`). */
const BEND_SHARE = 0.2;
const BEND_CHANCE = 12;
/** A change of spread is worth a look from this ratio, where the Breusch-Pagan test finds it at this level too. */
const SPREAD_RATIO = 1.5;
const SPREAD_LEVEL = 0.01;

/** Judges a fit from its smooths and flags. */
export function findingsOf(
  fit: Fit,
  { flagged, trend, spread }: { flagged: readonly number[]; trend: Smooth | null; spread: Smooth | null },
): Findings {
  const isTooFew = fit.summary.dfResidual < FEWEST_DF;
  const canJudge = !isTooFew && !fit.summary.isPerfectFit;
  return {
    apart: [...flagged].sort((a, b) => a - b),
    bend: canJudge && trend !== null ? bendOf(fit, trend) : null,
    spread: canJudge && spread !== null ? spreadOf(fit, spread) : null,
    isTooFew,
  };
}

/**
 * The root mean square of the smooth over the rows, against sigma. Residuals of a right model leave a smooth whose
 * n (rms / sigma)² is about chi squared with the two or three degrees of freedom it has beyond a straight line.
 */
function bendOf({ summary, rows }: Fit, smooth: Smooth): Bend | null {
  const sigma = summary.residualStandardError;
  if (sigma === null || smooth.x.length < 3) return null;
  const share = rootMeanSquare(smooth, rows.fitted) / sigma;
  const size = smooth.y.reduce((largest, y) => Math.max(largest, Math.abs(y)), 0);
  if (share < BEND_SHARE || summary.n * share * share < BEND_CHANCE) return { kind: 'flat', size };
  return { kind: shapeOf(smooth), size };
}

function shapeOf({ x, y }: Smooth): Bend['kind'] {
  const left = y[0]!;
  const right = y[y.length - 1]!;
  const middle = valueAt({ x, y }, (x[0]! + x[x.length - 1]!) / 2);
  if (left > middle && right > middle) return 'dips';
  return left < middle && right < middle ? 'rises' : 'wanders';
}

/** Square roots of residuals are smoothed, so that the ratio of spreads is the square of that of the ends. */
function spreadOf({ summary }: Fit, { y }: Smooth): Spread | null {
  const left = y[0];
  const right = y[y.length - 1];
  if (left === undefined || right === undefined || y.length < 3) return null;
  const least = Math.max(Math.min(left, right), 0.1);
  const ratio = (Math.max(left, right) / least) ** 2;
  const test = summary.diagnostics.breuschPagan;
  const isChange = ratio >= SPREAD_RATIO && test !== null && test.pValue < SPREAD_LEVEL;
  return { kind: isChange ? (right > left ? 'grows' : 'shrinks') : 'level', ratio };
}

/** Over at most 2,000 rows, evenly taken: the mean of more is the same to the eye. */
function rootMeanSquare(smooth: Smooth, at: Float64Array): number {
  const stride = Math.ceil(at.length / 2_000);
  let sum = 0;
  let count = 0;
  for (let i = 0; i < at.length; i += stride, count++) sum += valueAt(smooth, at[i]!) ** 2;
  return Math.sqrt(sum / count);
}
