import { type FitReport, formatNumber, type ShownCoefficient, termReadings } from '../src/protocol/index.js';

/** One input of the neuron. `weight`: what one standard deviation of it moves the target; null where it was left out. */
export type NeuronInput = { symbol: string; weight: number | null; text: string };

/** The inputs that are not drawn one by one. `largest`: size of the largest weight among them; null where none has one. */
export type GatheredInputs = { count: number; largest: number | null; leftOut: number };

/** The output where every input stands at its mean (`mean of target`), or at zero. */
export type NeuronBias = { value: number; at: 'means' | 'zero' };

/** The model as one neuron: standardised inputs, their weights, the bias, one output. */
export type Neuron = {
  /** All of them in the order of the formula, with their coefficients. */
  all: readonly (NeuronInput & { row: ShownCoefficient })[];
  /** Those that are drawn: of many those with the largest weights, in the order of the formula. */
  inputs: readonly NeuronInput[];
  gathered: GatheredInputs | null;
  /** Null without intercept. */
  bias: NeuronBias | null;
};

/** Inputs drawn of more than `MOST_INPUTS`, so that what is gathered is never one or two. */
const DRAWN_INPUTS = 12;
const MOST_INPUTS = 16;

/** The weights that training sees: of inputs with mean 0 and standard deviation 1. */
export function neuronOf(report: FitReport): Neuron {
  const { spec, coefficients, summary } = report;
  const readings = termReadings({ spec, coefficients, isRate: summary.counts?.link === 'log' });
  const all = coefficients
    .map((row, i) => ({ row, symbol: readings[i]!.symbol }))
    .filter(({ row }) => row.featureSd !== null)
    .map(({ row, symbol }) => {
      const weight = row.estimate === null ? null : row.estimate * row.featureSd!;
      return { row, symbol, weight, text: weight === null ? 'left out' : signed(weight) };
    });
  const bySize = all.length <= MOST_INPUTS ? all : [...all].sort((a, b) => sizeOf(b) - sizeOf(a));
  const drawn = new Set(all.length <= MOST_INPUTS ? all : bySize.slice(0, DRAWN_INPUTS));
  const rest = bySize.filter((input) => !drawn.has(input));
  return {
    all,
    inputs: all.filter((input) => drawn.has(input)),
    gathered: rest.length === 0 ? null : gatheredOf(rest),
    bias: biasOf(report),
  };
}

function gatheredOf(inputs: readonly NeuronInput[]): GatheredInputs {
  const weights = inputs.flatMap(({ weight }) => (weight === null ? [] : [Math.abs(weight)]));
  const largest = weights.reduce((most, weight) => Math.max(most, weight), 0);
  return {
    count: inputs.length,
    largest: weights.length === 0 ? null : largest,
    leftOut: inputs.length - weights.length,
  };
}

/** Least squares goes through the means, so that there the output is the mean of the target. */
function biasOf({ spec, coefficients, summary }: FitReport): NeuronBias | null {
  const intercept = spec.hasIntercept ? (coefficients[0]?.estimate ?? null) : null;
  if (intercept === null) return null;
  return summary.counts === null && summary.robust === null
    ? { value: summary.targetMean, at: 'means' }
    : { value: intercept, at: 'zero' };
}

function sizeOf({ weight }: NeuronInput): number {
  return Math.abs(weight ?? 0);
}

/** `+104.4`, `−25.0`: the sign is always written. */
export function signed(weight: number): string {
  const text = formatNumber(weight);
  return weight > 0 ? `+${text}` : text;
}

/** A wire from an input to the neuron: its height at both ends and its width, in pixels. */
export type Wire = { from: number; to: number; width: number };

const THICKEST = 14;
const THINNEST = 1.25;
/** What all wires together take at the neuron: more than its height would hide them in each other. */
const ROOM = 48;

/** Wires as wide as their weights; at the neuron they lie beside each other about its middle. */
export function wiresOf(inputs: readonly Pick<NeuronInput, 'weight'>[], rowHeight: number): Wire[] {
  const sizes = inputs.map(({ weight }) => Math.abs(weight ?? 0));
  const most = Math.max(...sizes, Number.MIN_VALUE);
  const gap = Math.min(3, 12 / inputs.length);
  const wanted = sizes.reduce((sum, size) => sum + (size / most) * THICKEST, 0);
  const thickest = THICKEST * Math.min(1, (ROOM - gap * (inputs.length - 1)) / wanted);
  const widths = sizes.map((size) => Math.max(THINNEST, (size / most) * thickest));
  const total = widths.reduce((sum, width) => sum + width, gap * (widths.length - 1));
  let top = (inputs.length * rowHeight) / 2 - total / 2;
  return widths.map((width, i) => {
    const to = top + width / 2;
    top += width + gap;
    return { from: (i + 0.5) * rowHeight, to, width };
  });
}
