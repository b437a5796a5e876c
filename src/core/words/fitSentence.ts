import { MOST_CHARTED } from '../fit/chartedFeatures.js';
import type { Fit } from '../fit/fit.js';
import { fittedWord, linkOf } from '../model/family.js';
import { labelOfColumn } from '../plot/columnLabel.js';
import { type Effect, effectsOf, termLabels } from './effects.js';
import type { Findings } from './findings.js';
import { formatExact } from './numbers.js';
import { columnPart, countWord, joined, linesPhrase, listed, type Phrase } from './parts.js';
import type { Sentence, SentencePart } from './sentence.js';
import { effectPhrase, meanPhrase, withUnit } from './slope.js';

/** Other features a sentence names, and the characters their names may take; else it only says how many. */
const NAMED_OTHERS = 3;
const NAMED_CHARACTERS = 40;

/**
 * Under the chart of the fit: what the feature that moves the target most goes with (or the mean), then how the rows
 * lie about the line or the diagonal.
 */
export function fitSentence(fit: Fit, findings: Findings): Sentence {
  const kept = effectsOf(fit);
  const parts = isConstantTarget(fit)
    ? constantTarget(fit)
    : fit.spec.features.length > 1
      ? severalFeatures(fit, kept, findings)
      : oneFeature(fit, kept[0], findings);
  return { verdict: null, parts: joined(parts) };
}

function oneFeature(fit: Fit, kept: Effect | undefined, findings: Findings): SentencePart[] {
  if (kept === undefined) return [...mean(fit), ...aboutMean(fit, findings)];
  return [...effectPhrase(fit, kept, true), ...heldAtZero(fit), ...alongLine(fit, kept, findings)];
}

function severalFeatures(fit: Fit, kept: readonly Effect[], findings: Findings): SentencePart[] {
  if (kept.length === 0) return mean(fit);
  const numbers = kept.filter(({ move }) => move?.kind === 'number');
  return [...largestMove(fit, kept), ...alongDiagonal(fit, findings), whatIsDrawn(fit, numbers.length)];
}

/** Why not every feature has a small chart. */
function whatIsDrawn({ summary }: Fit, numbers: number): string {
  if (summary.counts?.link === 'log' && numbers > 0)
    return ' No feature is drawn by itself: how it goes with the count depends on where the others stand.';
  return numbers > MOST_CHARTED
    ? ` Of ${numbers} features the ${MOST_CHARTED} that move it most are drawn.`
    : '';
}

/** What the coefficient that moves the target most says, of those that say something by themselves. */
function largestMove(fit: Fit, kept: readonly Effect[]): SentencePart[] {
  const largest = kept.find(({ move }) => move !== null);
  if (largest === undefined) return ['No coefficient speaks for itself: the terms share their columns.'];
  const others = heldFixed(
    fit,
    kept.filter(({ term }) => term !== largest.term),
  );
  return [...others, ...effectPhrase(fit, largest, others.length === 0)];
}

function heldFixed(fit: Fit, others: readonly Effect[]): SentencePart[] {
  if (others.length === 0) return [];
  const labels = termLabels(fit, others);
  const length = labels.reduce((sum, { label }) => sum + label.length, 0);
  if (labels.length > NAMED_OTHERS || length > NAMED_CHARACTERS)
    return [`With the other ${countWord(labels.length)} held fixed, `];
  const names = labels.map((label): Phrase => [columnPart(label)]);
  return ['With ', ...listed(names), ' held fixed, '];
}

function isConstantTarget({ columns }: Fit): boolean {
  const { low, high } = columns.at(-1)!;
  return low === high;
}

function constantTarget(fit: Fit): SentencePart[] {
  const target = labelOfColumn(fit.spec.target);
  const value = withUnit(formatExact(fit.columns.at(-1)!.low), target);
  return [columnPart(target), ' is ', { strong: value }, ' in every row, so there is nothing to explain.'];
}

/** No slope to speak of: a model of the mean alone, or features of one value only. */
function mean(fit: Fit): SentencePart[] {
  const target = columnPart(labelOfColumn(fit.spec.target));
  const why: SentencePart[] =
    fit.spec.features.length === 0
      ? [`The ${fittedWord(fit.spec.family)} of `]
      : [
          ...listed(
            fit.spec.features.slice(0, NAMED_OTHERS).map((column) => [columnPart(labelOfColumn(column))]),
          ),
          ` cannot tell the rows apart, so what is fitted is the ${fittedWord(fit.spec.family)} of `,
        ];
  return [...why, target, fit.spec.features.length === 0 ? ' is ' : ', ', ...meanPhrase(fit), '.'];
}

function heldAtZero({ spec }: Fit): SentencePart[] {
  if (spec.hasIntercept) return [];
  return [
    linkOf(spec.family) === 'log' ? ' The curve is held at 1 where x is 0.' : ' The line is held at zero.',
  ];
}

function aboutMean(fit: Fit, findings: Findings): SentencePart[] {
  if (fit.spec.features.length > 0) return [];
  const { apart } = findings;
  const here: SentencePart[] = apart.length === 0 ? ['here they are'] : ['here ', ...setApart(fit, apart)];
  return [' Rows should lie about it alike from first to last; ', ...here, '.'];
}

function alongLine(fit: Fit, kept: Effect, findings: Findings): SentencePart[] {
  if (fit.summary.isPerfectFit)
    return [' Every row lies on the line to the last digit, as when one column is computed from the other.'];
  const line = fit.summary.counts?.link === 'log' ? 'curve' : 'line';
  const good = ` A good fit has rows spread evenly along the whole ${line}; here `;
  if (findings.isTooFew) return [good, 'there are too few rows to tell.'];
  const troubles = troublesAlong(fit, findings, growth(kept, findings));
  return [good, ...(troubles.length === 0 ? ['they are'] : listed(troubles, ', and ')), '.'];
}

/** How the spread goes with the feature; it was judged along the fitted value, which may run the other way. */
function growth({ row, column }: Effect, { spread }: Findings): Phrase | null {
  if (spread === null || spread.kind === 'level') return null;
  const isRising = (spread.kind === 'grows') === (row.estimate ?? 0) > 0;
  return [
    isRising ? 'the spread grows with ' : 'the spread shrinks with ',
    columnPart(labelOfColumn(column)),
  ];
}

function troublesAlong(fit: Fit, { bend, apart }: Findings, spread: Phrase | null): Phrase[] {
  const troubles: Phrase[] = [];
  if (bend !== null && bend.kind !== 'flat') troubles.push(['the rows bend away from it']);
  if (spread !== null) troubles.push(spread);
  if (apart.length > 0) troubles.push(setApart(fit, apart));
  return troubles;
}

function setApart({ rows }: Fit, apart: readonly number[]): SentencePart[] {
  return [...linesPhrase(rows, apart), apart.length === 1 ? ' is set apart' : ' are set apart'];
}

function alongDiagonal(fit: Fit, { bend, apart, isTooFew }: Findings): SentencePart[] {
  if (fit.summary.isPerfectFit)
    return [' Every row lies on the diagonal to the last digit, as when the target is computed.'];
  const good = ' A good fit hugs the dashed diagonal over its whole length; ';
  if (isTooFew) return [good, 'here there are too few rows to tell.'];
  const except: SentencePart[] = apart.length === 0 ? [] : [', apart from ', ...linesPhrase(fit.rows, apart)];
  if (bend === null || bend.kind === 'flat') return [good, 'this one does', ...except, '.'];
  const away: SentencePart[] = apart.length === 0 ? [] : [', and ', ...setApart(fit, apart)];
  return [good, 'this one bends away from it', ...away, '.'];
}
