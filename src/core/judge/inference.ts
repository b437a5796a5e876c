import type { CoefficientRow } from '../fit/fit.js';
import { studentTwoSided, studentTwoSidedQuantile } from './distributions.js';

/** What one coefficient's inference starts from. Variances in the units of the file. */
export type CoefficientStart = {
  name: string;
  estimate: number;
  standardError: number;
  robustStandardError: number | null;
  vif: number | null;
  featureSd: number | null;
};

/** How to infer: t with these degrees of freedom; a perfect fit has no t. */
export type InferenceFrame = { dfResidual: number; confidence: number; isPerfectFit: boolean };

/** The table row of a coefficient that was kept. */
export function inferCoefficient(start: CoefficientStart, frame: InferenceFrame): CoefficientRow {
  const { estimate, standardError } = start;
  const hasTest = !frame.isPerfectFit && standardError > 0;
  const statistic = hasTest ? estimate / standardError : null;
  const reach = studentTwoSidedQuantile(1 - frame.confidence, frame.dfResidual) * standardError;
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
  };
}
