import { rangeOf } from './columnValues.js';

const FEWEST_BINS = 8;
const MOST_BINS = 60;
/** Below this a spread is rounding, and powers of ten for its edges would underflow. */
const LEAST_SPREAD = 1e-290;

/**
 * Bins of one width by Freedman and Diaconis (1981), 2 IQR n^(-1/3), moved to the nearest 1, 2 or 5 times a power of
 * ten that gives 8 to 60 bins; edges are multiples of it. Density is the share of the values over the bin's width.
 *
 * @param values at least one, all finite.
 */
export function histogram(values: Float64Array): { edges: Float64Array; density: Float64Array } {
  const [low, high] = spreadRange(values);
  const { first, count, edge } = roundBins(low, high, freedmanDiaconis(values, high - low));
  const edges = Float64Array.from({ length: count + 1 }, (_, i) => edge(first + i));
  const density = new Float64Array(count);
  const step = edges[1]! - edges[0]!;
  for (let i = 0; i < values.length; i++) density[binOf(values[i]!, edges, step)]!++;
  return { edges, density: density.map((rows) => rows / values.length / step) };
}

/** The range of the values, widened when they are all one. */
function spreadRange(values: Float64Array): [number, number] {
  const [low, high] = rangeOf(values);
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (high - low > Math.max(size * 1e-12, LEAST_SPREAD)) return [low, high];
  const reach = size > LEAST_SPREAD ? size : 1;
  return [low - reach / 2, high + reach / 2];
}

function freedmanDiaconis(values: Float64Array, range: number): number {
  const sorted = values.slice().sort();
  const spread = quantile(sorted, 0.75) - quantile(sorted, 0.25);
  const width = (2 * spread) / Math.cbrt(values.length);
  return Math.min(Math.max(width, range / MOST_BINS), range / FEWEST_BINS);
}

/** R's default quantile (type 7). */
function quantile(sorted: Float64Array, share: number): number {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)]!;
  return below + (sorted[Math.ceil(place)]! - below) * (place % 1);
}

type Bins = { first: number; count: number; edge(multiple: number): number };

function roundBins(low: number, high: number, width: number): Bins {
  // Rungs of the ladder 1, 2, 5, 10, 20, ... numbered through zero at 1.
  let rung = nearestRung(width);
  for (;;) {
    const bins = binsAt(rung, low, high);
    if (bins.count > MOST_BINS) rung++;
    else if (bins.count < FEWEST_BINS) rung--;
    else return bins;
  }
}

function nearestRung(width: number): number {
  const decade = Math.floor(Math.log10(width));
  const lead = width / 10 ** decade;
  const near = lead < Math.SQRT2 ? 0 : lead < Math.sqrt(10) ? 1 : lead < Math.sqrt(50) ? 2 : 3;
  return decade * 3 + near;
}

function binsAt(rung: number, low: number, high: number): Bins {
  const decade = Math.floor(rung / 3);
  const lead = [1, 2, 5][rung - decade * 3]!;
  // A division by a power of ten rounds once, so that edges are the doubles nearest to the round numbers.
  const edge = (multiple: number) =>
    decade < 0 ? (multiple * lead) / 10 ** -decade : multiple * lead * 10 ** decade;
  const step = edge(1);
  const first = Math.floor(low / step);
  return { first, count: Math.max(1, Math.ceil(high / step) - first), edge };
}

function binOf(value: number, edges: Float64Array, step: number): number {
  const last = edges.length - 2;
  let bin = Math.min(last, Math.max(0, Math.floor((value - edges[0]!) / step)));
  if (bin < last && value >= edges[bin + 1]!) bin++;
  if (bin > 0 && value < edges[bin]!) bin--;
  return bin;
}
