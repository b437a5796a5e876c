import type { Crowd } from '../crowd/crowd.js';
import type { KeptRows } from '../crowd/keptRows.js';
import { binRange, type QuantileCounts } from '../crowd/quantileCounts.js';
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
  const count = standardised.counts.reduce((sum, rowCount) => sum + rowCount, 0);
  const low = tail(ends.low, TAIL).map(({ row, key }, k) => ({ row, rank: k, value: -key }));
  const high = tail(ends.high, Math.min(TAIL, count - low.length))
    .map(({ row, key }, k) => ({ row, rank: count - 1 - k, value: key }))
    .reverse();
  const between = middle(standardised, { from: low.length, to: count - high.length });
  const points = [...low, ...between, ...high];
  return {
    count,
    rank: Uint32Array.from(points, ({ rank }) => rank),
    index: Uint32Array.from(points, ({ row }) => placeOf(row, rows)),
    normal: Float64Array.from(points, ({ rank }) => normalScore(rank + 1, count)),
    value: Float64Array.from(points, ({ value }) => value),
  };
}

function tail({ table, keys }: KeptRows, most: number): { row: number; key: number }[] {
  return Array.from(keys.subarray(0, most), (key, k) => ({ row: table.row[k]!, key }));
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
