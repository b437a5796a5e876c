import type { Crowd } from '../crowd/crowd.js';
import type { KeptRows } from '../crowd/keptRows.js';
import { binRange, type QuantileCounts } from '../crowd/quantileCounts.js';
import { sumOf } from '../fit/moments.js';
import { normalScore } from '../judge/normalBand.js';
import { MIDDLE, type QuantilePoints, TAIL } from './quantilePoints.js';

/** A kept row's number, and how many values are smaller than its own. */
type Ranked = { row: number; rank: number; value: number };

/**
 * Points of a normal Q-Q plot from a crowd: both tails whole, and between them rows whose ranks are known from the
 * counts of their bins, straight through each bin.
 *
 * @param rows row numbers of the rows that are kept, ascending: what `index` points into.
 */
export function crowdQuantiles({ ends, standardised }: Crowd, rows: Uint32Array): QuantilePoints {
  const count = sumOf(standardised.counts);
  const low = tail(ends.low, TAIL, { rank: 0, sign: -1 });
  const high = tail(ends.high, Math.min(TAIL, count - low.length), { rank: count - 1, sign: 1 }).reverse();
  const between = middle(standardised, { from: low.length, to: count - high.length });
  return pointsOf([...low, ...between, ...high], { count, rows });
}

/** The outermost rows; `sign` is that of their values, whose ranks go inwards from `rank` on. */
function tail(
  { table, keys }: KeptRows,
  most: number,
  { rank, sign }: { rank: number; sign: 1 | -1 },
): Ranked[] {
  const found: Ranked[] = [];
  for (let k = 0; k < Math.min(most, keys.length); k++)
    found.push({ row: table.row[k]!, rank: rank - sign * k, value: sign * keys[k]! });
  return found;
}

/** Loops here and above: what a function made for one call compiles to is lost with it, and a fit makes hundreds. */
function pointsOf(
  points: readonly Ranked[],
  { count, rows }: { count: number; rows: Uint32Array },
): QuantilePoints {
  const [rank, index] = [new Uint32Array(points.length), new Uint32Array(points.length)];
  const [normal, value] = [new Float64Array(points.length), new Float64Array(points.length)];
  for (let k = 0; k < points.length; k++) {
    const point = points[k]!;
    rank[k] = point.rank;
    index[k] = placeOf(point.row, rows);
    normal[k] = normalScore(point.rank + 1, count);
    value[k] = point.value;
  }
  return { count, rank, index, normal, value };
}

/** At most `MIDDLE` rows with ranks in a range, evenly over it, ascending. */
function middle(
  { counts, examples, exampleOf }: QuantileCounts,
  { from, to }: { from: number; to: number },
): Ranked[] {
  const found: Ranked[] = [];
  const step = (to - from) / MIDDLE;
  let below = 0;
  let next = from;
  for (let bin = 0; bin < counts.length && below < to; bin++) {
    const example = exampleOf[bin]!;
    const count = counts[bin]!;
    if (example >= 0) {
      const value = examples.keys[example]!;
      const rank = below + rankWithin(bin, value, count);
      if (below + count > next && rank >= from && rank < to) {
        found.push({ row: examples.table.row[example]!, rank, value });
        next = Math.max(below + count, next + step);
      }
    }
    below += count;
  }
  return found;
}

function rankWithin(bin: number, value: number, count: number): number {
  const [low, high] = binRange(bin);
  return Math.min(count - 1, Math.floor((count * (value - low)) / (high - low)));
}

/** Rows ascend, so a binary search finds one. */
function placeOf(row: number, rows: Uint32Array): number {
  let low = 0;
  let high = rows.length - 1;
  while (low < high) {
    const between = (low + high) >> 1;
    if (rows[between]! < row) low = between + 1;
    else high = between;
  }
  return low;
}
