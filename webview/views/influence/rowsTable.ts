import {
  type FitReport,
  formatExact,
  formatFixed,
  formatNumber,
  type RowInfluence,
  termReadings,
} from '../../../src/protocol/index.js';
import { type Child, element, linkButton, listening } from '../../element.js';
import { FIRST_LISTED, listedMarks, markOfLine, marksLeftOut } from '../../influenceRows.js';
import type { PanelModel } from '../../state.js';
import { linesOf } from '../lines.js';
import type { InfluenceActions } from './influenceActions.js';

/** The most influential rows, a line to each; a tick takes a row out of the fit below. */
export function rowsTable(model: PanelModel, actions: InfluenceActions): HTMLElement {
  const report = model.report!;
  const { described, isLong } = model.influence;
  const columns = described?.columns ?? [];
  const isCount = report.influenceView.kind === 'counts';
  const marks = listedMarks(model);
  const hidden = report.influenceView.top.length - FIRST_LISTED;
  const head = element(
    'tr',
    {},
    th('tick', element('span', { class: 'unseen' }, 'leave out')),
    th('line', 'line'),
    ...columns.map((column, k) => th(valueClass(k), labelOf(report, column))),
    th('value', report.target.label),
    th('residual', isCount ? 'Pearson' : 'residual, σ'),
    th('leverage', 'leverage'),
    th('cook', 'Cook'),
    !isCount && th('dffits', 'DFFITS'),
    !isCount && th('moved', 'without it'),
  );
  const rows = new Map(described?.rows.map((row) => [row.row, row]) ?? []);
  return element(
    'section',
    { 'data-part': 'influence-rows' },
    element(
      'div',
      { class: 'scroll-across' },
      element(
        'table',
        { class: 'influence-table' },
        element('caption', { class: 'unseen' }, 'The rows that do most to the fit'),
        element('thead', {}, head),
        element('tbody', {}, ...marks.map((mark) => bodyRow(mark, { model, rows, actions }))),
      ),
    ),
    hidden > 0 &&
      !isLong &&
      linkButton(`Show ${hidden} more rows`, actions.onMore, { 'data-part': 'more-rows' }),
  );
}

type Listing = {
  model: PanelModel;
  rows: ReadonlyMap<number, RowInfluence>;
  actions: InfluenceActions;
};

function bodyRow(mark: number, { model, rows, actions }: Listing): HTMLElement {
  const report = model.report!;
  const { marks, influenceView } = report;
  const { described, ticked } = model.influence;
  const row = marks.row[mark]!;
  const known = rows.get(row);
  const isSelected = markOfLine(report, model.selectedLine) === mark;
  const isOut = marksLeftOut(model).includes(mark);
  const upright = (influenceView.pearson ?? marks.studentised)[mark]!;
  const isCount = influenceView.kind === 'counts';
  const made = element(
    'tr',
    {
      class: isOut ? 'left-out-row' : null,
      'aria-current': isSelected ? 'true' : null,
      'data-line': marks.firstLine[mark]!,
    },
    element('td', { class: 'tick' }, tickBox(report, mark, { ticked, actions })),
    element('td', { class: 'line' }, lineLink(report, mark, actions)),
    ...(described?.columns ?? []).map((_, k) =>
      element('td', { class: valueClass(k) }, valueText(known?.values[k])),
    ),
    element('td', { class: 'value' }, formatExact(marks.actual[mark]!)),
    element('td', { class: 'residual' }, formatFixed(upright, 1)),
    element('td', { class: 'leverage' }, formatFixed(marks.leverage[mark]!, 3)),
    element('td', { class: 'cook' }, formatNumber(marks.cooksDistance[mark]!, 2)),
    !isCount && element('td', { class: 'dffits' }, known ? formatNumber(known.dffits ?? Number.NaN, 2) : ''),
    !isCount && element('td', { class: 'moved' }, ...movedWords(report, known)),
  );
  return listening(made, {
    click: (event) => {
      if (event.target instanceof HTMLElement && event.target.closest('button, input') === null)
        actions.onSelect(report, mark);
    },
  });
}

function tickBox(
  { marks }: FitReport,
  mark: number,
  { ticked, actions }: { ticked: readonly number[]; actions: InfluenceActions },
): HTMLElement {
  const row = marks.row[mark]!;
  const line = marks.firstLine[mark]!;
  const box = element('input', {
    type: 'checkbox',
    checked: ticked.includes(row),
    'data-part': `tick-${line}`,
    'aria-label': `Leave line ${line} out`,
  });
  return listening(box, {
    change: () => actions.onTick(box.checked ? [...ticked, row] : ticked.filter((other) => other !== row)),
  });
}

function lineLink(report: FitReport, mark: number, actions: InfluenceActions): HTMLElement {
  const lines = linesOf(report, mark);
  return linkButton(
    String(lines.firstLine),
    () => {
      actions.onSelect(report, mark);
      actions.goTo(lines, false);
    },
    { 'aria-label': `Go to line ${lines.firstLine}`, 'data-part': `line-${lines.firstLine}` },
  );
}

function movedWords(report: FitReport, known: RowInfluence | undefined): Child[] {
  if (known === undefined) return [];
  const { moved } = known;
  if (moved === null) return [element('span', { class: 'quiet' }, 'none')];
  const size = formatNumber(moved.changeInErrors, 2);
  const sign = moved.changeInErrors > 0 ? '+' : '';
  return [
    `${symbolsOf(report).get(moved.name) ?? moved.name} `,
    element('span', { class: 'quiet' }, `${sign}${size} se`),
  ];
}

/** How each coefficient is written where the model is read. */
export function symbolsOf({ spec, coefficients }: FitReport): Map<string, string> {
  const readings = termReadings({ spec, coefficients, isRate: false });
  return new Map(
    coefficients.map(({ name }, k) => [
      name,
      name === '(Intercept)' ? 'intercept' : (readings[k]?.symbol ?? name),
    ]),
  );
}

/** Of many features a panel that is not wide shows the first. */
function valueClass(k: number): string {
  return k < 2 ? 'value' : 'value extra';
}

function labelOf({ source }: FitReport, column: string): string {
  return source.columns.find(({ name }) => name === column)?.label ?? column;
}

function valueText(value: number | string | null | undefined): string {
  if (value === undefined) return '';
  if (value === null) return 'none';
  return typeof value === 'number' ? formatExact(value) : value;
}

function th(name: string, content: Child): HTMLElement {
  return element('th', { scope: 'col', class: name }, content);
}
