import { type FitReport, formatNumber, termReadings } from '../src/protocol/index.js';

/**
 * One input of the neuron. `weight`: what one standard deviation of it moves the target; null where it was left out.
 */
export type NeuronInput = { symbol: string; weight: number | null; text: string };

/** The model as one neuron: standardised inputs, their weights, the bias, one output. */
export type Neuron = {
  /** In the order of the formula; of many those with the largest weights. */
  inputs: readonly NeuronInput[];
  hiddenCount: number;
  /**
   * The output at the mean of every input; null without intercept, and for other families, of which it is not known.
   */
  bias: number | null;
};

const MOST_INPUTS = 14;

/** The weights that training sees: of inputs with mean 0 and standard deviation 1. */
export function neuronOf({ spec, coefficients, summary }: FitReport): Neuron {
  const readings = termReadings({ spec, coefficients, isRate: summary.counts?.link === 'log' });
  const inputs = coefficients
    .map((row, i) => ({ row, symbol: readings[i]!.symbol }))
    .filter(({ row }) => row.featureSd !== null)
    .map(({ row: { estimate, featureSd }, symbol }) => {
      const weight = estimate === null ? null : estimate * featureSd!;
      return { symbol, weight, text: weight === null ? 'left out' : signed(weight) };
    });
  const bySize = [...inputs].sort((a, b) => Math.abs(b.weight ?? 0) - Math.abs(a.weight ?? 0));
  const kept = new Set(bySize.slice(0, MOST_INPUTS));
  return {
    inputs: inputs.filter((input) => kept.has(input)),
    hiddenCount: inputs.length - kept.size,
    bias: spec.hasIntercept && summary.counts === null && summary.robust === null ? summary.targetMean : null,
  };
}

/** `+104.4`, `−25.0`: the sign is always written. */
function signed(weight: number): string {
  const text = formatNumber(weight);
  return weight > 0 ? `+${text}` : text;
}

/** A wire from an input to the neuron: its height at both ends and its width, in pixels. */
export type Wire = { from: number; to: number; width: number };

const THICKEST = 14;
const THINNEST = 1.25;

/** Wires as wide as their weights; at the neuron they lie beside each other about its middle. */
export function wiresOf(inputs: readonly NeuronInput[], rowHeight: number): Wire[] {
  const most = Math.max(...inputs.map(({ weight }) => Math.abs(weight ?? 0)), Number.MIN_VALUE);
  const widths = inputs.map(({ weight }) => Math.max(THINNEST, (Math.abs(weight ?? 0) / most) * THICKEST));
  const gap = Math.min(3, 36 / inputs.length);
  const total = widths.reduce((sum, width) => sum + width, gap * (widths.length - 1));
  const shrink = Math.min(1, 40 / total);
  let top = (inputs.length * rowHeight) / 2 - (total * shrink) / 2;
  return widths.map((width, i) => {
    const to = top + (width * shrink) / 2;
    top += (width + gap) * shrink;
    return { from: (i + 0.5) * rowHeight, to, width };
  });
}
