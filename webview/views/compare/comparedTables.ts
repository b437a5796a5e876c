import {
  type ComparedEstimate,
  type FitComparison,
  type FitDigest,
  formatEstimate,
  formatStandardError,
  STATISTIC_WORDS,
  smallerError,
} from '../../../src/protocol/index.js';
import { type Child, element } from '../../element.js';

/** Coefficients shown before the rest waits in a fold. */
const FIRST_SHOWN = 40;

/** What both fits are as a whole, and how they differ. */
export function statisticsBeside({ statistics }: FitComparison): HTMLElement {
  const rows = statistics.map(({ name, first, second, difference }) => {
    const { label, format } = STATISTIC_WORDS[name];
    const [a, b] = [first, second].map((value) => (value === null ? 'none' : format(value)));
    const change = difference === null ? '' : signed(difference, format);
    return tableRow(
      label,
      [
        ...[a!, b!].map((text) => element('td', { class: text === 'none' ? 'quiet' : null }, text)),
        element('td', { class: 'difference' }, change),
      ],
      name,
    );
  });
  return section('compare-statistics', 'Statistics', ['', 'A', 'B', 'B − A'], rows);
}

/** The coefficients of both, each with its standard error. */
export function coefficientsBeside(
  { coefficients }: FitComparison,
  fits: readonly [FitDigest, FitDigest],
): HTMLElement {
  const rows = coefficients.map(({ name, first, second, difference }) =>
    tableRow(
      name === '(Intercept)' ? 'intercept' : name,
      [
        ...estimateCells(first),
        ...estimateCells(second),
        element(
          'td',
          { class: 'difference' },
          difference === null
            ? ''
            : signed(difference, (value) => formatEstimate(value, smallerError(first, second))),
        ),
      ],
      name,
    ),
  );
  const caption = `Coefficients of ${fits.map(({ spec }) => spec.formula).join(' and ')}`;
  const shown = rows.slice(0, FIRST_SHOWN);
  const made = section('compare-coefficients', 'Coefficients', HEADS, shown, caption);
  const rest = rows.slice(FIRST_SHOWN);
  if (rest.length > 0)
    made.append(
      element('details', {}, element('summary', {}, `${rest.length} more`), tableOf(HEADS, rest, caption)),
    );
  return made;
}

/** What a short name means. */
const TITLES: Readonly<Record<string, string>> = {
  [STATISTIC_WORDS.leaveOneOutError.label]: 'Each row predicted by the fit without it (leave-one-out)',
};

const HEADS = ['', 'A', '±', 'B', '±', 'B − A'];

/** The standard error stands behind its estimate; nothing where the fit has no such coefficient. */
function estimateCells(one: ComparedEstimate | null): HTMLElement[] {
  if (one === null) return [element('td', { class: 'quiet' }, '–'), element('td', { class: 'error' })];
  const { estimate, standardError } = one;
  const text = estimate === null ? 'dropped' : formatEstimate(estimate, standardError);
  const error = standardError === null ? '' : `± ${formatStandardError(standardError)}`;
  return [
    element('td', { class: estimate === null ? 'quiet' : 'estimate' }, text),
    element('td', { class: 'error' }, error),
  ];
}

function signed(value: number, format: (value: number) => string): string {
  const text = format(value);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

function tableRow(name: string, cells: readonly HTMLElement[], key: string): HTMLElement {
  const head = element('th', { scope: 'row', title: TITLES[name] ?? name }, name);
  return element('tr', { 'data-row': key }, head, ...cells);
}

function section(
  part: string,
  title: string,
  heads: readonly string[],
  rows: readonly HTMLElement[],
  caption = title,
): HTMLElement {
  const table = tableOf(heads, rows, caption);
  return element(
    'section',
    { 'data-part': part },
    element('h2', {}, title),
    element('div', { class: 'scroll-across' }, table),
  );
}

function tableOf(heads: readonly string[], rows: readonly HTMLElement[], caption: string): HTMLElement {
  const cells: Child[] = heads.map((text) =>
    element('th', { scope: 'col', class: text === '±' ? 'error' : null }, text === '±' ? errorHead() : text),
  );
  return element(
    'table',
    { class: 'compare-table' },
    element('caption', { class: 'unseen' }, caption),
    element('thead', {}, element('tr', {}, ...cells)),
    element('tbody', {}, ...rows),
  );
}

function errorHead(): HTMLElement {
  return element('span', { title: 'standard error' }, '± s.e.');
}
