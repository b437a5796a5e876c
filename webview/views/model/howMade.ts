import {
  type FitReport,
  formatCount,
  formatFixed,
  formatNumber,
  formatPValue,
} from '../../../src/protocol/index.js';
import { element } from '../../element.js';
import { digitsWords } from '../../format.js';
import { hasDoctor } from '../../state.js';
import type { ModelActions } from './modelActions.js';
import { askForDoctor } from './rankDoctor.js';

/** How the numbers came about, and what they are worth: method, rank, condition, likelihood. */
export function howMade(report: FitReport, actions: ModelActions): HTMLElement {
  const { summary, coefficients } = report;
  const made = digitsWords(summary);
  const { conditionNumber } = summary.diagnostics;
  const fixed = (value: number | null) => (value === null ? 'none' : formatFixed(value, 1));
  const facts: [string, string, string][] = [
    ['method', made, made === summary.method ? '' : summary.method],
    ['rank', `${summary.rank} of ${coefficients.length}`, rankWords(report)],
    [
      'condition number',
      conditionNumber === null ? 'none' : formatNumber(conditionNumber),
      conditionNumber === null ? 'needs a feature' : conditionWords(conditionNumber),
    ],
    ['log-likelihood', fixed(summary.logLikelihood), `of ${formatCount(summary.n)} rows under this model`],
    ...countFacts(report),
    ...robustFacts(report),
    ['AIC, BIC', `${fixed(summary.aic)}, ${fixed(summary.bic)}`, 'smaller is better, on the same rows only'],
  ];
  const rows = facts.map(([name, value, words]) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, name),
      element('td', {}, value),
      element('td', { class: 'quiet' }, words),
    ),
  );
  return element(
    'section',
    { 'data-part': 'how-made' },
    element('h2', {}, 'How it was made'),
    element('table', { class: 'facts' }, element('tbody', {}, ...rows)),
    summary.aliased.length === 0 &&
      hasDoctor(report) &&
      element('p', { class: 'ask-doctor' }, askForDoctor(actions)),
  );
}

/** What only counts have. */
function countFacts({ summary }: FitReport): [string, string, string][] {
  const { counts, deviance, dfResidual } = summary;
  if (counts === null || deviance === null) return [];
  const spread = dfResidual > 0 ? formatNumber(counts.pearson / dfResidual) : 'none';
  return [
    ['deviance', formatNumber(deviance, 4), `${formatNumber(counts.nullDeviance, 4)} without the terms`],
    ['dispersion', spread, `1 where counts scatter as Poisson's do; p ${formatPValue(counts.pearsonPValue)}`],
  ];
}

/** What only a fit has that does not square residuals. */
function robustFacts({ summary }: FitReport): [string, string, string][] {
  const { robust, n } = summary;
  if (robust === null) return [];
  if (robust.kind === 'huber')
    return [
      [
        'scale',
        formatNumber(robust.scale),
        'median absolute residual over 0.6745, found with the coefficients',
      ],
    ];
  const certificate =
    robust.gap <= 1e-8 ? 'the dual problem certifies that no fit is better' : 'rounding hides what is better';
  return [
    ['check loss', formatNumber(robust.loss, 6), certificate],
    [
      'rows on the fit',
      `${formatCount(robust.rowsMet)} of ${formatCount(n)}`,
      'a quantile goes through rows',
    ],
  ];
}

/** Whether every column tells something of its own, and which do not. */
export function rankWords({ summary, coefficients }: FitReport): string {
  if (summary.rank === coefficients.length) return 'every column tells something of its own';
  const names = summary.aliased.slice(0, 5).join(', ');
  const rest = summary.aliased.length > 5 ? ` and ${summary.aliased.length - 5} more` : '';
  return `left out: ${names}${rest}`;
}

/** `, condition number 4.2: the features hardly overlap`; empty without a feature. */
export function conditionSentence({ summary: { diagnostics } }: FitReport): string {
  const { conditionNumber } = diagnostics;
  if (conditionNumber === null) return '';
  return `, condition number ${formatNumber(conditionNumber)}: ${conditionWords(conditionNumber)}`;
}

/** Of the centred columns of length one: from 30 on weights begin to trade off. */
function conditionWords(conditionNumber: number): string {
  if (conditionNumber < 10) return 'the features hardly overlap';
  return conditionNumber < 30 ? 'the features overlap a little' : 'features overlap: their weights trade off';
}
