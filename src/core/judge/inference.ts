import type { CoefficientRow } from '../fit/fit.js';
import { normalTwoSided, studentTwoSided, studentTwoSidedQuantile } from './distributions.js';
import { normalQuantile } from './normalQuantile.js';

/** What one coefficient's inference starts from. Standard errors in the units of the file; null: undefined. */
export type CoefficientStart = Pick<
  CoefficientRow,
  'name' | 'standardError' | 'robustStandardError' | 'vif' | 'featureSd' | 'standardisedEstimate'
> & { estimate: number };

/** How to infer: t with so many degrees of freedom, or z, and the value it seldom exceeds; a perfect fit has no t. */
export type InferenceFrame = {
  distribution: number | 'normal';
  critical: number;
  isPerfectFit: boolean;
};

/** The table row of a coefficient that was kept. */
export function inferCoefficient(start: CoefficientStart, frame: InferenceFrame): CoefficientRow {
  const { estimate, standardError } = start;
  if (standardError === null) return { ...start, statistic: null, pValue: null, confidenceInterval: null };
  const hasTest = !frame.isPerfectFit && standardError > 0;
  const statistic = hasTest ? estimate / standardError : null;
  const reach = frame.critical * standardError;
  return {
    ...start,
    statistic,
    pValue: statistic === null ? null : twoSided(statistic, frame.distribution),
    confidenceInterval: [estimate - reach, estimate + reach],
  };
}

function twoSided(statistic: number, distribution: InferenceFrame['distribution']): number {
  return distribution === 'normal' ? normalTwoSided(statistic) : studentTwoSided(statistic, distribution);
}

/** The size that a statistic exceeds with this probability. */
export function criticalValue(probability: number, distribution: InferenceFrame['distribution']): number {
  return distribution === 'normal'
    ? -normalQuantile(probability / 2)
    : studentTwoSidedQuantile(probability, distribution);
}

/** The table row of a column that was dropped: named, without numbers. */
export function droppedCoefficient(name: string, featureSd: number | null): CoefficientRow {
  return {
    name,
    estimate: null,
    standardError: null,
    statistic: null,
    pValue: null,
    confidenceInterval: null,
    robustStandardError: null,
    vif: null,
    featureSd,
    standardisedEstimate: null,
  };
}

/** By how much an expected count is multiplied for one more unit of a feature, and its interval: exp(estimate). */
export function rateRatio({ estimate, confidenceInterval }: CoefficientRow): RateRatio | null {
  if (estimate === null || confidenceInterval === null) return null;
  const [low, high] = confidenceInterval;
  return { value: Math.exp(estimate), interval: [Math.exp(low), Math.exp(high)] };
}

/** A rate ratio with its confidence interval. */
export type RateRatio = { value: number; interval: readonly [number, number] };
