import {
  type ChangedCoefficient,
  type FitReport,
  type FitWithout,
  formatEstimate,
  formatFixed,
  formatNumber,
  formatRSquared,
  type WithoutRows,
} from '../../../src/protocol/index.js';
import { button, type Child, element } from '../../element.js';
import { withUnit } from '../../format.js';
import type { PanelModel } from '../../state.js';
import { linesOf } from '../lines.js';
import type { InfluenceActions } from './influenceActions.js';
import { symbolsOf } from './rowsTable.js';

/** Coefficients shown before the rest waits in a fold. */
const FIRST_SHOWN = 12;
/** Lines named in the title. */
const MOST_NAMED = 4;
/** A coefficient that moves by so many of its standard errors is worth a look. */
const LARGE_CHANGE = 1;

/** The fit without the rows that are chosen: every coefficient before and after, in units and in standard errors. */
export function withoutPart(model: PanelModel, actions: InfluenceActions): HTMLElement | false {
  const { report, influence } = model;
  const { without } = influence;
  if (report === null || without === null || influence.report !== report) return false;
  const marks = without.rows.map((row) => report.marks.row.indexOf(row));
  const head = element(
    'div',
    { class: 'without-head' },
    element('h2', {}, titleOf(report, marks)),
    marks.length === 1 &&
      button('Go to line', () => actions.goTo(linesOf(report, marks[0]!), true), {
        ...{ secondary: true, 'data-part': 'without-go' },
      }),
    isFresh(model) &&
      !('undetermined' in without) &&
      button(
        'Leave out for good',
        () => actions.onLeaveOut(marks.map((mark) => report.marks.firstLine[mark]!)),
        {
          ...{ secondary: true, 'data-part': 'leave-out' },
          title:
            'In no fit of this file from now on, till you take the rows back in the list of rows left out',
        },
      ),
    influence.ticked.length > 0 &&
      button('Untick all', () => actions.onTick([]), { secondary: true, 'data-part': 'untick' }),
  );
  const content = 'undetermined' in without ? [noFit(report, without)] : changes(model, without);
  return element('section', { class: 'without', 'data-part': 'without' }, head, ...content);
}

/** False where lines may be other ones by now. */
function isFresh({ snapshot }: PanelModel): boolean {
  return snapshot?.phase.kind === 'fitted' && snapshot.phase.stale === null;
}

/** The same in one line, for reading aloud. */
export function withoutWords({ report, influence: { without, report: of } }: PanelModel): string {
  if (report === null || without === null || of !== report) return '';
  const title = titleOf(
    report,
    without.rows.map((row) => report.marks.row.indexOf(row)),
  );
  if ('undetermined' in without) return `${title}: there is no fit.`;
  const [most] = byChange(without.coefficients);
  if (most === undefined || most.changeInErrors === null) return `${title}.`;
  const name = symbolsOf(report).get(most.name) ?? most.name;
  return `${title}: ${name} moves most, by ${formatFixed(most.changeInErrors, 2)} standard errors.`;
}

function titleOf({ marks }: FitReport, left: readonly number[]): string {
  const lines = left.map((mark) => marks.firstLine[mark]!).sort((a, b) => a - b);
  if (lines.length === 1) return `Without line ${lines[0]}`;
  if (lines.length > MOST_NAMED) return `Without ${lines.length} rows`;
  return `Without lines ${lines.slice(0, -1).join(', ')} and ${lines.at(-1)}`;
}

function noFit(
  report: FitReport,
  { undetermined }: Extract<WithoutRows, { undetermined: unknown }>,
): HTMLElement {
  const symbols = symbolsOf(report);
  const names = undetermined.map((name) => symbols.get(name) ?? name).join(', ');
  const words =
    undetermined.length === 0
      ? 'There is no fit without: the rows left determine no finite coefficients.'
      : `There is no fit without: the rows left do not determine ${names}.`;
  return element('p', { class: 'sentence' }, words);
}

