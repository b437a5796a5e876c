import { normalScore } from '../judge/normalBand.js';

/** Values up to which a Q-Q plot shows each of them. */
const POINT_LIMIT = 20_000;
/** Of more, so many at either end and so many between. */
export const TAIL = 250;
export const MIDDLE = 500;

/** Points of a normal Q-Q plot in ascending order; arrays of one length. */
export type QuantilePoints = {
  /** How many values there are; more than points when the middle is thinned. */
  count: number;
  /** Rank of each point among the values, from 0. */
  rank: Uint32Array;
  /** Where the value came from. */
  index: Uint32Array;
  normal: Float64Array;
  value: Float64Array;
};

/**
 * Sorts the values that are not NaN against normal quantiles, as R's `qqnorm`. Ties stand in file order. Above 20,000
 * values both tails are whole and the middle is thinned evenly.
 */
export function quantilePoints(values: Float64Array): QuantilePoints {
  const order = ascendingOrder(values);
  const count = order.length;
  const rank = shownRanks(count);
  const index = new Uint32Array(rank.length);
  const normal = new Float64Array(rank.length);
  const value = new Float64Array(rank.length);
  for (let k = 0; k < rank.length; k++) {
    index[k] = order[rank[k]!]!;
    normal[k] = normalScore(rank[k]! + 1, count);
    value[k] = values[index[k]!]!;
  }
  return { count, rank, index, normal, value };
}

function ascendingOrder(values: Float64Array): Uint32Array {
  const defined = new Uint32Array(values.length);
  let count = 0;
  for (let index = 0; index < values.length; index++)
    if (!Number.isNaN(values[index]!)) defined[count++] = index;
  return defined.subarray(0, count).sort((a, b) => values[a]! - values[b]! || a - b);
}

function shownRanks(count: number): Uint32Array {
  if (count <= POINT_LIMIT) return Uint32Array.from({ length: count }, (_, rank) => rank);
  const between = count - 2 * TAIL;
  return Uint32Array.from({ length: 2 * TAIL + MIDDLE }, (_, k) => {
    if (k < TAIL) return k;
    if (k >= TAIL + MIDDLE) return count - 2 * TAIL - MIDDLE + k;
    return TAIL + Math.floor(((k - TAIL) * between) / MIDDLE);
  });
}
