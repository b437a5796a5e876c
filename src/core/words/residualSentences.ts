import type { Fit } from '../fit/fit.js';
import { studentTwoSided } from '../judge/distributions.js';
import { shapeOf } from '../judge/residualMoments.js';
import { jarqueBera } from '../judge/residualTests.js';
import { plainNameOf } from '../model/designColumn.js';
import { labelOfColumn } from '../plot/columnLabel.js';
import type { Findings } from './findings.js';
import { formatCount, formatNumber } from './numbers.js';
import { columnPart, countWord, joined, linesPhrase, listed, type Phrase } from './parts.js';
import type { Sentence, SentencePart } from './sentence.js';
import { withUnit } from './slope.js';

/** Rows below which bars have no shape to speak of. */
const FEWEST_FOR_SHAPE = 20;
/** Departures smaller than these are not seen, however sure the test is of them. */
const SKEWNESS = 0.25;
const EXCESS = 0.5;
/** Level of the Jarque-Bera test, and that of the outlier test with Bonferroni's correction. */
const SHAPE_LEVEL = 0.01;
const OUTLIER_LEVEL = 0.05;

/** A mean under which counts are small. */
const SMALL_COUNTS = 5;

/** From this ratio on, how far the last rows take a smooth is told apart from where it is for the others. */
const STRAYS = 1.5;
const FEWEST_FOR_SHARE = 40;

/** Under the histogram: judged by the Jarque-Bera test, the size of skewness and kurtosis, and rows far out. */
export function shapeSentence(fit: Fit, { apart, isTooFew }: Findings): Sentence {
  const good = 'Bars should follow the curve. ';
  if (fit.summary.isPerfectFit) return nothingLeft(good);
  if (hasSmallCounts(fit)) return smallCounts(good);
  const far = isTooFew ? [] : apart.filter((index) => isFarOut(fit, index));
  const troubles: Phrase[] = [];
  const shape = fit.summary.n < FEWEST_FOR_SHAPE ? null : shapeTrouble(fit);
  if (shape !== null) troubles.push([shape]);
  if (far.length > 0) troubles.push([...linesPhrase(fit.rows, far), farOut(far.length)]);
  if (troubles.length > 0) return sentence('look', [good, 'Here ', ...listed(troubles, ', and '), '.']);
  return fit.summary.n < FEWEST_FOR_SHAPE
    ? sentence(null, [good, `Here are too few rows, ${countWord(fit.summary.n)}, to show a shape.`])
    : sentence('good', [good, 'Here they do.']);
}

function farOut(count: number): string {
  return count === 1 ? ' is far out on its own' : ' are far out';
}

/** The outlier test on the externally studentised residual, t with one degree of freedom less than the fit. */
function isFarOut({ rows, summary }: Fit, index: number): boolean {
  const df = summary.dfResidual - 1;
  const t = rows.studentised[index]!;
  return df > 0 && !Number.isNaN(t) && studentTwoSided(t, df) * summary.n < OUTLIER_LEVEL;
}

function shapeTrouble({ residualMoments, summary }: Fit): string | null {
  const isGaussian = summary.counts === null && summary.robust === null;
  const test = isGaussian ? summary.diagnostics.jarqueBera : jarqueBera(residualMoments);
  if (test === null || test.pValue >= SHAPE_LEVEL) return null;
  const moments = shapeOf(residualMoments);
  if (moments === null) return null;
  const { skewness, excess } = moments;
  const isSkewed = Math.abs(skewness) >= SKEWNESS;
  // In one-sided distributions excess is one to three times skewness² (gamma 1.5); beyond that the tails are the news.
  if (isSkewed && Math.abs(excess) <= 3 * skewness ** 2)
    return skewness > 0
      ? 'they lean left, with a long tail to the right'
      : 'they lean right, with a long tail to the left';
  if (Math.abs(excess) < EXCESS) return null;
  return excess > 0 ? 'they stand taller in the middle, with longer tails' : 'they are flatter than it';
}

/** What a Q-Q plot shows of its band; null where there is none. */
export type Outside = {
  /** Rows outside the simultaneous band among those drawn (indices into the row table), the furthest first. */
  indices: readonly number[];
  /** Values judged, drawn or not. */
  count: number;
  /** True when every value is drawn. */
  isWhole: boolean;
};

