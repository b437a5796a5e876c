import type { CoefficientRow } from '../fit/fit.js';
import { studentTwoSided } from './distributions.js';

/** What one coefficient's inference starts from. Standard errors in the units of the file; null: undefined. */
export type CoefficientStart = Pick<
  CoefficientRow,
  'name' | 'standardError' | 'robustStandardError' | 'vif' | 'featureSd' | 'standardisedEstimate'
> & { estimate: number };

/** How to infer: t with these degrees of freedom, and the value it seldom exceeds; a perfect fit has no t. */
export type InferenceFrame = { dfResidual: number; critical: number; isPerfectFit: boolean };

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
    pValue: statistic === null ? null : studentTwoSided(statistic, frame.dfResidual),
    confidenceInterval: [estimate - reach, estimate + reach],
  };
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
