import { type FitReport, formatCount } from '../../src/protocol/index.js';
import { element, linkButton } from '../element.js';
import type { Lines } from './lines.js';

const SHOWN_ROWS = 200;

/** The rows and columns that are not in the fit, each with its reason; a row's line is a link. */
export function leftOutList(report: FitReport, goTo: (lines: Lines) => void): HTMLElement {
  const attributes = {
    class: 'left-out',
    role: 'region',
    'aria-label': 'Left out',
    tabindex: 0,
    'data-part': 'left-out-list',
  };
  return element(
    'div',
    attributes,
    report.leftOut.count > 0 && rowsTable(report, goTo),
    report.leftOutColumns.length > 0 && columnsTable(report),
  );
}

function rowsTable({ leftOut }: FitReport, goTo: (lines: Lines) => void): HTMLElement {
  const shown = leftOut.rows.slice(0, SHOWN_ROWS);
  const rows = shown.map(({ line, lastLine, reason, column, cell }) => {
    const go = linkButton(`line ${line}`, () => goTo({ firstLine: line, lastLine }));
    const found = cell === '' ? 'empty' : element('code', {}, cell);
    return element('tr', {}, cellOf(go), cellOf(reason), cellOf(element('code', {}, column)), cellOf(found));
  });
  const rest = `and ${formatCount(leftOut.count - shown.length)} more`;
  return element(
    'div',
    {},
    table('Rows left out', ['line', 'reason', 'column', 'cell'], rows),
    leftOut.count > shown.length && element('p', { class: 'note' }, rest),
  );
}

function columnsTable({ leftOutColumns }: FitReport): HTMLElement {
  const rows = leftOutColumns.map(({ name, reason }) =>
    element('tr', {}, cellOf(element('code', {}, name)), cellOf(reason)),
  );
  return table('Columns left out', ['column', 'reason'], rows);
}

function table(caption: string, heads: readonly string[], rows: readonly HTMLElement[]): HTMLElement {
  const head = element('tr', {}, ...heads.map((text) => element('th', { scope: 'col' }, text)));
  return element(
    'table',
    {},
    element('caption', { class: 'unseen' }, caption),
    element('thead', {}, head),
    element('tbody', {}, ...rows),
  );
}

function cellOf(content: Node | string): HTMLElement {
  return element('td', {}, content);
}
