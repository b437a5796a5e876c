import {
  type CovarianceKind,
  type Factor,
  type FitReport,
  formatEstimate,
  formatNumber,
  formatPValue,
  formatShare,
  formatStandardError,
  formatStatistic,
} from '../../src/protocol/index.js';
import { type CoefficientEntry, coefficientGroups } from '../coefficientRows.js';
import { type Child, element, icon, listening } from '../element.js';
import { withUnit } from '../format.js';
import {
  type Coefficient,
  detailWords,
  intervalText,
  otherErrorName,
  rangeText,
  ratioText,
  statisticName,
} from './coefficientWords.js';
import type { ViewContext } from './context.js';
import { crossesZero, intervalMark } from './intervalMark.js';
import { type MarkScale, markScale, shareOf } from './markScale.js';
import { covarianceSelect, referenceSelect } from './modelSelects.js';

/** Characters of the target's name that the head of the marks has room for. */
const LONGEST_MOVED = 16;

/** One row to a term: estimate, standard error, the interval as a mark and in words, t and p. */
export function coefficientTable(report: FitReport, context: ViewContext): HTMLElement {
  const groups = coefficientGroups(report);
  const entries = groups.flatMap((group) => group.entries);
  const scale = markScale(entries);
  const fraction = Math.max(0, ...report.coefficients.map((row) => fractionLength(estimateText(row))));
  const rows = { report, scale, fraction };
  const bodies = groups.flatMap((group) => [
    group.head && factorRow(group.head, context),
    ...group.entries.map((entry) => termRows(entry, rows)),
  ]);
  const table = element(
    'table',
    { class: 'coefficients', 'data-part': 'coefficients' },
    element('caption', { class: 'unseen' }, `Coefficients of ${report.spec.formula}`),
    element('thead', {}, headRow(report, context)),
    ...bodies,
    scale && element('tfoot', {}, scaleRow(scale, report)),
  );
  return element(
    'div',
    { class: 'coefficient-part' },
    table,
    scale && element('p', { class: 'note' }, noteOf(report, entries)),
  );
}

/** The factor, and the level its other levels are compared with. */
function factorRow(factor: Factor, context: ViewContext): HTMLElement {
  const select = referenceSelect(factor, context.choose);
  const words = [`${factor.label}, against `, select];
  const cell = element('th', { colspan: 8, scope: 'rowgroup', class: 'factor' }, ...words);
  return element('tbody', {}, element('tr', {}, cell));
}

/** By how many times the mean is larger for one more unit: what terms of counts say. */
function hasRates({ coefficients }: FitReport): boolean {
  return coefficients.some(({ rateRatio }) => rateRatio !== null);
}

/** `std. error`, `HC1 error`. */
function errorName(kind: CovarianceKind): string {
  return kind === 'classic' ? 'std. error' : `${kind.toUpperCase()} error`;
}

/** A quantile without standard errors has no interval; where its optima lie is shown in place of that. */
function hasRanges({ summary: { robust } }: FitReport): boolean {
  return robust?.kind === 'quantile' && robust.ranges !== null && robust.samples === 0;
}

type RowContext = { report: FitReport; scale: MarkScale | null; fraction: number };

function headRow(report: FitReport, context: ViewContext): HTMLElement {
  const { target, confidence, summary } = report;
  const isLog = summary.counts?.link === 'log';
  const unit = target.unit === null || isLog ? '' : `, ${target.unit}`;
  const named = isLog ? `log ${target.label}` : target.label;
  // A longer name would take the room of the terms.
  const moved = named.length > LONGEST_MOVED ? 'the target' : named;
  const moves = [
    element('span', { class: 'wide' }, `1 sd moves ${moved} by${unit}`),
    element('span', { class: 'narrow' }, '1 sd moves'),
  ];
  return element(
    'tr',
    {},
    head('term', 'term'),
    head('estimate', `estimate${unit}`),
    head(
      'error',
      report.spec.family === undefined && summary.ridge === null
        ? covarianceSelect(summary.covariance, context.choose, errorName)
        : otherErrorName(summary),
    ),
    hasRates(report) && head('ratio', 'rate ratio'),
    head('interval', hasRanges(report) ? 'range of optima' : `${formatShare(confidence)} interval`),
    head('mark', ...moves),
    head('statistic', statisticName(summary)),
    head('p', 'p'),
  );
}

