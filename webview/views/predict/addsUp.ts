import type { PredictionForm, RowPrediction, Sum } from '../../../src/protocol/index.js';
import { element, svgElement } from '../../element.js';
import { predictionFormat } from '../../predictionNumbers.js';

/** More terms than this are added up in one line. */
const MOST_TERMS = 12;

type Step = {
  label: string;
  amount: number;
  from: number;
  to: number;
  kind: 'start' | 'raises' | 'lowers' | 'total';
};

/** The prediction as the sum that it is: where it starts, what every term adds, where it ends. */
export function addsUp({ target }: PredictionForm, { sum, prediction }: RowPrediction): HTMLElement {
  const steps = stepsOf(sum);
  const places = steps.flatMap(({ from, to }) => [from, to]);
  const [low, high] = [Math.min(0, ...places), Math.max(0, ...places)];
  const share = (value: number) => (high > low ? (100 * (value - low)) / (high - low) : 0);
  const format = sum.scale === null ? predictionFormat(prediction.confidenceInterval) : threeDigits;
  const rows = steps.map((step) => row(step, share, format));
  const note =
    sum.scale !== null &&
    element(
      'p',
      { class: 'note' },
      `What adds up is ${sum.scale}; the prediction is brought back to ${target.label}.`,
    );
  return element(
    'section',
    { class: 'predict-steps', 'data-part': 'adds-up' },
    element('h2', {}, 'How it adds up'),
    element('div', { class: 'predict-table', role: 'table', 'aria-label': 'How it adds up' }, ...rows),
    note,
  );
}

function threeDigits(value: number): string {
  return (value < 0 ? '\u2212' : '') + Math.abs(value).toPrecision(3);
}

function stepsOf(sum: Sum): Step[] {
  const terms = shownTerms(sum);
  const steps: Step[] = [];
  let at = 0;
  if (sum.start !== null) {
    steps.push({ label: 'starting point', amount: sum.start, from: 0, to: sum.start, kind: 'start' });
    at = sum.start;
  }
  for (const { label, amount } of terms) {
    steps.push({ label, amount, from: at, to: at + amount, kind: amount < 0 ? 'lowers' : 'raises' });
    at += amount;
  }
  return [...steps, { label: 'prediction', amount: sum.total, from: 0, to: sum.total, kind: 'total' }];
}

/** The terms that matter most, in their order; the others together. */
function shownTerms({ terms }: Sum): Sum['terms'] {
  if (terms.length <= MOST_TERMS) return terms;
  const sizes = terms.map(({ amount }) => Math.abs(amount)).sort((a, b) => b - a);
  const least = sizes[MOST_TERMS - 2]!;
  const shown = terms.filter(({ amount }) => Math.abs(amount) >= least).slice(0, MOST_TERMS - 1);
  const rest = terms.filter((term) => !shown.includes(term));
  const amount = rest.reduce((sum, term) => sum + term.amount, 0);
  return [...shown, { label: `${rest.length} other terms`, amount }];
}

function row(step: Step, share: (value: number) => number, format: (value: number) => string): HTMLElement {
  const { label, amount, from, to, kind } = step;
  const isSigned = kind === 'raises' || kind === 'lowers';
  const number = isSigned && amount >= 0 ? `+${format(amount)}` : format(amount);
  const left = Math.min(share(from), share(to));
  const width = Math.max(0.4, Math.abs(share(to) - share(from)));
  const at = `${share(to).toFixed(2)}%`;
  const bar = svgElement(
    'svg',
    { class: 'predict-step', 'aria-hidden': 'true' },
    kind !== 'total' && svgElement('line', { class: 'link-line', x1: at, x2: at, y1: 21, y2: 31 }),
    svgElement('rect', {
      class: kind,
      x: `${left.toFixed(2)}%`,
      width: `${width.toFixed(2)}%`,
      y: 5,
      height: 16,
    }),
  );
  return element(
    'div',
    { class: `predict-row ${kind}`, role: 'row' },
    element('span', { class: 'what', role: 'cell', title: label }, label),
    element('span', { class: 'amount', role: 'cell' }, number),
    bar,
  );
}
