import {
  type DesignMatrix,
  type FitReport,
  formatCount,
  formatExact,
  termSymbol,
} from '../../../src/protocol/index.js';
import { type Child, element, linkButton, listening, textWithCode } from '../../element.js';
import { reasonWords } from '../leftOutList.js';
import type { Lines } from '../lines.js';
import { alignDecimals } from './alignDecimals.js';
import type { ModelActions } from './modelActions.js';

/** Features that are shown side by side. */
const MOST_COLUMNS = 20;
/** Rows left out between two rows that are shown one by one. */
const MOST_LEFT_OUT = 3;

type LeftOutRow = FitReport['leftOut']['rows'][number];

/** The first rows of `[1 X]`, the target beside them; between them the rows that are left out. */
export function designTable(report: FitReport, { rows }: DesignMatrix, actions: ModelActions): HTMLElement {
  const { spec } = report;
  const shown = spec.features.slice(0, MOST_COLUMNS);
  const heads = headsOf(report, shown);
  const cells = cellsOf(report, rows, shown.length);
  const made: HTMLElement[] = [];
  for (const [i, { row, firstLine, lastLine }] of rows.entries()) {
    const before = rows[i - 1]?.row ?? -1;
    const between = report.leftOut.rows.filter((out) => before < out.row && out.row < row);
    made.push(...leftOutRows(between, heads.length, actions));
    made.push(lineRow({ firstLine, lastLine }, cells[i]!, actions.goToLines));
  }
  return element(
    'div',
    { class: 'scroll-across' },
    element(
      'table',
      { class: 'term-table design-table', 'data-part': 'design-rows' },
      element('caption', { class: 'unseen' }, 'First rows of the design matrix'),
      element('thead', {}, element('tr', {}, ...heads)),
      element('tbody', {}, ...made),
    ),
  );
}

/** The cells of each row, with all points of a column under each other. */
function cellsOf({ spec }: FitReport, rows: DesignMatrix['rows'], shownCount: number): HTMLElement[][] {
  const aligned = (cellOf: (row: DesignMatrix['rows'][number]) => number) =>
    alignDecimals(rows.map((row) => formatExact(cellOf(row))));
  const columns = [
    ...(spec.hasIntercept ? [aligned(() => 1)] : []),
    ...Array.from({ length: shownCount }, (_, k) => aligned(({ features }) => features[k]!)),
    ...(spec.features.length > shownCount ? [rows.map(() => '…')] : []),
    aligned(({ target }) => target),
    ...(spec.weights === undefined ? [] : [aligned(({ weight }) => weight)]),
  ];
  const targetAt = columns.length - (spec.weights === undefined ? 1 : 2);
  return rows.map((_, i) =>
    columns.map((texts, k) => element('td', { class: k === targetAt ? 'target' : null }, texts[i]!)),
  );
}

function headsOf({ spec, target, summary }: FitReport, shown: FitReport['spec']['features']): HTMLElement[] {
  const aliased = new Set(summary.aliased);
  const head = (name: string, why: Child = null) =>
    element('th', { scope: 'col', title: name }, element('span', {}, name), why);
  const quiet = (words: string) => element('span', { class: 'quiet' }, ` ${words}`);
  const more = spec.features.length - shown.length;
  return [
    head('line'),
    ...(spec.hasIntercept ? [head('ones')] : []),
    ...shown.map((column) => head(termSymbol(column), aliased.has(column.name) ? quiet('left out') : null)),
    ...(more > 0 ? [head(`${formatCount(more)} more`)] : []),
    head(target.label, quiet('target')),
    ...(spec.weights === undefined ? [] : [head(spec.weights, quiet('weight'))]),
  ];
}

/** A row of a table that is a row of the file: a click anywhere on it goes to its line. */
export function lineRow(
  lines: Lines,
  cells: readonly HTMLElement[],
  goToLines: (lines: Lines) => void,
): HTMLElement {
  const { firstLine } = lines;
  const go = linkButton(String(firstLine), () => {}, { 'aria-label': `Go to line ${firstLine}` });
  const made = element('tr', { class: 'goes' }, element('th', { scope: 'row' }, go), ...cells);
  return listening(made, { click: () => goToLines(lines) });
}

/** One by one where they are few, else together. */
function leftOutRows(rows: readonly LeftOutRow[], width: number, actions: ModelActions): HTMLElement[] {
  const few = rows.length > MOST_LEFT_OUT ? rows.slice(0, MOST_LEFT_OUT - 1) : rows;
  const made = few.map((row) => {
    const cell = element('td', { colspan: width - 1 }, 'left out: ', ...textWithCode(reasonWords(row)));
    const made = lineRow({ firstLine: row.line, lastLine: row.lastLine }, [cell], actions.goToLines);
    made.classList.add('left-out-row');
    return made;
  });
  const rest = rows.slice(few.length);
  const [first, last] = [rest[0], rest.at(-1)];
  if (first === undefined || last === undefined) return made;
  const words = `${formatCount(rest.length)} rows more left out, lines ${first.line} to ${last.line}`;
  const together = element('td', { colspan: width - 1 }, words);
  made.push(element('tr', { class: 'left-out-row' }, element('th', {}), together));
  return made;
}
