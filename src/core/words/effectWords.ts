import type { CoefficientRow } from '../fit/fit.js';
import { type DesignColumn, plainNameOf } from '../model/designColumn.js';
import { labelOf } from '../plot/columnLabel.js';
import { formatNumber } from './numbers.js';
import { shortEstimate } from './slope.js';

/** What a step of a term does to the target: it adds, or it multiplies. */
export type Scale = {
  /** The target as a reader names it; its unit where the model adds in it. */
  target: string;
  unit: string | null;
  /** What is multiplied for every one of the linear predictor; null where terms add to the target itself. */
  base: number | null;
  /** What the constant model is: `the mean of price`, or whatever else is fitted of it. */
  ofMean: string;
};

const BASES: Readonly<Record<string, number>> = { log: Math.E, log2: 2, log10: 10 };
/** From so many times on, a change is told as a factor and not in percent. */
const AS_FACTOR = 3;

/** How terms act on the target: through a logarithm of it they multiply. */
export function scaleOf(target: DesignColumn, isRate: boolean, fitted = 'mean'): Scale {
  const plain = plainNameOf(target);
  if (plain !== null) {
    const { label, unit } = labelOf(plain);
    if (!isRate) return { target: label, unit, base: null, ofMean: `the ${fitted} of ${label}` };
    return { target: `the mean of ${label}`, unit: null, base: Math.E, ofMean: `the logarithm of its mean` };
  }
  const [only] = target.factors;
  const base = only?.kind === 'function' && only.of.kind === 'column' ? BASES[only.name] : undefined;
  if (base === undefined || only?.kind !== 'function' || only.of.kind !== 'column')
    return { target: target.name, unit: null, base: null, ofMean: `the ${fitted} of ${target.name}` };
  return { target: labelOf(only.of.name).label, unit: null, base, ofMean: `the ${fitted} of ${target.name}` };
}

/** The same effect in the four places of a sentence where it is told. */
export type EffectWords = {
  /** `adds 0.166 kUSD`, `makes price 4.2 % smaller`. */
  change: string;
  /** `adds 0.02 kUSD more`: than elsewhere. */
  further: string;
  /** `15.6 kUSD below`. */
  against: string;
  /** `adds 3.2 kUSD to`: what is expected. */
  apart: string;
};

/** `step`: how far the term moves, 1 unless one of its units is not one. */
export function effectWords(scale: Scale, row: CoefficientRow, step: number): EffectWords {
  const estimate = (row.estimate ?? 0) * step;
  return scale.base === null ? added(scale, row, estimate) : multiplied(scale, scale.base ** estimate);
}

function added({ target, unit }: Scale, row: CoefficientRow, estimate: number): EffectWords {
  const scaled = {
    ...row,
    estimate,
    standardError: (row.standardError ?? 0) * (estimate / (row.estimate || 1)),
  };
  const size = shortEstimate(Math.abs(estimate), {
    ...scaled,
    standardError: Math.abs(scaled.standardError),
  });
  const isLess = estimate < 0;
  const amount = unit === null ? size : `${size} ${unit}`;
  const change = isLess ? `takes off ${amount}` : `adds ${amount}`;
  return {
    change: unit === null ? (isLess ? `takes ${size} off ${target}` : `adds ${size} to ${target}`) : change,
    further: `adds ${amount} ${isLess ? 'less' : 'more'}`,
    against: `${amount} ${isLess ? 'below' : 'above'}`,
    apart: isLess ? `takes ${amount} off` : `adds ${amount} to`,
  };
}

function multiplied({ target }: Scale, factor: number): EffectWords {
  const isLess = factor < 1;
  const times = formatNumber(factor);
  if (factor > AS_FACTOR || factor < 1 / AS_FACTOR)
    return {
      change: `multiplies ${target} by ${times}`,
      further: `multiplies ${target} by ${times} times as much`,
      against: `${times} times`,
      apart: `multiplies by ${times}`,
    };
  const share = `${formatNumber(Math.abs(factor - 1) * 100, 2)} %`;
  return {
    change: `makes ${target} ${share} ${isLess ? 'smaller' : 'larger'}`,
    further: `makes ${target} a further ${share} ${isLess ? 'smaller' : 'larger'}`,
    against: `${share} ${isLess ? 'below' : 'above'}`,
    apart: `makes ${target} ${share} ${isLess ? 'smaller' : 'larger'} than`,
  };
}
