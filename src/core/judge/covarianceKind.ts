/**
 * How the standard errors of coefficients are found: `classic` where every row is equally noisy, else from each row's own
 * residual, with MacKinnon and White's (1985) names. `hc3` errs on the safe side in small samples.
 */
export const COVARIANCE_KINDS = ['classic', 'hc0', 'hc1', 'hc2', 'hc3'] as const;
export type CovarianceKind = (typeof COVARIANCE_KINDS)[number];

/**
 * The weight of a row's outer product in the middle of a sandwich, besides that of HC3 which is always gathered: e² for
 * `hc0`, e² / (1 - h) for `hc2`.
 */
export type MeatKind = 'hc0' | 'hc2';

/** The middle that has to be gathered over the rows for these standard errors; null when none has to. */
export function meatFor(kind: CovarianceKind): MeatKind | null {
  if (kind === 'hc2') return 'hc2';
  return kind === 'hc0' || kind === 'hc1' ? 'hc0' : null;
}
