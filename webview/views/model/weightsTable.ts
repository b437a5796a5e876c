import { type FitReport, formatCount, formatEstimate, formatNumber } from '../../../src/protocol/index.js';
import { element, listening } from '../../element.js';
import { withUnit } from '../../format.js';
import type { Neuron } from '../../neuron.js';

/** Every weight of the neuron in words and numbers, folded: made when it is unfolded, for there may be thousands. */
export function weightsTable(neuron: Neuron, report: FitReport): HTMLElement {
  const body = element('div', { class: 'scroll-across' });
  const words =
    neuron.all.length === 1
      ? 'The weight as a table'
      : `All ${formatCount(neuron.all.length)} weights as a table`;
  const fold = element(
    'details',
    { class: 'fold', 'data-part': 'weights-table' },
    element('summary', {}, words),
    body,
  );
  return listening(fold, {
    toggle: () => {
      if (fold.open && body.childElementCount === 0) body.append(tableOf(neuron, report));
    },
  });
}

function tableOf({ all, bias }: Neuron, { coefficients, target }: FitReport): HTMLElement {
  const heads = ['input', 'weight per one sd', 'one sd', 'weight per unit'];
  const rows = all.map(({ symbol, text, row: { featureSd, estimate, standardError, label } }) =>
    tableRow(symbol, [
      text,
      withUnit(formatNumber(featureSd ?? Number.NaN), label?.unit ?? null),
      formatEstimate(estimate, standardError),
    ]),
  );
  const [first] = coefficients;
  const intercept = formatEstimate(first?.estimate ?? null, first?.standardError ?? null);
  const before = bias === null ? [] : [tableRow('bias', [formatNumber(bias.value), '', intercept])];
  return element(
    'table',
    { class: 'term-table' },
    element('caption', { class: 'unseen' }, `Weights of the neuron, in ${target.unit ?? target.label}`),
    element('thead', {}, element('tr', {}, ...heads.map((text) => element('th', { scope: 'col' }, text)))),
    element('tbody', {}, ...before, ...rows),
  );
}

function tableRow(name: string, cells: readonly string[]): HTMLElement {
  return element(
    'tr',
    {},
    element('th', { scope: 'row', title: name }, name),
    ...cells.map((text) => element('td', { class: text === 'left out' ? 'quiet' : null }, text)),
  );
}
