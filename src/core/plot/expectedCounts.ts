import { halfDeviance } from '../fit/poisson/counts.js';
import { saturatedLogDensity } from '../judge/distributions.js';

/** Bars of a chart of counts at most. */
const MOST_BARS = 40;
/** Ends on which fewer rows than this are expected, and none is seen, are not drawn. */
const LEAST_EXPECTED = 0.05;
/** Under this share of a row a probability adds nothing to a bar. */
const NEGLIGIBLE = 1e-16;

/** How often counts are seen, and how often Poisson's distributions about the fitted means have them. */
export type CountBars = {
  /** Length bars + 1; a bar holds the whole numbers between two edges, which lie halfway between these. */
  edges: Float64Array;
  /** Rows with such a count; length bars. */
  rows: Float64Array;
  /** Rows expected there: the sum over the rows of the probability under Poisson(fitted); length bars. */
  expected: Float64Array;
};

/**
 * Counts against what is expected of them, in bars of one whole width 1, 2, 5, 10, ... that are 40 at most.
 *
 * @param actual whole numbers, one to a row, and @param fitted their means; arrays of one length, at least 1.
 */
export function countBars(actual: Float64Array, fitted: Float64Array): CountBars {
  const { rows, expected } = perCount(actual, fitted);
  const [low, high] = shownRange(rows, expected);
  const width = widthOf(high - low + 1);
  const first = Math.floor(low / width);
  const count = Math.floor(high / width) - first + 1;
  const bars = {
    edges: Float64Array.from({ length: count + 1 }, (_, k) => (first + k) * width - 0.5),
    rows: new Float64Array(count),
    expected: new Float64Array(count),
  };
  for (let k = first * width; k < Math.min(rows.length, (first + count) * width); k++) {
    const bar = Math.floor(k / width) - first;
    bars.rows[bar]! += rows[k]!;
    bars.expected[bar]! += expected[k]!;
  }
  return bars;
}

/** First and last count drawn: all that is seen, and what more is expected but for the outermost tails. */
function shownRange(rows: Float64Array, expected: Float64Array): [number, number] {
  let [low, below] = [0, expected[0]!];
  while (low < rows.length - 1 && rows[low] === 0 && below < LEAST_EXPECTED) below += expected[++low]!;
  let high = rows.length - 1;
  let above = expected[high]!;
  while (high > low && rows[high] === 0 && above < LEAST_EXPECTED) above += expected[--high]!;
  return [low, high];
}

function widthOf(counts: number): number {
  for (let decade = 1; ; decade *= 10)
    for (const lead of [1, 2, 5]) if (counts / (lead * decade) <= MOST_BARS - 1) return lead * decade;
}

/** Rows seen and expected at 0, 1, 2, ..., as far as either goes. */
function perCount(actual: Float64Array, fitted: Float64Array): Omit<CountBars, 'edges'> {
  const largest = (values: Float64Array) => values.reduce((most, value) => Math.max(most, value), 0);
  const mean = largest(fitted);
  // Nine standard deviations, and what a small mean needs beyond.
  const length = Math.ceil(Math.max(largest(actual), mean + 9 * Math.sqrt(mean) + 20)) + 1;
  const rows = new Float64Array(length);
  const expected = new Float64Array(length);
  for (let i = 0; i < actual.length; i++) {
    rows[actual[i]!]!++;
    addProbabilities(expected, fitted[i]!);
  }
  return { rows, expected };
}

/** Adds Poisson's probabilities of 0, 1, 2, ... about a mean: from the likeliest count down and up. */
function addProbabilities(sums: Float64Array, mean: number): void {
  const mode = Math.floor(mean);
  const peak = Math.exp(saturatedLogDensity(mode) - halfDeviance(mode, mean));
  sums[mode]! += peak;
  for (let k = mode, p = peak; k > 0 && p > NEGLIGIBLE; k--) {
    p *= k / mean;
    sums[k - 1]! += p;
  }
  for (let k = mode + 1, p = peak; k < sums.length && p > NEGLIGIBLE; k++) {
    p *= mean / k;
    sums[k]! += p;
  }
}
