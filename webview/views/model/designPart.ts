import {
  biasSentence,
  type DesignMatrix,
  type FitReport,
  formatCount,
  formatNumber,
} from '../../../src/protocol/index.js';
import { button, type Child, element } from '../../element.js';
import { predictorName } from '../../format.js';
import { isStale, type PanelModel } from '../../state.js';
import { countsByReason } from '../leftOutList.js';
import { sentenceElement } from '../sentence.js';
import { alignDecimals } from './alignDecimals.js';
import { designTable, lineRow } from './designTable.js';
import type { ModelActions } from './modelActions.js';

/** The design matrix as the model sees it, and its intercept as a column of ones. */
export function designPart(
  report: FitReport,
  { design, snapshot }: Pick<PanelModel, 'design' | 'snapshot'>,
  actions: ModelActions,
): HTMLElement {
  const known = design.report === report ? design : null;
  return element(
    'section',
    { 'data-part': 'design' },
    element('h2', {}, 'Design matrix ', element('span', { class: 'quiet textbook' }, shapeWords(report))),
    ...(known?.answer
      ? shown(report, known.answer, actions)
      : [waiting(known?.error ?? null, { isStale: isStale(snapshot), isAsked: known !== null }, actions)]),
  );
}

/** `X, 503 rows by 4 columns`. */
function shapeWords({ summary, coefficients }: FitReport): string {
  const columns = `${formatCount(coefficients.length)} ${coefficients.length === 1 ? 'column' : 'columns'}`;
  return `X, ${formatCount(summary.n)} rows by ${columns}`;
}

function waiting(
  error: string | null,
  { isStale, isAsked }: { isStale: boolean; isAsked: boolean },
  { onDesign }: ModelActions,
): HTMLElement {
  if (error !== null) return element('p', { class: 'note', role: 'alert' }, error);
  if (isStale)
    return element('p', { class: 'note' }, 'The text has changed since this fit: fit again to see it.');
  if (isAsked) return element('p', { class: 'note' }, 'Reading its first rows, and fitting once more...');
  const ask = button('Show its first rows', onDesign, { secondary: true, 'data-part': 'ask-design' });
  return element('p', {}, ask);
}

function shown(report: FitReport, matrix: DesignMatrix, actions: ModelActions): Child[] {
  const { summary, target } = report;
  return [
    element('p', { class: 'sentence' }, readingWords(report)),
    designTable(report, matrix, actions),
    element('p', { class: 'note' }, restWords(report, matrix)),
    element('h3', {}, 'The bias as a column of ones'),
    ...(matrix.bias === null
      ? [element('p', { class: 'note' }, noComparison(report))]
      : [
          sentenceElement(biasSentence(matrix.bias, { n: summary.n, unit: target.unit }), actions),
          predictionTable(report, matrix, actions),
        ]),
  ];
}

function readingWords(report: FitReport): string {
  const sum = `A row as the model sees it: each column times its weight, added up, is the ${predictorName(report)} that it predicts.`;
  return report.spec.hasIntercept
    ? `${sum} The column of ones is the intercept’s, whose weight every row gets.`
    : sum;
}

function restWords({ summary, leftOut }: FitReport, { rows }: DesignMatrix): string {
  const more = summary.n - rows.length;
  const rest = more > 0 ? `${formatCount(more)} rows more. ` : '';
  const out = leftOut.count > 0 ? `${countsByReason(leftOut)} ` : '';
  return `${rest}${out}Click a row to go to its line.`;
}

function noComparison({ spec, summary }: FitReport): string {
  if (!spec.hasIntercept)
    return 'The model has no intercept, so its design has no column of ones: where every column is 0, it predicts 0.';
  return summary.ridge !== null
    ? 'A ridge shrinks the weight of a column of ones as any other and leaves the intercept alone: the two are not the same model.'
    : 'Compared for least squares, where both ways can be fitted exactly.';
}

/** Both predictions of the rows above. */
function predictionTable(
  { target }: FitReport,
  { rows }: DesignMatrix,
  { goToLines }: ModelActions,
): HTMLElement {
  const heads = ['line', 'with the intercept', 'ones as a column', 'difference'];
  const pairs = rows.map(({ predictions }) => predictions ?? [Number.NaN, Number.NaN]);
  const columns = [
    pairs.map(([one]) => formatNumber(one, 6)),
    pairs.map(([, other]) => formatNumber(other, 6)),
    pairs.map(([one, other]) => formatNumber(one - other, 2)),
  ].map(alignDecimals);
  const made = rows.map((lines, i) =>
    lineRow(
      lines,
      columns.map((texts) => element('td', {}, texts[i]!)),
      goToLines,
    ),
  );
  return element(
    'div',
    { class: 'scroll-across' },
    element(
      'table',
      { class: 'term-table design-table', 'data-part': 'bias-predictions' },
      element('caption', { class: 'unseen' }, `Predictions of ${target.label} both ways`),
      element('thead', {}, element('tr', {}, ...heads.map((text) => element('th', { scope: 'col' }, text)))),
      element('tbody', {}, ...made),
    ),
  );
}
