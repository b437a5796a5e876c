import type { Fit } from '../fit/fit.js';

/** How the influence of rows on a fit is told: `counts` by the last step of their reweighting; null where it is not defined. */
export type InfluenceKind = 'least squares' | 'counts';

/** Least squares without a penalty has leverages, and a Poisson fit those of its last step. */
export function influenceKind({ spec, summary }: Pick<Fit, 'spec' | 'summary'>): InfluenceKind | null {
  if (summary.ridge !== null) return null;
  if (spec.family === undefined) return 'least squares';
  return spec.family.name === 'poisson' ? 'counts' : null;
}
