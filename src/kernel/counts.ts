// Counts about their means, as Poisson's: deviance, and the weights and working responses of a step of reweighted least
// squares (McCullagh and Nelder, Generalized Linear Models, 2nd ed., 2.5).

import { subtractFrom } from './tiles';

/** What is linear in the features: the logarithm of the mean, or the mean. */
export const LOG_LINK: i32 = 1;
export const IDENTITY_LINK: i32 = 2;

/** Counts nearer to their mean than this share of both need the series: the difference below would cancel. */
const NEAR: f64 = 0.1;
/** Each term is a hundredth of the one before it, or less. */
const MOST_TERMS: i32 = 20;
/** What R adds to the counts to begin with. */
const START: f64 = 0.1;

/** The mean of a linear predictor. */
export function meanOf(link: i32, predictor: f64): f64 {
  return link === LOG_LINK ? Math.exp(predictor) : predictor;
}

/**
 * `y log(y / mean) - (y - mean)`, half of the deviance of a count, without cancellation near the mean.
 *
 * @see Loader (2000), Fast and accurate computation of binomial probabilities.
 */
export function halfDeviance(y: f64, mean: f64): f64 {
  const difference = y - mean;
  if (Math.abs(difference) >= NEAR * (y + mean)) return y === 0 ? mean : y * Math.log(y / mean) - difference;
  const v = difference / (y + mean);
  let sum = difference * v;
  let power = 2 * y * v;
  for (let j = 1; j < MOST_TERMS; j++) {
    power *= v * v;
    const next = sum + power / <f64>(2 * j + 1);
    if (next === sum) break;
    sum = next;
  }
  return sum;
}

/**
 * Makes `count` framed rows of `[1 X y]` those of a weighted least squares step at the given coefficients (0: R's start,
 * from the counts themselves): y becomes the working response, and each row is multiplied by the root of its weight,
 * which `factors` has afterwards. `roots` are those of the rows' own weights, 0 for none. To `sums` are added the
 * log-likelihood, but for what the counts alone add, and the number of rows without a mean that is positive and finite.
 * `padded` is the count up to a multiple of four.
 */
export function reweighRows(
  rows: usize,
  rowStride: usize,
  count: i32,
  padded: i32,
  width: i32,
  coefficients: usize,
  roots: usize,
  link: i32,
  factors: usize,
  sums: usize,
): void {
  const target = rows + <usize>(width - 1) * rowStride;
  const bytes = (<usize>padded) << 3;
  if (coefficients !== 0) {
    memory.fill(factors, 0, bytes);
    for (let k = 0; k < width - 1; k++)
      subtractFrom(factors, rows + <usize>k * rowStride, -load<f64>(coefficients + ((<usize>k) << 3)), bytes);
  }
  let likelihood: f64 = 0;
  let wrong: f64 = 0;
  for (let i = 0; i < count; i++) {
    const at = (<usize>i) << 3;
    const y = load<f64>(target + at);
    const own = roots === 0 ? 1 : load<f64>(roots + at);
    const begun = y + START;
    const predictor =
      coefficients !== 0 ? load<f64>(factors + at) : link === LOG_LINK ? Math.log(begun) : begun;
    const mean = coefficients !== 0 ? meanOf(link, predictor) : begun;
    if (mean > 0 && mean < Infinity) {
      const logarithm = link === LOG_LINK ? predictor : Math.log(mean);
      likelihood += own * own * (y * logarithm - mean);
      store<f64>(target + at, link === LOG_LINK ? predictor + (y - mean) / mean : y);
      store<f64>(factors + at, link === LOG_LINK ? own * Math.sqrt(mean) : own / Math.sqrt(mean));
    } else {
      // A mean that is zero to the last digit of a double is right for a count of zero.
      if (!(mean === 0 && y === 0 && link === LOG_LINK)) wrong++;
      store<f64>(target + at, 0);
      store<f64>(factors + at, 0);
    }
  }
  store<f64>(sums, load<f64>(sums) + likelihood);
  store<f64>(sums + 8, load<f64>(sums + 8) + wrong);
}
