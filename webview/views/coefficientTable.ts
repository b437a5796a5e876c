import {
  type FitReport,
  formatEstimate,
  formatNumber,
  formatPValue,
  formatShare,
  formatStandardError,
  formatStatistic,
} from '../../src/protocol/index.js';
import { type Child, element, icon, listening, svgElement } from '../element.js';
import { intervalWords, oneUnit, withUnit } from '../format.js';
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

function headRow({ target, confidence }: FitReport): HTMLElement {
  const unit = target.unit === null ? '' : `, ${target.unit}`;
  const moves = [
    element('span', { class: 'wide' }, `1 sd moves ${target.label} by${unit}`),
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
    head('statistic', 't'),
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
      cell('estimate', 'left out'),
      ...['error', 'interval', 'mark', 'statistic', 'p'].map((name) =>
        cell(name, name === 'mark' && scale ? markOf(null, scale, '') : ''),
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
    cell('mark', scale ? markOf(row, scale, spoken) : ''),
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

/** The interval for one sd of the feature; hollow where it reaches across zero. */
function markOf(row: Coefficient | null, scale: MarkScale, spoken: string): Element {
  const at = (value: number) => `${(shareOf(scale, value) * 100).toFixed(2)}%`;
  const zero = svgElement('line', { class: 'zero', x1: at(0), x2: at(0), y1: 0, y2: '100%' });
  const picture = svgElement(
    'svg',
    {
      class: 'interval-mark',
      role: row ? 'img' : null,
      'aria-label': row ? spoken : null,
      'aria-hidden': row ? null : 'true',
    },
    zero,
  );
  if (!row || row.estimate === null || row.featureSd === null) return picture;
  const middle = row.estimate * row.featureSd;
  picture.append(svgElement('line', { class: 'stem', x1: at(0), x2: at(middle), y1: '50%', y2: '50%' }));
  const ends = row.confidenceInterval?.map((end) => end * row.featureSd!);
  if (ends)
    picture.append(
      svgElement('line', { class: 'range', x1: at(ends[0]!), x2: at(ends[1]!), y1: '50%', y2: '50%' }),
    );
  const isHollow = ends !== undefined && ends[0]! < 0 && ends[1]! > 0;
  picture.append(
    svgElement('circle', {
      class: isHollow ? 'dot hollow' : 'dot',
      cx: at(middle),
      cy: '50%',
      r: isHollow ? 4 : 4.5,
    }),
  );
  return picture;
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

function crossesZero({ confidenceInterval }: Coefficient): boolean {
  return confidenceInterval !== null && confidenceInterval[0] < 0 && confidenceInterval[1] > 0;
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
