import { type EmptyRows, formatCount, type PredictionForm } from '../../../src/protocol/index.js';
import { element, linkButton } from '../../element.js';
import { withUnit } from '../../format.js';
import { predictionFormat } from '../../predictionNumbers.js';
import type { PredictActions } from './predictActions.js';

/** The rows of the file whose target is empty, each with what the fit says of it. */
export function emptyRowsTable(
  { target }: PredictionForm,
  { count, rows }: EmptyRows,
  actions: PredictActions,
): HTMLElement {
  const unit = target.unit === null ? '' : `, ${target.unit}`;
  const head = ['line', `prediction${unit}`, 'one new row', ''];
  const more =
    count > rows.length &&
    element(
      'p',
      { class: 'note' },
      `${formatCount(count - rows.length)} more; \`Score a CSV...\` writes all of them.`,
    );
  return element(
    'section',
    { 'data-part': 'empty-rows' },
    element(
      'h2',
      {},
      `${formatCount(count)} ${count === 1 ? 'row' : 'rows'} without ${withUnit(target.label, null)}`,
    ),
    element(
      'div',
      { class: 'predict-scroll', tabindex: 0, role: 'region', 'aria-label': 'Rows without a target' },
      element(
        'table',
        { class: 'predict-empty' },
        element('thead', {}, element('tr', {}, ...head.map((word) => element('th', { scope: 'col' }, word)))),
        element('tbody', {}, ...rows.map((row) => bodyRow(row, actions))),
      ),
    ),
    more,
  );
}

function bodyRow(row: EmptyRows['rows'][number], actions: PredictActions): HTMLElement {
  const { line, lastLine, fit, predictionInterval, beyond } = row;
  const go = linkButton(String(line), () => actions.goTo({ firstLine: line, lastLine }), {
    'aria-label': `Go to line ${line}`,
  });
  const format = predictionFormat(predictionInterval, 2);
  const interval = predictionInterval?.map(format).join(' to ') ?? 'none';
  return element(
    'tr',
    {},
    element('td', {}, go),
    element('td', {}, Number.isFinite(fit) ? format(fit) : 'none'),
    element('td', {}, interval),
    element('td', { class: 'look' }, beyond.join('; ')),
  );
}
