import type { Fit } from '../fit/fit.js';
import { logTargetOf } from '../predict/logTarget.js';

/**
 * What brings the log-likelihood of a logarithmic target to the scale of what it is the logarithm of: the sum over the
 * rows of the logarithm of the slope of that logarithm. With z = log_b(y) the slope is 1 / (y ln b), with log1p
 * 1 / (1 + y), so that it is `-ln b * sum of z - n ln(ln b)`. Null where the sum is not known: weighted rows too many to be kept.
 */
export function jacobianOf(fit: Fit): number | null {
  const log = logTargetOf(fit.spec.target);
  const sum = sumOfTarget(fit);
  if (log === null || sum === null) return null;
  return -log.logBase * sum - fit.summary.n * Math.log(log.logBase);
}

/** The mean that a fit knows is that of the weights where rows have such. */
function sumOfTarget({ spec, columns, summary, rows, crowd }: Fit): number | null {
  if (spec.weights === undefined) return summary.n * columns.at(-1)!.mean;
  return crowd === null ? rows.actual.reduce((total, value) => total + value, 0) : null;
}
