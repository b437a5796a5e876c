import type { ExplainedShare, TermRow } from '../fit/fit.js';
import { formatCount, formatNumber, formatPValue, formatStatistic } from './numbers.js';
import { textTable } from './textTable.js';

const DIGITS = 5;

/** The analysis of variance as lines of text; none where it would say what the coefficients say. */
export function termLines(terms: readonly TermRow[]): string[] {
  if (terms.length < 2 && terms.every(({ sequential }) => sequential.df < 2)) return [];
  const head = [
    'term',
    'df',
    'in order: sum of squares',
    'F',
    'p',
    'dropped alone: sum of squares',
    'F',
    'p',
  ];
  const rows = terms.map(({ name, sequential, dropOne }) => [
    name.replace(/\s+/g, ' '),
    formatCount(sequential.df),
    ...shareCells(sequential),
    ...(dropOne === null ? ['stays with the terms that hold it'] : shareCells(dropOne)),
  ]);
  return textTable([head, ...rows], ['left', 'right', 'right', 'right', 'right', 'right', 'right', 'right']);
}

function shareCells({ sumOfSquares, fStatistic, pValue }: ExplainedShare): string[] {
  return [formatNumber(sumOfSquares, DIGITS), formatStatistic(fStatistic), formatPValue(pValue)];
}
