import {
  type FitReport,
  formatCount,
  formatNumber,
  formatPValue,
  formatStatistic,
  termSymbol,
} from '../../../src/protocol/index.js';
import { type Child, element } from '../../element.js';

type TermRow = FitReport['terms'][number];
type Share = TermRow['sequential'];

/** The analysis of variance: each term in order, and each dropped alone with its variance inflation. */
export function varianceTables(report: FitReport): HTMLElement[] {
  return report.terms.length === 0 ? [] : [inOrder(report), droppedAlone(report)];
}

function inOrder({ terms, summary, spec }: FitReport): HTMLElement {
  const names = namesOf(spec);
  const rows = terms.map(({ sequential }, i) => tableRow(names[i]!, shareCells(sequential)));
  const rest = residualRow(summary);
  return section('anova', {
    title: 'Variance explained in order',
    textbook: 'ANOVA, type I',
    heads: ['term', 'df', 'sum of squares', 'F', 'p'],
    rows: [...rows, ...(rest === null ? [] : [rest])],
    note: 'Each term after those above it: another order of the formula shares the squares out otherwise.',
  });
}

function droppedAlone({ terms, spec }: FitReport): HTMLElement {
  const names = namesOf(spec);
  const rows = terms.map(({ dropOne, inflation, inflationPerDf }, i) => {
    const cells = dropOne === null ? ['', 'in a product', '', ''] : shareCells(dropOne);
    return tableRow(names[i]!, [...cells, inflationText(inflation, inflationPerDf, dropOne)]);
  });
  return section('drop-one', {
    title: 'Each term dropped alone',
    textbook: 'partial F tests',
    heads: ['term', 'df', 'sum of squares', 'F', 'p', 'inflation'],
    rows,
    note: 'What the fit loses without the term. Inflation: how many times overlap with the other terms widens the variance of its weights (VIF; for several columns the generalised one, per degree of freedom); 1 is none, above 10 is much.',
  });
}

/** A term of one column by the column's label, another one as R names it. */
function namesOf({ terms, features }: FitReport['spec']): string[] {
  return terms.map(({ label, features: own }) => {
    const only = own.length === 1 ? features[own[0]!]! : undefined;
    return only?.factors[0]?.kind === 'column' ? termSymbol(only) : label;
  });
}

function shareCells({ df, sumOfSquares, fStatistic, pValue }: Share): string[] {
  return [
    formatCount(df),
    formatNumber(sumOfSquares, 4),
    fStatistic === null ? 'none' : formatStatistic(fStatistic),
    formatPValue(pValue),
  ];
}

function residualRow({ rss, dfResidual }: FitReport['summary']): HTMLElement | null {
  if (rss === null) return null;
  return tableRow('residuals', [formatCount(dfResidual), formatNumber(rss, 4), '', '']);
}

/** On the scale of a variance also for several columns: the square of what is compared per degree of freedom. */
function inflationText(inflation: number | null, perDf: number | null, dropOne: Share | null): string {
  if (inflation === null || perDf === null) return 'none';
  return formatNumber(dropOne?.df === 1 ? inflation : perDf ** 2);
}

function tableRow(name: string, cells: readonly string[]): HTMLElement {
  return element(
    'tr',
    {},
    element('th', { scope: 'row', title: name }, name),
    ...cells.map((text) => element('td', { class: text === 'none' ? 'quiet' : null }, text)),
  );
}

type Section = {
  title: string;
  textbook: string;
  heads: readonly string[];
  rows: readonly HTMLElement[];
  note: string;
};

function section(part: string, { title, textbook, heads, rows, note }: Section): HTMLElement {
  const headCells: Child[] = heads.map((text) => element('th', { scope: 'col' }, text));
  return element(
    'section',
    { 'data-part': part },
    element('h2', {}, title, ' ', element('span', { class: 'quiet textbook' }, textbook)),
    element(
      'div',
      { class: 'scroll-across' },
      element(
        'table',
        { class: 'term-table' },
        element('caption', { class: 'unseen' }, title),
        element('thead', {}, element('tr', {}, ...headCells)),
        element('tbody', {}, ...rows),
      ),
    ),
    element('p', { class: 'note' }, note),
  );
}
