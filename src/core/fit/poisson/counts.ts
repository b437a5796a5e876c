import type { Link } from '../../model/family.js';

// As in src/kernel/counts.ts, which these plain loops are the reference for.

/** Counts nearer to their mean than this share of both need the series: the difference below would cancel. */
const NEAR = 0.1;
/** Each term is a hundredth of the one before it, or less. */
const MOST_TERMS = 20;

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

/**
 * `y log(y / mean) - (y - mean)`, half of the deviance of a count, without cancellation near the mean.
 *
 * @see Loader (2000), Fast and accurate computation of binomial probabilities.
 */
export function halfDeviance(y: number, mean: number): number {
  const difference = y - mean;
  if (Math.abs(difference) >= NEAR * (y + mean)) return y === 0 ? mean : y * Math.log(y / mean) - difference;
  const v = difference / (y + mean);
  let sum = difference * v;
  let power = 2 * y * v;
  for (let j = 1; j < MOST_TERMS; j++) {
    power *= v * v;
    const next = sum + power / (2 * j + 1);
    if (next === sum) break;
    sum = next;
  }
  return sum;
}
