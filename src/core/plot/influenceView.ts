import type { Fit } from '../fit/fit.js';
import { LARGE_COOKS_DISTANCE } from '../judge/flags.js';
import { LEVERAGE_ONE } from '../judge/influence.js';
import { type InfluenceKind, influenceKind } from '../judge/influenceKind.js';
import { influenceSentence } from '../words/influenceSentence.js';
import { largest, type Marks } from './marks.js';
import type { CookContour, InfluenceView, MarkTable } from './plot.js';

/** Rows listed by what they do to the fit. */
const MOST_LISTED = 30;
/** Points of a contour, and how much further than the marks it goes. */
const CONTOUR_POINTS = 60;
const BEYOND = 1.05;

/** Leverage against residual with contours of Cook's distance, and the rows that decide most. */
export function influenceView(fit: Fit, { table }: Marks): InfluenceView {
  const kind = influenceKind(fit);
  const { summary, crowd } = fit;
  const top = kind === null ? [] : topMarks(table);
  const pearson = kind === 'counts' ? pearsonOf(table, summary.rank) : null;
  const upright = pearson ?? table.studentised;
  const sample = crowd === null || kind === null ? null : crowd.sample;
  return {
    kind,
    pearson,
    contours: kind === null ? [] : contoursOf(fit, kind, { table, upright }),
    sample: sample && {
      leverage: sample.leverage,
      upright: kind === 'counts' ? pearsonOf(sample, summary.rank) : sample.studentised,
      of: summary.n,
    },
    top,
    sentence: influenceSentence(fit, kind, { table, top }),
  };
}

/** A row with leverage 1 first, which decides a coefficient by itself; then by Cook's distance; without one by leverage. */
function topMarks({ leverage, cooksDistance }: MarkTable): number[] {
  const alone: number[] = [];
  for (let mark = 0; mark < leverage.length && alone.length < MOST_LISTED; mark++)
    if (leverage[mark]! >= LEVERAGE_ONE) alone.push(mark);
  const byDistance = largest(cooksDistance, MOST_LISTED);
  const others = byDistance.length > 0 ? byDistance : largest(leverage, MOST_LISTED);
  return [...new Set([...alone, ...others])].slice(0, MOST_LISTED);
}

/**
 * Standardised Pearson residuals of counts, out of Cook's distance, which is their square times h / (1 - h) / p.
 *
 * @see Williams (1987), Generalized linear model diagnostics using the deviance and single case deletions.
 */
function pearsonOf(
  {
    leverage,
    cooksDistance,
    devianceResidual,
  }: Pick<MarkTable, 'leverage' | 'cooksDistance' | 'devianceResidual'>,
  rank: number,
): Float64Array {
  return leverage.map((h, i) => {
    if (!(h > 0)) return Number.NaN;
    const size = Math.sqrt((cooksDistance[i]! * rank * (1 - h)) / h);
    return devianceResidual[i]! < 0 ? -size : size;
  });
}

function contoursOf(
  { summary }: Fit,
  kind: InfluenceKind,
  { table, upright }: { table: MarkTable; upright: Float64Array },
): CookContour[] {
  const { rank, dfResidual } = summary;
  let [most, reach, widest] = [0, 0, 0];
  for (let i = 0; i < upright.length; i++) {
    if (!Number.isFinite(upright[i]!)) continue;
    most = Math.max(most, table.cooksDistance[i]!);
    reach = Math.max(reach, Math.abs(upright[i]!));
    widest = Math.max(widest, table.leverage[i]!);
  }
  if (!(most > 0)) return [];
  const shape = { kind, rank, df: dfResidual };
  const limits = { reach: reach * BEYOND, widest: Math.min(widest * BEYOND, LEVERAGE_ONE) };
  return levelsOf(most).flatMap((level) => contourOf(level, shape, limits) ?? []);
}

/** Two round levels that the largest distance reaches or nearly does. */
function levelsOf(most: number): [number, number] {
  if (most >= LARGE_COOKS_DISTANCE) return [LARGE_COOKS_DISTANCE, 1];
  const power = 10 ** Math.floor(Math.log10(most));
  const digit = most / power >= 5 ? 5 : most / power >= 2 ? 2 : 1;
  const level = Number((digit * power).toPrecision(1));
  return [level / 4, level];
}

type Shape = { kind: InfluenceKind; rank: number; df: number };

/** Above zero; below it is the same turned over. Null where all of it lies beyond the limits. */
function contourOf(
  level: number,
  { kind, rank, df }: Shape,
  { reach, widest }: { reach: number; widest: number },
): CookContour | null {
  // The square of an internally studentised residual whose external one is the reach.
  const square = kind === 'counts' ? reach ** 2 : (reach ** 2 * df) / (df - 1 + reach ** 2);
  const from = (level * rank) / (level * rank + square);
  if (!(from < widest)) return null;
  const x = Float64Array.from(
    { length: CONTOUR_POINTS },
    // Denser to the left, where it is steep.
    (_, k) => from + (widest - from) * (k / (CONTOUR_POINTS - 1)) ** 2,
  );
  const y = x.map((h) => {
    const internal = (level * rank * (1 - h)) / h;
    return Math.sqrt(kind === 'counts' ? internal : (internal * (df - 1)) / (df - internal));
  });
  return { level, x, y };
}
