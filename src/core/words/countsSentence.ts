import type { Fit } from '../fit/fit.js';
import { poissonCumulative } from '../judge/distributions.js';
import { labelOfColumn } from '../plot/columnLabel.js';
import type { CountBars } from '../plot/expectedCounts.js';
import { formatCount, formatNumber } from './numbers.js';
import { columnPart, countWord, joined } from './parts.js';
import type { Sentence, SentencePart } from './sentence.js';

/** Rows below which counts cannot tell whether they are Poisson's. */
const FEWEST_ROWS = 20;
/** Level of the test of all bars together, with Bonferroni's correction. */
const LEVEL = 0.01;
/** Means that differ by less, relatively, are one but for rounding. */
const SAME = 1e-9;

/** Bars, the fitted means of their rows, and whether these are only a sample of the rows used. */
export type SeenCounts = { bars: CountBars; fitted: Float64Array; isSample: boolean };

/** Why counts are not compared with Poisson's. */
export type NoComparison = 'weighted' | 'fractional' | 'large';

const REASONS: Record<NoComparison, string> = {
  weighted: 'With weights rows are no single counts, and Poisson does not say how often each is expected.',
  fractional: 'Here some targets are no whole numbers: they have no probability.',
  large:
    "Here counts go beyond 10,000: there Poisson's distribution is all but a Gaussian, which the residuals are held against.",
};

/** Under the counts: what good looks like, whether it is so here, and what the fitted means have in common with them. */
export function countsSentence(fit: Fit, seen: SeenCounts | NoComparison): Sentence {
  if (typeof seen === 'string') return { verdict: null, parts: [REASONS[seen]] };
  const good = 'Bars should reach the line, the counts that Poisson expects about the fitted means. ';
  const off = barsOff(seen.bars);
  const rows = seen.bars.rows.reduce((sum, count) => sum + count, 0);
  const sample = seen.isSample ? ` Drawn are ${formatCount(rows)} rows, evenly from first to last.` : '';
  const rest = [...meansPhrase(fit, seen), sample];
  if (off.length > 0)
    return { verdict: 'look', parts: joined([good, ...offPhrase(seen.bars, off), ...rest]) };
  if (rows < FEWEST_ROWS)
    return { verdict: null, parts: joined([good, 'Here are too few rows to tell.', ...rest]) };
  return { verdict: 'good', parts: joined([good, 'Here they do.', ...rest]) };
}

/** Bars with more or fewer rows than chance allows, the unlikeliest first. */
function barsOff({ rows, expected }: CountBars): number[] {
  const chances = Array.from(rows, (seen, k) => chanceOf(seen, expected[k]!));
  const distance = (k: number) => (rows[k]! - expected[k]!) ** 2 / expected[k]!;
  return [...chances.keys()]
    .filter((k) => chances[k]! * rows.length < LEVEL)
    .sort((a, b) => chances[a]! - chances[b]! || distance(b) - distance(a));
}

/**
 * Two-sided, that so many rows or more (or fewer) have a count. Their number is a sum of one chance to a row, which scatters
 * no wider than Poisson's distribution about the same mean.
 */
function chanceOf(seen: number, expected: number): number {
  if (seen <= expected) return 2 * poissonCumulative(seen, expected);
  return 2 * (1 - poissonCumulative(seen - 1, expected));
}

function offPhrase({ edges, rows, expected }: CountBars, off: readonly number[]): SentencePart[] {
  const worst = off[0]!;
  const [from, to] = [edges[worst]! + 0.5, edges[worst + 1]! - 0.5];
  const name = from === to ? formatCount(from) : `${formatCount(from)} to ${formatCount(to)}`;
  const seen = rows[worst]!;
  const counts = `${countWord(seen)} ${seen === 1 ? 'row' : 'rows'}, where ${formatNumber(expected[worst]!, 2)} are expected`;
  if (off.length === 1) return [`Here ${name} stands on ${counts}.`];
  return [`Here ${countWord(off.length)} bars do not: above all ${name} stands on ${counts}.`];
}

/** That observed and fitted counts have one mean, which a fit with an intercept and the log link gives. */
function meansPhrase(fit: Fit, { fitted, isSample }: SeenCounts): SentencePart[] {
  const target = columnPart(labelOfColumn(fit.spec.target));
  const observed = fit.summary.targetMean;
  const mean = isSample ? null : fitted.reduce((sum, value) => sum + value, 0) / fitted.length;
  const isSame =
    mean === null
      ? fit.spec.hasIntercept && fit.summary.counts?.link === 'log' && fit.summary.counts.isConverged
      : Math.abs(mean - observed) <= SAME * observed;
  if (isSame)
    return [' The mean of ', target, ' and of its fitted means is the same, ', strong(observed), '.'];
  if (mean === null) return [];
  return [' The mean of ', target, ' is ', strong(observed), ', of its fitted means ', strong(mean), '.'];
}

function strong(value: number): SentencePart {
  return { strong: formatNumber(value) };
}