/** Under the Q-Q plot. */
export function tailsSentence(fit: Fit, outside: Outside | null): Sentence {
  const good = 'Points should stay inside the band. ';
  if (fit.summary.isPerfectFit) return nothingLeft(good);
  if (hasSmallCounts(fit)) return smallCounts(good);
  if (outside === null) return sentence(null, [good, 'Here are too few rows to draw one.']);
  const { indices, count, isWhole } = outside;
  if (indices.length === 0) return sentence('good', [good, `Here all ${formatCount(count)} do.`]);
  const lines = linesPhrase(fit.rows, indices);
  if (!isWhole) return sentence('look', [good, 'Here many leave it, at the ends ', ...lines, '.']);
  if (indices.length === 1) return sentence('look', [good, 'Here one row leaves it, ', ...lines, '.']);
  return sentence('look', [good, `Here ${countWord(indices.length)} rows leave it: `, ...lines, '.']);
}

/** Under residuals by fitted values. */
export function trendSentence(fit: Fit, { bend, isTooFew }: Findings): Sentence {
  const good = 'The smooth should lie flat on zero. ';
  if (fit.summary.isPerfectFit) return nothingLeft(good);
  const { robust } = fit.summary;
  if (robust?.kind === 'quantile' && robust.quantile !== 0.5)
    return sentence(null, [
      `A share of ${robust.quantile} of the rows should lie below zero all along the fit.`,
    ]);
  if (bend === null) return cannotTell(good, isTooFew);
  // Deviance residuals of counts have no unit.
  const target = {
    ...labelOfColumn(fit.spec.target),
    ...(fit.summary.counts === null ? {} : { unit: null }),
  };
  const size = withUnit(formatNumber(bend.size, 2), target);
  const most = withUnit(formatNumber(bend.most, 2), target);
  const shape = modelShape(fit);
  switch (bend.kind) {
    case 'flat': {
      const isAlike = fit.summary.n < FEWEST_FOR_SHARE || bend.most < STRAYS * bend.size;
      const within = isAlike ? `${most} of it` : `${size} of it for 19 rows in 20`;
      return sentence('good', [
        good,
        `Here it stays within ${within}, so ${shape} ${shape === 'straight lines' ? 'are' : 'is'} enough.`,
      ]);
    }
    case 'dips':
      return sentence('look', [
        good,
        'Here it bends: rows lie above the fit at both ends, below it between.',
      ]);
    case 'rises':
      return sentence('look', [
        good,
        'Here it bends: rows lie below the fit at both ends, above it between.',
      ]);
    case 'wanders': {
      const miss = `${shape} ${shape === 'straight lines' ? 'miss' : 'misses'}`;
      return sentence('look', [good, `Here it strays as far as ${most}: ${miss} something.`]);
    }
  }
}

/** What the model says the target follows. */
function modelShape({ spec: { features } }: Fit): 'a straight line' | 'straight lines' | 'the formula' {
  if (features.some((feature) => plainNameOf(feature) === null)) return 'the formula';
  return features.length === 1 ? 'a straight line' : 'straight lines';
}

/** Under scale against location. */
export function spreadSentence(fit: Fit, { spread, isTooFew }: Findings): Sentence {
  const good = 'The smooth should stay level. ';
  if (fit.summary.isPerfectFit) return nothingLeft(good);
  if (spread === null) return cannotTell(good, isTooFew);
  if (spread.kind === 'level')
    return sentence('good', [good, 'Here it does, as far as chance lets one see.']);
  const [moves, most, least] =
    spread.kind === 'grows' ? ['climbs', 'largest', 'smallest'] : ['falls', 'smallest', 'largest'];
  return sentence('look', [
    good,
    `Here it ${moves}: rows with the ${most} fitted `,
    columnPart(labelOfColumn(fit.spec.target)),
    ` miss by ${timesText(spread.ratio)} as much as the ${least}.`,
    fit.summary.robust === null ? ' Robust errors allow for it.' : '',
  ]);
}

/** Deviance residuals are near normal only where counts are not small. */
function hasSmallCounts({ summary }: Fit): boolean {
  return summary.counts !== null && summary.targetMean < SMALL_COUNTS;
}

function smallCounts(good: string): Sentence {
  const why = `Here counts are small, under ${SMALL_COUNTS} on average: their deviance residuals do not look normal even where the model is right.`;
  return sentence(null, [good, why]);
}

function timesText(ratio: number): string {
  return ratio >= 1.8 && ratio < 2.2 ? 'twice' : `${formatNumber(ratio, 2)} times`;
}

function cannotTell(good: string, isTooFew: boolean): Sentence {
  const why = isTooFew ? 'Here are too few rows to tell.' : 'Here all fitted values are too alike to tell.';
  return sentence(null, [good, why]);
}

function nothingLeft(good: string): Sentence {
  return sentence(null, [good, 'Here the fit is perfect: what is left is rounding, and shows nothing.']);
}

function sentence(verdict: Sentence['verdict'], parts: readonly SentencePart[]): Sentence {
  return { verdict, parts: joined(parts) };
}
