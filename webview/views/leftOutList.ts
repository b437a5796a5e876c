import { type FitReport, formatCount, type LeftOut } from '../../src/protocol/index.js';
import { element, linkButton, textWithCode } from '../element.js';
import type { Lines } from './lines.js';

type LeftOutRow = LeftOut['rows'][number];

/** What may be done with rows that are left out. */
export type LeftOutActions = {
  goTo(lines: Lines): void;
  /** Rows that the user left out, by their lines; null: all of them. */
  takeBack(lines: readonly number[] | null): void;
};

/** The rows and columns that are not in the fit, each with its reason; a row's line is a link. */
export function leftOutList(report: FitReport, actions: LeftOutActions): HTMLElement {
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
    report.leftOut.count > 0 && rowsTable(report, actions),
    report.leftOutColumns.length > 0 && columnsTable(report),
  );
}

/** `15 rows left out: missing value (12), not a number (3).`, or `3 rows left out: missing value.` */
export function countsByReason({ count, byReason }: LeftOut): string {
  const all = Object.entries(byReason);
  const reasons = all.map(([reason, rows]) =>
    all.length === 1 ? reason : `${reason} (${formatCount(rows)})`,
  );
  return `${formatCount(count)} ${count === 1 ? 'row' : 'rows'} left out: ${reasons.join(', ')}.`;
}

/** Why a row is not in the fit, with names and cells in backticks: `` `12,5x` is not a number in column `price` ``. */
export function reasonWords({ reason, column, cell }: LeftOutRow): string {
  if (reason === 'left out by you') return reason;
  const where = `column \`${column}\``;
  if (reason === 'not a number') return `\`${cell}\` is not a number in ${where}`;
  if (reason === 'undefined value') return `the formula has no value where ${where} is \`${cell}\``;
  return cell === '' ? `no value in ${where}` : `\`${cell}\` is no value in ${where}`;
}

function rowsTable({ leftOut }: FitReport, { goTo, takeBack }: LeftOutActions): HTMLElement {
  const { count, rows } = leftOut;
  const made = rows.map((row) => {
    const { line, lastLine } = row;
    const go = linkButton(`line ${line}`, () => goTo({ firstLine: line, lastLine }));
    const back =
      row.reason === 'left out by you' &&
      linkButton('Take back', () => takeBack(linesOf(row)), { 'data-part': `take-back-${line}` });
    const reason = element('td', {}, ...textWithCode(reasonWords(row)), back && ' · ', back);
    return element('tr', {}, cellOf(go), reason);
  });
  const rest = `The first ${formatCount(rows.length)} of ${formatCount(count)}; the others are in the count above.`;
  return element(
    'div',
    {},
    element(
      'p',
      { class: 'counts', 'data-part': 'left-out-counts' },
      countsByReason(leftOut),
      ...(leftOut.byReason['left out by you'] === undefined
        ? []
        : [
            ' ',
            linkButton('Take back all left out by you', () => takeBack(null), {
              'data-part': 'take-back-all',
            }),
          ]),
    ),
    table('Rows left out', ['line', 'reason'], made),
    count > rows.length && element('p', { class: 'note' }, rest),
  );
}

/** All lines that a row is on: it may have been named by any. */
function linesOf({ line, lastLine }: LeftOutRow): number[] {
  return Array.from({ length: lastLine - line + 1 }, (_, k) => line + k);
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
