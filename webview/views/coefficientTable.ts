import {
  type FitReport,
  formatEstimate,
  formatNumber,
  formatPValue,
  formatShare,
  formatStandardError,
  formatStatistic,
  oneUnit,
} from '../../src/protocol/index.js';
import { type Child, element, icon, listening } from '../element.js';
import { intervalWords, withUnit } from '../format.js';
import { crossesZero, intervalMark } from './intervalMark.js';
import { type MarkScale, markScale, shareOf } from './markScale.js';

type Coefficient = FitReport['coefficients'][number];

/** One row to a term: estimate, standard error, the interval as a mark and in words, t and p. */
export function coefficientTable(report: FitReport): HTMLElement {
  const scale = markScale(report.coefficients);
  const fraction = Math.max(0, ...report.coefficients.map((row) => fractionLength(estimateText(row))));
  const bodies = report.coefficients.map((row) => termRows(row, { report, scale, fraction }));
  const table = element(
    'table',
    { class: 'coefficients', 'data-part': 'coefficients' },
    element('caption', { class: 'unseen' }, `Coefficients of ${report.spec.formula}`),
    element('thead', {}, headRow(report)),
    ...bodies,
    scale && element('tfoot', {}, scaleRow(scale)),
  );
  return element(
    'div',
    { class: 'coefficient-part' },
    table,
    scale && element('p', { class: 'note' }, noteOf(report)),
  );
}

type RowContext = { report: FitReport; scale: MarkScale | null; fraction: number };

function headRow({ target, confidence, summary }: FitReport): HTMLElement {
  const isLog = summary.counts?.link === 'log';
  const unit = target.unit === null || isLog ? '' : `, ${target.unit}`;
  const moved = isLog ? `log ${target.label}` : target.label;
  const moves = [
    element('span', { class: 'wide' }, `1 sd moves ${moved} by${unit}`),
    element('span', { class: 'narrow' }, '1 sd moves'),
  ];
  return element(
    'tr',
    {},
    head('term', 'term'),
    head('estimate', `estimate${unit}`),
    head('error', 'std. error'),
    head('interval', `${formatShare(confidence)} interval`),
    head('mark', ...moves),
    head('statistic', summary.counts === null ? 't' : 'z'),
    head('p', 'p'),
  );
}

/** A term and, under it, the details that open on demand: no number is out of reach in a narrow panel. */
function termRows(row: Coefficient, context: RowContext): HTMLElement {
  const details = element(
    'tr',
    { class: 'details' },
    element('td', { colspan: 7 }, detailWords(row, context.report)),
  );
  details.hidden = true;
  const opener = listening(
    element(
      'button',
      { type: 'button', class: 'plain term-button', 'aria-expanded': 'false' },
      ...termWords(row),
      icon('chevron-right'),
    ),
    {
      click: () => {
        details.hidden = !details.hidden;
        opener.setAttribute('aria-expanded', String(!details.hidden));
      },
    },
  );
  const name = element('th', { scope: 'row', class: 'term' }, opener);
  const attributes = { 'data-term': row.name, class: row.estimate === null ? 'left-out-term' : null };
  return element('tbody', {}, element('tr', attributes, name, ...numberCells(row, context)), details);
}

function numberCells(row: Coefficient, { scale, fraction, report }: RowContext): HTMLElement[] {
  if (row.estimate === null)
    return [
      cell('estimate', report.summary.aliased.includes(row.name) ? 'left out' : 'not finite'),
      ...['error', 'interval', 'mark', 'statistic', 'p'].map((name) =>
        cell(name, name === 'mark' && scale ? intervalMark(null, scale, '') : ''),
      ),
    ];
  const estimate = cell('estimate', estimateText(row));
  estimate.style.paddingRight = paddingFor(fraction - fractionLength(estimateText(row)), fraction);
  const interval = intervalText(row);
  const spoken = `${formatShare(report.confidence)} interval ${interval}`;
  return [
    estimate,
    cell('error', formatStandardError(row.standardError)),
    cell('interval', interval),
    cell('mark', scale ? intervalMark(row, scale, spoken) : ''),
    cell('statistic', formatStatistic(row.statistic)),
    cell('p', formatPValue(row.pValue)),
  ];
}

/** `0.173 to 0.184`, to one digit more than the estimate so that the ends differ. */
export function intervalText({ confidenceInterval, standardError }: Coefficient): string {
  if (confidenceInterval === null) return 'none';
  return intervalWords(confidenceInterval, (value) => formatEstimate(value, standardError));
}

function termWords({ label, name }: Coefficient): Child[] {
  if (label === null)
    return [element('span', { class: 'quiet' }, name === '(Intercept)' ? 'intercept' : name)];
  if (label.unit === null) return [element('span', {}, label.label)];
  return [
    element('span', {}, label.label),
    element('span', { class: 'quiet unit' }, ` per ${oneUnit(label.unit)}`),
  ];
}

function detailWords(row: Coefficient, { confidence, target, summary }: FitReport): string {
  if (row.estimate === null) return 'Left out: it holds nothing that the other terms do not hold.';
  const none = summary.isPerfectFit ? 'none, the fit is perfect' : 'none';
  const parts = [
    `${formatShare(confidence)} interval ${intervalText(row)}`,
    `std. error ${row.standardError === null ? none : formatStandardError(row.standardError)}`,
    `t ${row.statistic === null ? none : formatStatistic(row.statistic)}`,
    `p ${formatPValue(row.pValue)}`,
    row.robustStandardError === null
      ? null
      : `robust std. error ${formatStandardError(row.robustStandardError)}`,
    row.vif === null ? null : `variance inflation ${formatNumber(row.vif)}`,
    row.featureSd === null || row.label === null
      ? null
      : `sd ${withUnit(formatNumber(row.featureSd), row.label.unit)}`,
  ];
  return `${withUnit('Estimate', target.unit === null ? null : `in ${target.unit}`)}: ${parts.filter((part) => part !== null).join(' · ')}`;
}

function scaleRow(scale: MarkScale): HTMLElement {
  const labels = scale.ticks.map((tick) => {
    const label = element(
      'span',
      {},
      tick === 0 ? '0' : `${tick > 0 ? '+' : ''}${formatNumber(tick, 2).replace(/\.0+$/, '')}`,
    );
    label.style.left = `${(shareOf(scale, tick) * 100).toFixed(2)}%`;
    return label;
  });
  const blank = ['term', 'estimate', 'error', 'interval'].map((name) => cell(name, ''));
  const ticks = element('td', { class: 'mark' }, element('div', { class: 'mark-scale' }, ...labels));
  return element('tr', { 'aria-hidden': 'true' }, ...blank, ticks, cell('statistic', ''), cell('p', ''));
}

function noteOf({ confidence, coefficients }: FitReport): string {
  const features = coefficients.filter((row) => row.featureSd !== null && row.estimate !== null);
  const only = features.length === 1 ? features[0] : undefined;
  const what = only?.label
    ? `${only.label.label}, ${withUnit(formatNumber(only.featureSd!), only.label.unit)}`
    : 'a feature';
  const hollow = features.some(crossesZero)
    ? ' A hollow mark reaches across zero: the file cannot tell its sign.'
    : '';
  return `Marks: ${formatShare(confidence)} interval for one sd of ${what}.${hollow} Digits end at the second figure of the standard error.`;
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
