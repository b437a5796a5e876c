import type { CoefficientRow, Fit } from '../fit/fit.js';
import { rateRatio } from '../judge/inference.js';
import { fittedWord } from '../model/family.js';
import type { LoneMove } from '../model/loneMoves.js';
import { labelOf, labelOfColumn } from '../plot/columnLabel.js';
import type { ColumnLabel } from '../plot/plot.js';
import type { Effect } from './effects.js';
import { formatEstimate, formatNumber, formatShare } from './numbers.js';
import { columnPart, shortened } from './parts.js';
import type { SentencePart } from './sentence.js';
import { oneUnit } from './units.js';

/**
 * What one more unit of a feature goes with, or one level rather than the reference:
 * `each extra sqft goes with 0.179 kUSD more (95 % interval 0.173 to 0.184).`, `zone edge rather than centre goes with
 * ...`
 *
 * @param isFirst true where the sentence begins with it.
 */
export function effectPhrase(fit: Fit, { row, column, move }: Effect, isFirst: boolean): SentencePart[] {
  const subject =
    move?.kind === 'level'
      ? levelPhrase(move)
      : [isFirst ? 'Each extra ' : 'each extra ', ...unitPhrase(labelOfColumn(column))];
  if (fit.summary.counts?.link === 'log') return [...subject, ...ratioPhrase(fit, row)];
  const target = labelOfColumn(fit.spec.target);
  const estimate = row.estimate ?? 0;
  const direction = estimate < 0 ? 'less' : 'more';
  const size = shortEstimate(Math.abs(estimate), row);
  return [
    ...subject,
    ' goes with ',
    { strong: withUnit(size, target) },
    ` ${direction}`,
    ...(target.unit === null ? [' ', columnPart(target)] : []),
    quantileText(fit),
    intervalText(fit, row, estimate < 0),
    '.',
  ];
}

/** A quantile other than the mean is named. */
function quantileText({ spec: { family } }: Fit): string {
  return family?.name === 'laplace' ? ` in the ${fittedWord(family)}` : '';
}

function levelPhrase({ factor, level }: LoneMove & { kind: 'level' }): SentencePart[] {
  const reference = factor.levels[0]!.level;
  return [columnPart(labelOf(factor.column)), ` ${shortened(level)} rather than ${shortened(reference)}`];
}

/** `383 kUSD (95 % interval 380 to 386)`: the mean of the target, where the model holds nothing but the intercept. */
export function meanPhrase(fit: Fit): SentencePart[] {
  const target = labelOfColumn(fit.spec.target);
  const [intercept] = fit.coefficients;
  if (intercept !== undefined && fit.summary.counts?.link === 'log')
    return ratioWords(fit, intercept, (text) => withUnit(text, target));
  const isMean = fit.summary.robust === null;
  const size = shortEstimate(isMean ? fit.summary.targetMean : (intercept?.estimate ?? 0), intercept);
  return [
    { strong: withUnit(size, target) },
    intercept === undefined ? '' : intervalText(fit, intercept, false),
  ];
}

/** Of a log link: `multiplies the expected visits by 1.21 (95 % interval 1.15 to 1.27).` */
function ratioPhrase(fit: Fit, coefficient: CoefficientRow): SentencePart[] {
  return [
    ' multiplies the expected ',
    columnPart(labelOfColumn(fit.spec.target)),
    ' by ',
    ...ratioWords(fit, coefficient, (text) => text),
    '.',
  ];
}

/** The exponential of a coefficient and its interval. */
function ratioWords(
  { confidence }: Fit,
  coefficient: CoefficientRow,
  worded: (text: string) => string,
): SentencePart[] {
  const ratio = rateRatio(coefficient);
  if (ratio === null) return [];
  const [low, high] = ratio.interval;
  const isSlope = coefficient.featureSd !== null;
  const doubt = isSlope && low < 1 && high > 1 ? ', so the file cannot tell more from less' : '';
  const ends = [low, high].map((end) => formatNumber(end)).join(' to ');
  return [
    { strong: worded(formatNumber(ratio.value)) },
    ` (${formatShare(confidence)} interval ${ends}${doubt})`,
  ];
}

/**
 * For a sentence, a number ends at the first digit of the standard error where that leaves the estimate three digits:
 * 0.179 rather than 0.1788. Else at the second, as in the table.
 */
export function shortEstimate(value: number, coefficient: CoefficientRow | undefined): string {
  const standardError = coefficient?.standardError ?? null;
  const estimate = coefficient?.estimate ?? 0;
  const isPrecise = standardError !== null && decade(estimate) - decade(standardError) >= 2;
  return formatEstimate(value, standardError, isPrecise ? 1 : 2);
}

/** A value with its unit, if there is one. */
export function withUnit(text: string, { unit }: ColumnLabel): string {
  return unit === null ? text : `${text} ${shortened(unit)}`;
}

/** The interval in words, its signs turned round where the sentence says "less". */
function intervalText(fit: Fit, coefficient: CoefficientRow, isLess: boolean): string {
  const { confidenceInterval, standardError } = coefficient;
  if (confidenceInterval === null || !standardError || fit.summary.isPerfectFit) return '';
  const [low, high] = confidenceInterval;
  const isSlope = coefficient.featureSd !== null;
  const crossesZero = isSlope && low < 0 && high > 0;
  const ends = isLess && !crossesZero ? [-high, -low] : [low, high];
  const [from, to] = ends.map((end) => shortEstimate(end, coefficient));
  const doubt = crossesZero ? ', so the file cannot tell its sign' : '';
  return ` (${formatShare(fit.confidence)} interval ${from} to ${to}${doubt})`;
}

function decade(value: number): number {
  return Math.floor(Math.log10(Math.abs(value)));
}

function unitPhrase(feature: ColumnLabel): SentencePart[] {
  return feature.unit === null ? ['unit of ', columnPart(feature)] : [shortened(oneUnit(feature.unit))];
}
