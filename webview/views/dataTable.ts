import { formatCount } from '../../src/protocol/index.js';
import type { PlottedColumn } from '../charts/picture.js';
import { element } from '../element.js';

const SHOWN_ROWS = 200;

/** What a chart plots as a table, for reading without the picture. Long tables end with a word that says so. */
export function dataTable(columns: readonly PlottedColumn[], caption: string): HTMLElement {
  const rowCount = columns[0]?.values.length ?? 0;
  const shown = Math.min(rowCount, SHOWN_ROWS);
  const head = element('tr', {}, ...columns.map(({ name }) => element('th', { scope: 'col' }, name)));
  const rows = Array.from({ length: shown }, (_, row) =>
    element('tr', {}, ...columns.map(({ values }) => element('td', {}, cellText(values[row]!)))),
  );
  const table = element(
    'table',
    {},
    element('caption', { class: 'unseen' }, caption),
    element('thead', {}, head),
    element('tbody', {}, ...rows),
  );
  const rest = `The first ${shown} of ${formatCount(rowCount)} rows; Save data as CSV has them all.`;
  return element(
    'div',
    { class: 'data-table', 'data-part': 'data-table', tabindex: 0, role: 'region', 'aria-label': caption },
    table,
    rowCount > shown && element('p', { class: 'note' }, rest),
  );
}

function cellText(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(7))).replace('-', '−') : 'none';
}
