import type { CoefficientRow, LeftOut, ModelSummary } from '../fit/fit.js';
import type { ModelSpec } from '../model/modelSpec.js';
import type { ReadChoices } from '../table/readChoices.js';

/** What is remembered of a fit, to be held beside another one. Plain JSON but for infinite numbers. */
export type FitDigest = {
  spec: ModelSpec;
  confidence: number;
  summary: ModelSummary;
  coefficients: readonly DigestedCoefficient[];
  leftOutCount: number;
  /** Of the text that it is of, and of how that was read: see `textKey`. */
  fingerprint: string;
};

export type DigestedCoefficient = Pick<CoefficientRow, 'name' | 'estimate' | 'standardError'>;

/** Equal for fits of one text that was read in one way. */
export function textKey(fingerprint: string, { dialect, kinds }: ReadChoices): string {
  return JSON.stringify([fingerprint, ...[dialect, kinds].map((choices) => Object.entries(choices).sort())]);
}

/** The digest of a fit or of its report. */
export function digestOf(
  fit: Omit<FitDigest, 'leftOutCount' | 'fingerprint'> & { leftOut: LeftOut },
  fingerprint: string,
): FitDigest {
  const { spec, confidence, summary, leftOut } = fit;
  const coefficients = fit.coefficients.map(({ name, estimate, standardError }) => ({
    ...{ name, estimate, standardError },
  }));
  return { spec, confidence, summary, coefficients, leftOutCount: leftOut.count, fingerprint };
}
