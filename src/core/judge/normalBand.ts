import { binomialUpper, normalCumulative } from './distributions.js';
import { normalQuantile } from './normalQuantile.js';

/**
 * Level that each point of the band must have on its own so that 95 % of standardised normal samples of size n stay
 * inside at all points. Simulated for this file: 400,000 samples for n = 5, fewer as n grows, 8,000 for n = 20,000
 * (numpy 2 PCG64, seed 20240607); each sample brought to mean 0 and standard deviation 1 (divisor n - 1), the level
 * being the 5 % quantile of its smallest two-sided beta probability.
 */
const LOCAL_LEVELS: readonly (readonly [n: number, level: number])[] = [
  [5, 0.2521],
  [6, 0.2202],
  [7, 0.1976],
  [8, 0.177],
  [10, 0.1444],
  [12, 0.1235],
  [15, 0.1025],
  [20, 0.08194],
  [30, 0.0601],
  [50, 0.04224],
  [100, 0.02647],
  [200, 0.01723],
  [500, 0.0103],
  [1000, 0.006986],
  [2000, 0.005148],
  [5000, 0.003729],
  [10000, 0.002644],
  [20000, 0.002229],
];

/** Above this many rows the band is made at about so many places, evenly spaced along x, and at all extreme ranks. */
const PLACES = 200;
const EXTREME_RANKS = 12;

/**
 * The simultaneous 95 % band of a normal Q-Q plot of internally studentised residuals: 95 % of normal samples stay
 * inside all along. Points at the ranks 1 to n, thinned in the middle for large n; x ascends.
 *
 * @returns null for fewer than five rows, where it is undefined.
 * @see Aldor-Noiman et al. (2013), The power to see: a new graphical test of normality.
 */
export function normalBand(n: number): NormalBand | null {
  if (n < LOCAL_LEVELS[0]![0]) return null;
  if (latest?.n !== n) latest = { n, band: bandOf(n) };
  return latest.band;
}

export type NormalBand = { x: Float64Array; low: Float64Array; high: Float64Array };

/** A file that is fitted again, with another formula say, mostly has as many rows as before. */
let latest: { n: number; band: NormalBand } | undefined;

function bandOf(n: number): NormalBand {
  const ranks = placesFor(n);
  const both = new Set(ranks);
  for (const rank of ranks) both.add(n + 1 - rank);
  const edges = lowerEdges(ascending(both), n, localLevel(n) / 2);
  const count = ranks.length;
  const band = { x: new Float64Array(count), low: new Float64Array(count), high: new Float64Array(count) };
  for (let i = 0; i < count; i++) {
    const rank = ranks[i]!;
    band.x[i] = normalScore(rank, n);
    band.low[i] = edges.get(rank)!;
    // The distribution is symmetric: what is above rank r is below rank n + 1 - r.
    band.high[i] = -edges.get(n + 1 - rank)!;
  }
  return band;
}

/**
 * Where the r-th smallest of n normal values lies: the x of a Q-Q plot. Plotting positions as R's `ppoints`.
 *
 * @param rank from 1 to n.
 */
export function normalScore(rank: number, n: number): number {
  const offset = n <= 10 ? 3 / 8 : 1 / 2;
  return normalQuantile((rank - offset) / (n + 1 - 2 * offset));
}

/** The level for one point, straight between the simulated sizes on logarithmic axes. */
function localLevel(n: number): number {
  const next = LOCAL_LEVELS.findIndex(([size]) => size >= n);
  const upper = Math.max(1, next < 0 ? LOCAL_LEVELS.length - 1 : next);
  const [n0, level0] = LOCAL_LEVELS[upper - 1]!;
  const [n1, level1] = LOCAL_LEVELS[upper]!;
  return level0 * (level1 / level0) ** (Math.log(n / n0) / Math.log(n1 / n0));
}

function placesFor(n: number): number[] {
  if (n <= PLACES) return Array.from({ length: n }, (_, i) => i + 1);
  const ranks = new Set<number>();
  for (let i = 1; i <= EXTREME_RANKS; i++) ranks.add(i).add(n + 1 - i);
  const edge = normalScore(n, n);
  for (let i = 0; i <= PLACES; i++) {
    const rank = Math.round(n * normalCumulative(edge * ((2 * i) / PLACES - 1)) + 0.5);
    ranks.add(Math.min(n, Math.max(1, rank)));
  }
  return ascending(ranks);
}

function ascending(ranks: ReadonlySet<number>): number[] {
  return Array.from(Float64Array.from(ranks).sort());
}

/** By rank: the z that the r-th smallest of n normal values stays below with probability `tail`. */
function lowerEdges(ranks: readonly number[], n: number, tail: number): Map<number, number> {
  const edges = new Map<number, number>();
  // How far out an edge is, in standard deviations about, changes little and smoothly from rank to rank.
  const known: Known = { at: [], value: [] };
  for (const rank of ranks) {
    const share = (rank - 0.5) / n;
    const centre = Math.log(share / (1 - share));
    const deviation = 1 / Math.sqrt(n * share * (1 - share));
    const far = known.at.length === 0 ? normalQuantile(tail) : ahead(known, centre);
    const edge = lowerEdge(centre + far * deviation, { rank, n, tail, deviation });
    known.at.push(centre);
    known.value.push((edge - centre) / deviation);
    edges.set(rank, normalOfOdds(edge));
  }
  return edges;
}

/** Values of a smooth function of one place, in order. */
type Known = { at: number[]; value: number[] };

/** The next value, on the polynomial through the last ones (Neville's scheme). */
function ahead({ at, value }: Known, place: number): number {
  const first = Math.max(0, at.length - LOOK_BACK);
  const y = value.slice(first);
  for (let degree = 1; degree < y.length; degree++)
    for (let i = 0; i + degree < y.length; i++) {
      const x = at[first + i]!;
      const share = (place - x) / (at[first + i + degree]! - x);
      y[i]! += share * (y[i + 1]! - y[i]!);
    }
  return y[0]!;
}

/** The z below which a standard normal stays with these odds, given as their logarithm. */
function normalOfOdds(logOdds: number): number {
  const upper = 1 / (1 + Math.exp(Math.abs(logOdds)));
  return logOdds < 0 ? normalQuantile(upper) : -normalQuantile(upper);
}

/**
 * The r-th smallest of n uniform values, as the logarithm of its odds: Newton's steps on the logarithm of its probability,
 * which is concave: past the first they come from one side. An error is about the square of the step before it, in
 * deviations.
 */
function lowerEdge(
  guess: number,
  { rank, n, tail, deviation }: { rank: number; n: number; tail: number; deviation: number },
): number {
  let edge = guess;
  for (let round = 0; round < MOST_STEPS; round++) {
    // The r-th smallest of n values lies below where r of them or more do.
    const { upper, slope } = binomialUpper(edge, rank, n);
    const step = (Math.log(tail / upper) * upper) / slope;
    edge += step;
    if (Math.abs(step) <= LAST_STEP * deviation) break;
  }
  return edge;
}

const MOST_STEPS = 50;
const LAST_STEP = 1e-5;
const LOOK_BACK = 4;
