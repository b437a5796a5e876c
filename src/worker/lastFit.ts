import type { Fit } from '../core/fit/fit.js';
import type { FitRequest } from '../protocol/workerContract.js';

/** The fit made last, so that what is asked of it next does not fit again. */
export class LastFit {
  private kept: { key: string; fit: Fit } | null = null;

  put(stamp: string, request: FitRequest, fit: Fit): void {
    this.kept = { key: keyOf(stamp, { ...request, formula: fit.spec.formula }), fit };
  }

  /** Null where it is of another text, model or confidence. The kind of standard errors makes no other fit here. */
  get(stamp: string, request: FitRequest): Fit | null {
    return this.kept?.key === keyOf(stamp, request) ? this.kept.fit : null;
  }
}

function keyOf(
  stamp: string,
  { reading, formula, confidence, references, weights, family, isExact, ridge }: FitRequest,
): string {
  const levels = Object.entries(references ?? {}).sort();
  const { dialect, kinds, without } = reading;
  const settled = [dialect, kinds].map((choices) => Object.entries(choices).sort());
  const model = [
    without?.lines ?? [],
    formula,
    confidence,
    levels,
    weights ?? null,
    family ?? null,
    isExact ?? null,
    ridge ?? null,
  ];
  return JSON.stringify([stamp, settled, model]);
}
