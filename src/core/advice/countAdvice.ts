import type { Warning } from '../errors.js';
import { residualMoments, shapeOf } from '../judge/residualMoments.js';
import { formatExact, formatNumber } from '../words/numbers.js';
import { FEWEST_ROWS, type TargetFacts } from './targetFacts.js';

/** Binary targets and codes of a few levels are no counts. */
const FEWEST_VALUES = 4;
/** Counts about a larger mean are all but Gaussian (a skewness of 1 / sqrt(mean)), and many measures are whole numbers. */
const LARGEST_MEAN = 30;
/** Ranks, scores, days and numbers that only name something are not skewed to the right, as counts are. */
const LEAST_SKEWNESS = 0.25;

/**
 * The advice to fit counts as such, where the target of a Gaussian fit looks like one: a column of whole numbers from 0
 * on with no common divisor, small, skewed to the right, and with a variance of no less than their mean but for chance.
 * A mixture of Poisson's distributions has all of that, whatever moves its mean; years, numbers that name rows,
 * ratings and measures rounded to whole numbers lack something.
 */
export function countAdvice({ name, tally, rows, column }: TargetFacts): Warning | null {
  const { actual } = rows;
  if (!tally.areWhole || !areSmallWholes(actual)) return null;
  const moments = residualMoments(actual, 1);
  const variance = moments.second / (moments.n - 1);
  const skewness = shapeOf(moments)?.skewness ?? 0;
  // Two standard errors of the variance of a normal sample.
  const byChance = 1 - 2 * Math.sqrt(2 / (moments.n - 1));
  const isCount = moments.mean <= LARGEST_MEAN && skewness >= LEAST_SKEWNESS;
  if (!isCount || variance < moments.mean * byChance) return null;
  const { low, high, mean } = column;
  return {
    code: 'fit/counts',
    message: `\`${name}\` looks like a count: whole numbers from ${formatExact(low)} to ${formatExact(high)} with a mean of ${formatNumber(mean)}. Counts spread wider where more is expected; least squares takes the spread to be the same everywhere.`,
    hint: 'Choose the family Poisson in the Model view, or `--family poisson`.',
  };
}

function areSmallWholes(values: Float64Array): boolean {
  if (values.length < FEWEST_ROWS) return false;
  const seen = new Set<number>();
  let divisor = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!(value >= 0) || !Number.isInteger(value)) return false;
    if (seen.size < FEWEST_VALUES) seen.add(value);
    divisor = greatestDivisor(divisor, value);
  }
  return seen.size >= FEWEST_VALUES && divisor === 1;
}

/** Euclid's; 0 is divided by everything. */
function greatestDivisor(a: number, b: number): number {
  while (b > 0) [a, b] = [b, a % b];
  return a;
}
