import { logLessLinear } from '../../judge/stirling.js';
import type { Link } from '../../model/family.js';

// As in src/kernel/counts.ts, which these plain loops are the reference for.

/** The mean of a linear predictor. */
export function meanOf(link: Link, predictor: number): number {
  return link === 'log' ? Math.exp(predictor) : predictor;
}

/** The linear predictor of a mean. */
export function predictorOf(link: Link, mean: number): number {
  return link === 'log' ? Math.log(mean) : mean;
}

/** The weight of a count in a step of reweighted least squares. */
export function workingWeight(link: Link, mean: number): number {
  return link === 'log' ? mean : 1 / mean;
}

/** How the kernel knows a link; none is least squares. */
export function linkCode(link: Link | null): number {
  if (link === null) return 0;
  return link === 'log' ? 1 : 2;
}

/** `y log(y / mean) - (y - mean)`, half of the deviance of a count, without cancellation near the mean. */
export function halfDeviance(y: number, mean: number): number {
  return y === 0 ? mean : -y * logLessLinear((mean - y) / y, mean / y);
}
