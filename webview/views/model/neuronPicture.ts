import { type FitReport, formatCount, formatNumber } from '../../../src/protocol/index.js';
import { element, svgElement } from '../../element.js';
import { predictorName, withUnit } from '../../format.js';
import {
  type GatheredInputs,
  type Neuron,
  type NeuronBias,
  type NeuronInput,
  neuronOf,
  type Wire,
  wiresOf,
} from '../../neuron.js';
import { weightsTable } from './weightsTable.js';

const ROW = 24;

/** The model as one neuron: a line from every input, as wide as its weight, and the sum. Nothing for a constant model. */
export function neuronPicture(report: FitReport): HTMLElement | null {
  const neuron = neuronOf(report);
  if (neuron.inputs.length === 0) return null;
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
    element('p', { class: 'note' }, noteWords(neuron, report)),
    weightsTable(neuron, report),
  );
}

function noteWords({ gathered, bias }: Neuron, report: FitReport): string {
  const training = report.spec.family === undefined ? ', the weights that training sees' : '';
  const rest = gathered === null ? '' : ` ${gatheredWords(gathered)}`;
  const none = bias === null ? ' No bias: the model has no intercept.' : '';
  return `Numbers and widths: ${unitOf(report)} per one sd of the input${training}.${rest}${none}`;
}

/** `188 inputs more are not drawn one by one: no weight among them is larger than 0.3; 2 were left out.` */
function gatheredWords({ count, largest, leftOut }: GatheredInputs): string {
  const left =
    leftOut === 0 ? '' : `; ${formatCount(leftOut)} of them ${leftOut === 1 ? 'is' : 'are'} left out`;
  const size = largest === null ? '' : `: no weight among them is larger than ${formatNumber(largest)}`;
  return `${formatCount(count)} inputs more are not drawn one by one${size}${left}. The table has them all.`;
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

/** What stands at the left end of a wire. */
type Drawn = Pick<NeuronInput, 'symbol' | 'text' | 'weight'>;

function picture(neuron: Neuron, report: FitReport): HTMLElement {
  const { bias, gathered } = neuron;
  const drawn: Drawn[] = gathered === null ? [...neuron.inputs] : [...neuron.inputs, gatheredInput(gathered)];
  const height = Math.max(drawn.length * ROW, 72);
  const names = drawn.map((input) =>
    element(
      'div',
      { class: input.weight === null ? 'input left-out-input' : 'input' },
      element('span', { class: 'name', title: input.symbol }, input.symbol),
      element('span', { class: 'weight' }, input.text),
      element('span', { class: 'node' }),
    ),
  );
  const made = element(
    'div',
    {
      class: bias === null ? 'neuron' : 'neuron biased',
      role: 'img',
      'aria-label': spoken(drawn, neuron, report),
    },
    element('div', { class: 'inputs' }, ...names),
    wires(drawn, height),
    element(
      'div',
      { class: 'output' },
      element('div', { class: bias === null ? 'sum' : 'sum biased' }, 'Σ'),
      element('div', { class: 'arrow' }),
      element('strong', { class: 'name' }, predictorName(report)),
      bias !== null && element('div', { class: 'bias-node' }, '1'),
      bias !== null && element('div', { class: 'bias quiet' }, biasWords(bias, report)),
    ),
  );
  made.style.setProperty('--neuron-height', `${height}px`);
  return made;
}

/** One row for all that are not drawn one by one. It has no sign, as that of what was left out. */
function gatheredInput({ count, largest }: GatheredInputs): Drawn {
  const text = largest === null ? 'left out' : `each ≤ ${formatNumber(largest)}`;
  return { symbol: `and ${formatCount(count)} more`, text, weight: null };
}

/** The lines stretch with the panel; their widths do not. */
function wires(inputs: readonly Drawn[], height: number): SVGElement {
  const offset = (height - inputs.length * ROW) / 2;
  const paths = wiresOf(inputs, ROW).map((wire, i) => wirePath(wire, inputs[i]!, offset));
  return svgElement(
    'svg',
    { class: 'wires', viewBox: `0 0 100 ${height}`, preserveAspectRatio: 'none', height },
    ...paths,
  );
}

function wirePath({ from, to, width }: Wire, { weight }: Drawn, offset: number): SVGElement {
  const [start, end] = [(from + offset).toFixed(1), (to + offset).toFixed(1)];
  return svgElement('path', {
    class: weight === null ? 'wire none' : weight < 0 ? 'wire lowers' : 'wire raises',
    d: `M0 ${start} C50 ${start} 50 ${end} 100 ${end}`,
    'stroke-width': width.toFixed(2),
    // The sign is in the dashes too, for those who see no difference between the colours.
    'stroke-dasharray': weight !== null && weight < 0 ? `${Math.max(8, 2 * width).toFixed(1)} 2.5` : null,
  });
}

/** `bias 374 kUSD, the mean price`; of a fit that does not go through the means `bias 2.4, at zero of every input`. */
export function biasWords({ value, at }: NeuronBias, { target, spec }: FitReport): string {
  if (at === 'zero') return `bias ${formatNumber(value)}, at zero of every input`;
  const mean = spec.weights === undefined ? 'mean' : 'weighted mean';
  return `bias ${withUnit(formatNumber(value), target.unit)}, the ${mean} ${target.label}`;
}

function spoken(drawn: readonly Drawn[], { bias }: Neuron, report: FitReport): string {
  const inputs = drawn.map(({ symbol, text }) => `${symbol} ${text}`).join(', ');
  const also = bias === null ? '; no bias' : `; ${biasWords(bias, report)}`;
  return `One neuron. Inputs and their weights: ${inputs}${also}. Their sum is ${predictorName(report)}.`;
}