/** A term and, under it, the details that open on demand: no number is out of reach in a narrow panel. */
function termRows(entry: CoefficientEntry, context: RowContext): HTMLElement {
  const { row } = entry;
  const details = element(
    'tr',
    { class: 'details' },
    element('td', { colspan: 8 }, detailWords(row, context.report)),
  );
  details.hidden = true;
  const opener = listening(
    element(
      'button',
      { type: 'button', class: 'plain term-button', 'aria-expanded': 'false' },
      ...termWords(entry),
      icon('chevron-right'),
    ),
    {
      click: () => {
        details.hidden = !details.hidden;
        opener.setAttribute('aria-expanded', String(!details.hidden));
      },
    },
  );
  const name = element('th', { scope: 'row', class: entry.isLevel ? 'term level' : 'term' }, opener);
  const attributes = { 'data-term': row.name, class: row.estimate === null ? 'left-out-term' : null };
  return element('tbody', {}, element('tr', attributes, name, ...numberCells(entry, context)), details);
}

function numberCells(entry: CoefficientEntry, { scale, fraction, report }: RowContext): HTMLElement[] {
  const { row } = entry;
  if (row.estimate === null)
    return [
      cell('estimate', report.summary.aliased.includes(row.name) ? 'left out' : 'not finite'),
      ...[...(hasRates(report) ? ['error', 'ratio'] : ['error']), 'interval', 'mark', 'statistic', 'p'].map(
        (name) => cell(name, name === 'mark' && scale ? intervalMark(null, scale, '') : ''),
      ),
    ];
  const estimate = cell('estimate', estimateText(row));
  estimate.style.paddingRight = paddingFor(fraction - fractionLength(estimateText(row)), fraction);
  const interval = hasRanges(report) ? (rangeText(row, report) ?? 'none') : intervalText(row);
  const spoken = `${formatShare(report.confidence)} interval ${interval}`;
  return [
    estimate,
    cell('error', formatStandardError(row.standardError)),
    ...(hasRates(report) ? [cell('ratio', ratioText(row))] : []),
    cell('interval', interval),
    cell('mark', scale ? intervalMark(entry, scale, spoken) : ''),
    cell('statistic', formatStatistic(row.statistic)),
    cell('p', formatPValue(row.pValue)),
  ];
}

function termWords({ words, per, step }: CoefficientEntry): Child[] {
  if (step === null) return [element('span', { class: 'quiet' }, words)];
  return [
    element('span', {}, words),
    per !== null && element('span', { class: 'quiet unit' }, ` per ${per}`),
  ];
}

function scaleRow(scale: MarkScale, report: FitReport): HTMLElement {
  const labels = scale.ticks.map((tick) => {
    const label = element(
      'span',
      {},
      tick === 0 ? '0' : `${tick > 0 ? '+' : ''}${formatNumber(tick, 2).replace(/\.0+$/, '')}`,
    );
    label.style.left = `${(shareOf(scale, tick) * 100).toFixed(2)}%`;
    return label;
  });
  const ratio = hasRates(report) ? ['ratio'] : [];
  const blank = ['term', 'estimate', 'error', ...ratio, 'interval'].map((name) => cell(name, ''));
  const ticks = element('td', { class: 'mark' }, element('div', { class: 'mark-scale' }, ...labels));
  return element('tr', { 'aria-hidden': 'true' }, ...blank, ticks, cell('statistic', ''), cell('p', ''));
}

function noteOf({ confidence }: FitReport, entries: readonly CoefficientEntry[]): string {
  const shown = entries.filter(({ row, step }) => step !== null && row.estimate !== null);
  const numbers = shown.filter(({ isLevel }) => !isLevel);
  const only = shown.length === 1 && numbers.length === 1 ? numbers[0]!.row : undefined;
  const what = only?.label
    ? `${only.label.label}, ${withUnit(formatNumber(only.featureSd!), only.label.unit)}`
    : 'a feature';
  const steps = [
    ...(numbers.length > 0 ? [`one sd of ${what}`] : []),
    ...(numbers.length < shown.length ? ['a level against its reference'] : []),
  ];
  if (!shown.some(({ row }) => row.confidenceInterval !== null))
    return `Marks: how far the target moves with ${steps.join(', or with ')}.`;
  const hollow = shown.some(({ row }) => crossesZero(row))
    ? ' A hollow mark reaches across zero: the file cannot tell its sign.'
    : '';
  return `Marks: ${formatShare(confidence)} interval for ${steps.join(', or for ')}.${hollow} Digits end at the second figure of the standard error.`;
}

function estimateText(row: Coefficient): string {
  return formatEstimate(row.estimate, row.standardError);
}

/** Digits after the point; 0 for whole numbers and for scientific form. */
function fractionLength(text: string): number {
  return /^[^e.]*\.(\d+)$/.exec(text)?.[1]?.length ?? 0;
}

/** Room for the digits a number does not have, so that all points of a column stand under each other. */
function paddingFor(missing: number, most: number): string {
  const point = missing === most && most > 0 ? ' + 0.3em' : '';
  return `calc(${missing}ch${point} + var(--cell))`;
}

function head(name: string, ...words: Child[]): HTMLElement {
  return element('th', { scope: 'col', class: name }, ...words);
}

function cell(name: string, content: Child): HTMLElement {
  return element('td', { class: name }, content);
}
