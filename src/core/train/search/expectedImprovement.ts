import { normalCumulative, normalDensity } from '../../judge/distributions.js';
import type { Posterior } from './gaussianProcess.js';

/**
 * By how much a value is expected to fall below the least one known, where a value above it counts as no fall. Of a
 * normal belief (Jones, Schonlau and Welch 1998, eq. 15, for a minimum).
 */
export function expectedImprovement({ mean, deviation }: Posterior, least: number): number {
  const fall = least - mean;
  if (deviation === 0) return Math.max(0, fall);
  const z = fall / deviation;
  return fall * normalCumulative(z) + deviation * normalDensity(z);
}
