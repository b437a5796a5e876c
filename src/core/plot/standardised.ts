import type { Fit } from '../fit/fit.js';

/** Mean of sqrt |Z| for a standard normal Z, 2^(1/4) Γ(3/4) / sqrt(π): where a level spread lies. */
export const NORMAL_LEVEL = 0.8221789586623885;

/**
 * Deviance residuals divided by their own standard error, sigma sqrt(1 - leverage) (internally studentised); length n.
 * NaN where
 * that is undefined: leverage 1, and everywhere in a perfect fit. Counts have a sigma of 1.
 */
export function standardisedResiduals({ rows, summary }: Fit): Float64Array {
  // There is but one way to judge a residual whose fit does not square it.
  if (summary.robust !== null) return rows.studentised;
  const sigma = summary.counts !== null ? 1 : summary.isPerfectFit ? null : summary.residualStandardError;
  const standardised = new Float64Array(rows.residual.length).fill(Number.NaN);
  if (sigma === null || !(sigma > 0)) return standardised;
  for (let i = 0; i < standardised.length; i++) {
    // The judge of leverage 1 is the fit: it leaves the studentised residual undefined there.
    if (Number.isNaN(rows.studentised[i]!)) continue;
    standardised[i] = rows.devianceResidual[i]! / (sigma * Math.sqrt(1 - rows.leverage[i]!));
  }
  return standardised;
}
