import { type DecimalCounts, decimalEdge } from '../crowd/decimalCounts.js';
import { sumOf } from '../fit/moments.js';
import { rangeOf } from './range.js';

const FEWEST_BINS = 8;
const MOST_BINS = 60;
/** Below this a spread is rounding, and powers of ten for its edges would underflow. */
const LEAST_SPREAD = 1e-290;

export type Histogram = { edges: Float64Array; density: Float64Array };

/**
 * Bins of one width by Freedman and Diaconis (1981), 2 IQR n^(-1/3), moved to the nearest 1, 2 or 5 times a power of
 * ten that gives 8 to 60 bins; edges are multiples of it. Density is the share of the values over the bin's width.
 *
 * @param values at least one, all finite.
 */
export function histogram(values: Float64Array): Histogram {
  const [low, high] = spreadRange(rangeOf(values));
  const sorted = values.slice().sort();
  const quartiles = [0.25, 0.75].map((share) => quantile(sorted, share)) as [number, number];
  const bins = roundBins(low, high, freedmanDiaconis(quartiles, { n: values.length, range: high - low }));
  const edges = edgesOf(bins);
  const density = new Float64Array(bins.count);
  const step = edges[1]! - edges[0]!;
  for (let i = 0; i < values.length; i++) density[binOf(values[i]!, edges, step)]!++;
  return { edges, density: density.map((rows) => rows / values.length / step) };
}

/** The same from counts in decimal cells: they add up to the bins exactly, and the quartiles are right to a cell. */
export function histogramOfCounts(counts: DecimalCounts): Histogram {
  const n = sumOf(counts.counts);
  const [low, high] = spreadRange([counts.low, counts.high]);
  const quartiles = [0.25, 0.75].map((share) => quantileOfCounts(counts, (n - 1) * share)) as [
    number,
    number,
  ];
  const bins = roundBins(low, high, freedmanDiaconis(quartiles, { n, range: high - low }));
  const edges = edgesOf(bins);
  const step = edges[1]! - edges[0]!;
  return { edges, density: rowsOfBins(bins, counts).map((rows) => rows / n / step) };
}

function rowsOfBins({ lead, decade, first, count }: Bins, cells: DecimalCounts): Float64Array {
  const { counts } = cells;
  const rows = new Float64Array(count);
  const cellsPerBin = lead * 10 ** (decade - cells.exponent);
  for (let cell = 0; cell < counts.length; cell++) {
    if (counts[cell]! === 0) continue;
    const bin = Math.floor((cells.first + cell) / cellsPerBin) - first;
    rows[Math.min(count - 1, Math.max(0, bin))]! += counts[cell]!;
  }
  return rows;
}

/** The value at a place among the sorted values (from 0), straight through its cell. */
function quantileOfCounts({ counts, first, exponent }: DecimalCounts, place: number): number {
  let below = 0;
  let cell = 0;
  while (cell + 1 < counts.length && below + counts[cell]! <= place) below += counts[cell++]!;
  return decimalEdge(first + cell + (place - below) / counts[cell]!, exponent);
}

/** The range of the values, widened when they are all one. */
function spreadRange([low, high]: readonly [number, number]): [number, number] {
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (high - low > Math.max(size * 1e-12, LEAST_SPREAD)) return [low, high];
  const reach = size > LEAST_SPREAD ? size : 1;
  return [low - reach / 2, high + reach / 2];
}

function freedmanDiaconis(
  [lower, upper]: readonly [number, number],
  { n, range }: { n: number; range: number },
): number {
  const width = (2 * (upper - lower)) / Math.cbrt(n);
  return Math.min(Math.max(width, range / MOST_BINS), range / FEWEST_BINS);
}

/** R's default quantile (type 7). */
function quantile(sorted: Float64Array, share: number): number {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)]!;
  return below + (sorted[Math.ceil(place)]! - below) * (place % 1);
}

/** `count` bins of width `lead * 10^decade`, the first one beginning at `first` times that. */
type Bins = { lead: number; decade: number; first: number; count: number };

function edgesOf({ lead, decade, first, count }: Bins): Float64Array {
  return Float64Array.from({ length: count + 1 }, (_, i) => decimalEdge((first + i) * lead, decade));
}

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
  const step = decimalEdge(lead, decade);
  const first = Math.floor(low / step);
  return { lead, decade, first, count: Math.max(1, Math.ceil(high / step) - first) };
}

function binOf(value: number, edges: Float64Array, step: number): number {
  const last = edges.length - 2;
  let bin = Math.min(last, Math.max(0, Math.floor((value - edges[0]!) / step)));
  if (bin < last && value >= edges[bin + 1]!) bin++;
  if (bin > 0 && value < edges[bin]!) bin--;
  return bin;
}
