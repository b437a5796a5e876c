import { type FitReport, formatNumber } from '../../../src/protocol/index.js';
import { element, svgElement } from '../../element.js';
import { predictorName, withUnit } from '../../format.js';
import { type Neuron, type NeuronInput, neuronOf, type Wire, wiresOf } from '../../neuron.js';

const ROW = 24;

/** The model as one neuron: a line from every input, as wide as its weight, and the sum. Nothing for a constant model. */
export function neuronPicture(report: FitReport): HTMLElement | null {
  const neuron = neuronOf(report);
  if (neuron.inputs.length === 0) return null;
  const training = report.spec.family === undefined ? ', the weights that training sees' : '';
  const hidden =
    neuron.hiddenCount === 0 ? '' : ` ${neuron.hiddenCount} inputs of smaller weight are not drawn.`;
  return element(
    'section',
    { 'data-part': 'neuron' },
    element(
      'div',
      { class: 'neuron-head' },
      element('h2', {}, 'As one neuron'),
      signLegend(predictorName(report)),
    ),
    picture(neuron, report),
    element(
      'p',
      { class: 'note' },
      `Numbers and widths: ${unitOf(report)} per one sd of the input${training}.${hidden}`,
    ),
  );
}

function unitOf(report: FitReport): string {
  const { target, summary } = report;
  if (summary.counts?.link === 'log') return `change of ${predictorName(report)}`;
  return target.unit ?? `units of ${target.label}`;
}

function signLegend(target: string): HTMLElement {
  const key = (name: string, words: string) => element('span', { class: `wire-key ${name}` }, words);
  return element(
    'div',
    { class: 'neuron-legend' },
    key('raises', `raises ${target}`),
    key('lowers', `lowers ${target}`),
  );
}

function picture(neuron: Neuron, report: FitReport): HTMLElement {
  const { inputs, bias } = neuron;
  const height = Math.max(inputs.length * ROW, 72);
  const names = inputs.map((input) =>
    element(
      'div',
      { class: input.weight === null ? 'input left-out-input' : 'input' },
      element('span', { class: 'name' }, input.symbol),
      element('span', { class: 'weight' }, input.text),
      element('span', { class: 'node' }),
    ),
  );
  const made = element(
    'div',
    { class: 'neuron', role: 'img', 'aria-label': spoken(neuron, report) },
    element('div', { class: 'inputs' }, ...names),
    wires(inputs, height),
    element(
      'div',
      { class: 'output' },
      element('div', { class: bias === null ? 'sum' : 'sum biased' }, 'Σ'),
      element('div', { class: 'arrow' }),
      element('strong', { class: 'name' }, predictorName(report)),
      bias !== null && element('div', { class: 'bias quiet' }, biasWords(bias, report)),
    ),
  );
  made.style.setProperty('--neuron-height', `${height}px`);
  return made;
}

/** The lines stretch with the panel; their widths do not. */
function wires(inputs: readonly NeuronInput[], height: number): SVGElement {
  const offset = (height - inputs.length * ROW) / 2;
  const paths = wiresOf(inputs, ROW).map((wire, i) => wirePath(wire, inputs[i]!, offset));
  return svgElement(
    'svg',
    { class: 'wires', viewBox: `0 0 100 ${height}`, preserveAspectRatio: 'none', height },
    ...paths,
  );
}

function wirePath({ from, to, width }: Wire, { weight }: NeuronInput, offset: number): SVGElement {
  const [start, end] = [(from + offset).toFixed(1), (to + offset).toFixed(1)];
  return svgElement('path', {
    class: weight === null ? 'wire none' : weight < 0 ? 'wire lowers' : 'wire raises',
    d: `M0 ${start} C50 ${start} 50 ${end} 100 ${end}`,
    'stroke-width': width.toFixed(2),
  });
}

function biasWords(bias: number, { target, summary, spec }: FitReport): string {
  const value = withUnit(formatNumber(bias), target.unit);
  const mean = spec.weights === undefined ? 'mean' : 'weighted mean';
  return spec.hasIntercept && summary.n > 0 ? `bias ${value}, the ${mean} ${target.label}` : `bias ${value}`;
}

function spoken(neuron: Neuron, report: FitReport): string {
  const inputs = neuron.inputs.map(({ symbol, text }) => `${symbol} ${text}`).join(', ');
  const bias = neuron.bias === null ? '' : `; ${biasWords(neuron.bias, report)}`;
  return `One neuron. Inputs and their weights: ${inputs}${bias}. Their sum is ${predictorName(report)}.`;
}
