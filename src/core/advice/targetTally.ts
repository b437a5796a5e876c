import type { CrowdLoops } from '../crowd/crowdLoops.js';

/** What kind of numbers a target has, over all rows used. Plain data; tallies of parts merge in file order. */
export type TargetTally = {
  n: number;
  /** Its values, ascending, and how many rows have each; null where they are more than `MOST_VALUES`. */
  values: readonly ValueCount[] | null;
  areWhole: boolean;
  zeros: number;
  /** Whether each row has one more than the row before; null without rows. */
  counting: { first: number; last: number; isByOne: boolean } | null;
};

export type ValueCount = { value: number; count: number };

/** More values than this are no ratings. */
const MOST_VALUES = 12;

export const NO_TALLY: TargetTally = { n: 0, values: [], areWhole: true, zeros: 0, counting: null };

/**
 * The tally of some rows, in file order.
 *
 * @param wanted that of the rows before: what it settles is not counted again
 * @param loops null: plain loops
 */
export function tallyOf(
  actual: Float64Array,
  wanted: TargetTally = NO_TALLY,
  loops: Pick<CrowdLoops, 'reaches' | 'countZeros'> | null = null,
): TargetTally {
  const counts = wanted.values === null ? null : countValues(actual);
  return {
    n: actual.length,
    values: counts,
    areWhole: wanted.areWhole && areAllWhole(actual),
    zeros: loops?.reaches(actual) ? loops.countZeros(actual) : countZeros(actual),
    counting: countingOf(actual, wanted.counting?.isByOne !== false),
  };
}

/** The tally of rows and of more behind them. */
export function mergeTallies(a: TargetTally, b: TargetTally): TargetTally {
  return {
    n: a.n + b.n,
    values: mergeValues(a.values, b.values),
    areWhole: a.areWhole && b.areWhole,
    zeros: a.zeros + b.zeros,
    counting: mergeCounting(a.counting, b.counting),
  };
}

/** Null as soon as there are too many. So few are found faster by a look at each than by a map. */
function countValues(actual: Float64Array): ValueCount[] | null {
  const values = new Float64Array(MOST_VALUES);
  const counts = new Uint32Array(MOST_VALUES);
  let known = 0;
  for (let i = 0; i < actual.length; i++) {
    const value = actual[i]!;
    let place = 0;
    while (place < known && values[place] !== value) place++;
    if (place === MOST_VALUES) return null;
    if (place === known) values[known++] = value;
    counts[place]!++;
  }
  return ascending(Array.from(values.subarray(0, known), (value, k) => [value, counts[k]!]));
}

function areAllWhole(actual: Float64Array): boolean {
  for (let i = 0; i < actual.length; i++) if (!Number.isInteger(actual[i]!)) return false;
  return true;
}

function mergeValues(a: TargetTally['values'], b: TargetTally['values']): TargetTally['values'] {
  if (a === null || b === null) return null;
  const counts = new Map(a.map(({ value, count }) => [value, count]));
  for (const { value, count } of b) counts.set(value, (counts.get(value) ?? 0) + count);
  return counts.size > MOST_VALUES ? null : ascending(counts);
}

function ascending(counts: Iterable<readonly [number, number]>): ValueCount[] {
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => a.value - b.value);
}

function countZeros(actual: Float64Array): number {
  let count = 0;
  for (let i = 0; i < actual.length; i++) if (actual[i] === 0) count++;
  return count;
}

function countingOf(actual: Float64Array, isWanted: boolean): TargetTally['counting'] {
  if (actual.length === 0) return null;
  let isByOne = isWanted;
  for (let i = 1; isByOne && i < actual.length; i++) isByOne = actual[i] === actual[i - 1]! + 1;
  return { first: actual[0]!, last: actual.at(-1)!, isByOne };
}

function mergeCounting(a: TargetTally['counting'], b: TargetTally['counting']): TargetTally['counting'] {
  if (a === null || b === null) return a ?? b;
  return { first: a.first, last: b.last, isByOne: a.isByOne && b.isByOne && b.first === a.last + 1 };
}
