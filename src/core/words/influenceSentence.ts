import type { Fit } from '../fit/fit.js';
import { LARGE_COOKS_DISTANCE } from '../judge/flags.js';
import { LEVERAGE_ONE } from '../judge/influence.js';
import type { InfluenceKind } from '../judge/influenceKind.js';
import { labelOfColumn } from '../plot/columnLabel.js';
import type { MarkTable } from '../plot/plot.js';
import { formatCount, formatNumber } from './numbers.js';
import { columnPart, joined, linesPhrase } from './parts.js';
import type { Sentence, SentencePart } from './sentence.js';

/** A row is unusual in its features from so many times the average leverage on, in its target from this residual on. */
const UNUSUAL_LEVERAGE = 3;
const UNUSUAL_RESIDUAL = 3;

/** Under leverage against residual: whether a row decides the fit. `top`: marks, the most influential first. */
export function influenceSentence(
  fit: Fit,
  kind: InfluenceKind | null,
  { table, top }: { table: MarkTable; top: readonly number[] },
): Sentence {
  const { summary } = fit;
  if (kind === null)
    return said(null, [
      'Leverage and influence are defined for least squares and for counts; this fit is neither.',
    ]);
  if (summary.isPerfectFit)
    return said(null, ['Here the fit is perfect: what is left is rounding, and no row pulls at it.']);
  const notes = notesOf(fit, kind);
  const alone = top.filter((mark) => table.leverage[mark]! >= LEVERAGE_ONE);
  if (alone.length > 0) return said('look', [...decidesAlone(table, alone), ...notes]);
  const isTight = kind === 'least squares' && summary.dfResidual < 2;
  const first = top[0];
  if (isTight || first === undefined || Number.isNaN(table.cooksDistance[first]!))
    return said(null, [
      'Here is one row more than coefficients: without any row the fit is perfect, and studentised residuals are not defined.',
      ...notes,
    ]);
  const large = top.filter((mark) => table.cooksDistance[mark]! >= LARGE_COOKS_DISTANCE);
  return large.length === 0
    ? said('good', [...noRowDecides(fit, table, first), ...notes])
    : said('look', [...rowsDecide(table, large), ...notes]);
}

function noRowDecides(fit: Fit, table: MarkTable, first: number): SentencePart[] {
  return [
    "No row decides the fit: the largest Cook's distance is ",
    { strong: distanceText(table, first) },
    ', of ',
    ...linesPhrase(table, [first]),
    `, and ${LARGE_COOKS_DISTANCE} would be worth a worry.`,
    ...whyFirst(fit, table, first),
  ];
}

function rowsDecide(table: MarkTable, large: readonly number[]): SentencePart[] {
  const [pull, its] =
    large.length === 1
      ? ['pulls hard', "its Cook's distance is "]
      : ['pull hard', "the largest Cook's distance is "];
  const [word, ...lines] = linesPhrase(table, large);
  return [
    word === 'line ' ? 'Line ' : 'Lines ',
    ...lines,
    ` ${pull} at the fit: ${its}`,
    { strong: distanceText(table, large[0]!) },
    `. From ${LARGE_COOKS_DISTANCE} on, see what the other rows say by themselves.`,
  ];
}

function decidesAlone(table: MarkTable, alone: readonly number[]): SentencePart[] {
  const [word, ...lines] = linesPhrase(table, alone);
  return [
    word === 'line ' ? 'Line ' : 'Lines ',
    ...lines,
    alone.length === 1
      ? ' decides a coefficient alone (leverage 1): the fit goes through it whatever its target is.'
      : ' each decide a coefficient alone (leverage 1): the fit goes through them whatever their targets are.',
  ];
}

function whyFirst({ summary, spec }: Fit, table: MarkTable, mark: number): SentencePart[] {
  const isFar = table.leverage[mark]! >= (UNUSUAL_LEVERAGE * summary.rank) / summary.n;
  const isOff = Math.abs(table.studentised[mark]!) >= UNUSUAL_RESIDUAL;
  if (!isFar || !isOff) return [];
  return [
    ' That row is unusual in both directions, its features and its ',
    columnPart(labelOfColumn(spec.target)),
    '.',
  ];
}

function notesOf({ summary, crowd }: Fit, kind: InfluenceKind): string[] {
  const notes: string[] = [];
  if (kind === 'counts') notes.push(' Leverages are those of the last step of the reweighted fit.');
  if (crowd !== null)
    notes.push(
      ` The cloud is a sample, ${formatCount(crowd.sample.fitted.length)} of ${formatCount(summary.n)} rows; those furthest out are all there.`,
    );
  return notes;
}

function distanceText({ cooksDistance }: MarkTable, mark: number): string {
  return formatNumber(cooksDistance[mark]!, 2);
}

function said(verdict: Sentence['verdict'], parts: readonly SentencePart[]): Sentence {
  return { verdict, parts: joined(parts) };
}
