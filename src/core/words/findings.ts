import type { Fit, ModelSummary } from '../fit/fit.js';
import { noiseDeviation } from '../fit/robust/judgeRobust.js';
import { pickNumbers } from '../fit/rowTable.js';
import { chiSquaredUpper, fisherUpper } from '../judge/distributions.js';
import type { Smooth } from '../plot/plot.js';
import { NORMAL_LEVEL } from '../plot/standardised.js';
import { valueAt } from '../plot/valueAt.js';

/**
 * Where the smooth of the residuals goes: `dips` between the ends (rows lie above the fit at both), `rises`, or
 * `wanders`. It stays within `size` for 19 rows in 20, and within `most` for all.
 */
export type Bend = { kind: 'flat' | 'dips' | 'rises' | 'wanders'; size: number; most: number };
/** How the spread changes from small fitted values to large ones; `ratio` is at least 1. */
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
/** Rows that are judged; of more every k-th is taken. */
const MOST_ROWS = 2_000;
/**
 * A bend is worth a look when its typical size is this share of the spread there, and the smooth explains more of the
 * residuals than chance does at this level.
 */
const BEND_SHARE = 0.2;
const BEND_LEVEL = 0.01;
/**
 * Degrees of freedom of the smooth beyond a straight line: with 2, simulated normal samples bend in 1 of 100 at most.
 */
const BEND_DF = 2;
/** A change of spread is worth a look from this ratio, where the Breusch-Pagan test finds it at this level too. */
const SPREAD_RATIO = 1.5;
const SPREAD_LEVEL = 0.01;
/** No local spread counts as less than this share of sigma. */
const LEAST_SPREAD = 0.1;

/** Judges a fit from its smooths and flags. */
export function findingsOf(
  fit: Fit,
  { flagged, trend, spread }: { flagged: readonly number[]; trend: Smooth | null; spread: Smooth | null },
): Findings {
  const isTooFew = fit.summary.dfResidual < FEWEST_DF;
  const canJudge = !isTooFew && !fit.summary.isPerfectFit;
  const apart = [...flagged].sort((a, b) => a - b);
  if (!canJudge || trend === null || spread === null || trend.x.length < 3)
    return { apart, bend: null, spread: null, isTooFew };
  const rows = sampleRows(fit);
  return { apart, bend: bendOf(fit, { rows, trend, spread }), spread: spreadOf(fit, rows, spread), isTooFew };
}

/** Fitted values and residuals of some rows, ascending by fitted value. */
type SampleRows = { fitted: Float64Array; residual: Float64Array };

function sampleRows({ rows, crowd }: Fit): SampleRows {
  const { fitted, devianceResidual } = crowd?.sample ?? rows;
  const places = placesByValue(fitted, Math.ceil(fitted.length / MOST_ROWS));
  return { fitted: pickNumbers(fitted, places), residual: pickNumbers(devianceResidual, places) };
}

/** Every so many-th place, by the values there; of equal values the first one first. */
function placesByValue(values: Float64Array, stride: number): Uint32Array {
  const places = new Uint32Array(Math.ceil(values.length / stride));
  for (let k = 0; k < places.length; k++) places[k] = k * stride;
  // Whole numbers: V8 would make an object of each difference, ten to a row.
  return places.sort((a, b) => (values[a]! < values[b]! ? -1 : values[a]! > values[b]! ? 1 : 0));
}

/**
 * The smooth against what it leaves of the residuals, by an F test, and against sigma. Both are measured in the
 * spread of the place: where rows scatter widely a smooth strays by chance.
 */
function bendOf(
  { summary }: Fit,
  { rows, trend, spread }: { rows: SampleRows; trend: Smooth; spread: Smooth },
): Bend | null {
  const sigma = spreadOfResiduals(summary);
  const df = summary.dfResidual - BEND_DF;
  if (sigma === null || df < 1) return null;
  const { fitted, residual } = rows;
  let [explained, left] = [0, 0];
  const sizes = new Float64Array(fitted.length);
  for (let k = 0; k < sizes.length; k++) {
    const value = valueAt(trend, fitted[k]!);
    const local = sigma * localSpread(spread, fitted[k]!);
    explained += (value / local) ** 2;
    left += ((residual[k]! - value) / local) ** 2;
    sizes[k] = Math.abs(value);
  }
  sizes.sort();
  const isSeen = Math.sqrt(explained / sizes.length) >= BEND_SHARE;
  const isBent = isSeen && fisherUpper((explained * df) / (BEND_DF * left), BEND_DF, df) < BEND_LEVEL;
  return {
    kind: isBent ? shapeOf(trend) : 'flat',
    size: sizes[Math.floor(0.95 * (sizes.length - 1))]!,
    most: sizes.at(-1)!,
  };
}

/** Sigma, or what stands for it in a fit of counts, or in one that does not square residuals. */
function spreadOfResiduals({
  residualStandardError,
  counts,
  robust,
  dfResidual,
  n,
}: ModelSummary): number | null {
  if (robust?.kind === 'huber') return robust.scale;
  if (robust?.kind === 'quantile') return noiseDeviation({ ...robust, scale: robust.loss / n });
  return counts === null ? residualStandardError : Math.sqrt(counts.pearson / dfResidual);
}

/** Standard deviation at a fitted value over sigma: the smooth of square roots, squared, against that of a normal. */
function localSpread(spread: Smooth, fitted: number): number {
  return Math.max(LEAST_SPREAD, (valueAt(spread, fitted) / NORMAL_LEVEL) ** 2);
}

function shapeOf({ x, y }: Smooth): Bend['kind'] {
  const left = y[0]!;
  const right = y[y.length - 1]!;
  const middle = valueAt({ x, y }, (x[0]! + x[x.length - 1]!) / 2);
  if (left > middle && right > middle) return 'dips';
  return left < middle && right < middle ? 'rises' : 'wanders';
}

/**
 * Where the model has no Breusch-Pagan test (weights, counts): the same of the squared residuals on the fitted value
 * alone, over the rows at hand.
 */
function spreadPValue({ fitted, residual }: SampleRows): number {
  const n = fitted.length;
  const meanOf = (value: (x: number, e: number) => number) =>
    fitted.reduce((sum, x, k) => sum + value(x, residual[k]!), 0) / n;
  const [centre, square] = [meanOf((x) => x), meanOf((_, e) => e ** 2)];
  const together = meanOf((x, e) => (x - centre) * (e ** 2 - square));
  const across = meanOf((x) => (x - centre) ** 2);
  const up = meanOf((_, e) => (e ** 2 - square) ** 2);
  return across > 0 && up > 0 ? chiSquaredUpper((n * together ** 2) / (across * up), 1) : 1;
}

/** Compared at the 5th and 95th of a hundred rows: at its very ends a smooth follows single rows. */
function spreadOf({ summary }: Fit, rows: SampleRows, spread: Smooth): Spread {
  const { fitted } = rows;
  const at = (share: number) => localSpread(spread, fitted[Math.round(share * (fitted.length - 1))]!);
  const [left, right] = [at(0.05), at(0.95)];
  const ratio = Math.max(left, right) / Math.min(left, right);
  const pValue = summary.diagnostics.breuschPagan?.pValue ?? spreadPValue(rows);
  const isChange = ratio >= SPREAD_RATIO && pValue < SPREAD_LEVEL;
  return { kind: isChange ? (right > left ? 'grows' : 'shrinks') : 'level', ratio };
}