function changes(model: PanelModel, without: FitWithout): Child[] {
  const report = model.report!;
  const symbols = symbolsOf(report);
  const hasDfbetas = without.coefficients.some(({ dfbetas }) => dfbetas !== null);
  const largest = byChange(without.coefficients);
  const first = new Set(largest.slice(0, FIRST_SHOWN));
  const shown = without.coefficients.filter((coefficient) => first.has(coefficient));
  const rest = without.coefficients.filter((coefficient) => !first.has(coefficient));
  const row = (coefficient: ChangedCoefficient) => changedRow(coefficient, symbols, hasDfbetas);
  const heads = ['term', 'with', 'without', 'change', 'in std. errors', ...(hasDfbetas ? ['DFBETAS'] : [])];
  const table = (rows: readonly ChangedCoefficient[]) =>
    element(
      'div',
      { class: 'scroll-across' },
      element(
        'table',
        { class: 'without-table' },
        element(
          'thead',
          {},
          element(
            'tr',
            {},
            ...heads.map((word) => element('th', { scope: 'col', class: classOf(word) }, word)),
          ),
        ),
        element('tbody', {}, ...rows.map(row)),
      ),
    );
  return [
    element('dl', { class: 'without-facts' }, ...facts(model, without)),
    table(shown),
    rest.length > 0 &&
      element(
        'details',
        {},
        element('summary', {}, `${rest.length} more coefficients, which move less`),
        table(rest),
      ),
    element('p', { class: 'note' }, noteOf(report, without, hasDfbetas)),
  ];
}

function byChange(coefficients: readonly ChangedCoefficient[]): ChangedCoefficient[] {
  const sizeOf = ({ changeInErrors }: ChangedCoefficient) => Math.abs(changeInErrors ?? 0);
  return [...coefficients].sort((a, b) => sizeOf(b) - sizeOf(a));
}

function changedRow(
  { name, estimate, standardError, without, changeInErrors, dfbetas }: ChangedCoefficient,
  symbols: ReadonlyMap<string, string>,
  hasDfbetas: boolean,
): HTMLElement {
  const change = without - estimate;
  const isLarge = Math.abs(changeInErrors ?? 0) >= LARGE_CHANGE;
  const text = (value: number) => formatEstimate(value, standardError, 3);
  return element(
    'tr',
    { class: isLarge ? 'look' : null, 'data-term': name },
    element('th', { scope: 'row' }, symbols.get(name) ?? name),
    element('td', {}, text(estimate)),
    element('td', { class: 'after' }, text(without)),
    element('td', { class: 'change' }, signed(change, text)),
    element(
      'td',
      { class: 'errors' },
      changeInErrors === null ? 'none' : signed(changeInErrors, (value) => formatFixed(value, 2)),
    ),
    hasDfbetas && element('td', { class: 'dfbetas' }, dfbetas === null ? 'none' : formatNumber(dfbetas, 3)),
  );
}

function signed(value: number, format: (value: number) => string): string {
  return `${value > 0 ? '+' : ''}${format(value)}`;
}

function facts(
  { report, influence }: PanelModel,
  { n, sigma, rSquared, isPerfectFit, rows }: FitWithout,
): HTMLElement[] {
  const { summary, target } = report!;
  const alone = rows.length === 1 ? influence.described?.rows.find(({ row }) => row === rows[0]) : undefined;
  const fact = (name: string, before: string, after: string) =>
    element(
      'div',
      {},
      element('dt', {}, name),
      element('dd', {}, before, ' → ', element('strong', {}, after)),
    );
  const sigmaText = (value: number | null) => withUnit(formatNumber(value ?? Number.NaN), target.unit);
  return [
    fact('n', String(summary.n), String(n)),
    ...(sigma === null
      ? []
      : [fact('σ', formatNumber(sigma.before), isPerfectFit ? 'perfect fit' : sigmaText(sigma.after))]),
    ...(rSquared === null
      ? []
      : [fact('R²', formatRSquared(rSquared.before), formatRSquared(rSquared.after))]),
    ...(alone === undefined || alone.dffits === null
      ? []
      : [
          element(
            'div',
            {},
            element('dt', {}, 'DFFITS'),
            element('dd', {}, element('strong', {}, formatNumber(alone.dffits, 3))),
          ),
        ]),
  ];
}

function noteOf({ summary }: FitReport, { rows }: FitWithout, hasDfbetas: boolean): string {
  const how =
    summary.counts === null
      ? 'Exact, from the fit of all rows: nothing is approximated.'
      : 'Fitted again, step by step, without them.';
  const errors =
    summary.covariance === 'classic' || summary.counts !== null
      ? ''
      : ' Standard errors here are the classic ones.';
  const dfbetas = hasDfbetas
    ? ' DFBETAS is the change turned round, over the standard error without the row.'
    : rows.length > 1 && summary.counts === null
      ? ' DFBETAS are of single rows.'
      : '';
  return `${how}${errors}${dfbetas}`;
}

function classOf(word: string): string | null {
  return word === 'change' || word === 'DFBETAS' ? word.toLowerCase() : null;
}
