import type { Frame } from '../fit/frame.js';
import type { DroppedColumn } from '../fit/rank.js';
import { difference, product } from './doubleDouble.js';
import { emptyColumn, entry, setEntry } from './exactColumns.js';
import { type ExactTriangle, entryOfTriangle, selectExactColumns } from './exactTriangle.js';

/**
 * A column whose remainder on the ones before it has less than this share of its squared size, as it stands in the
 * file, is a combination of them: doubles that are collinear leave 1e-33 to 1e-31, NIST's Filip 2.7e-15.
 */
const SMALLEST_PIVOT_RATIO = 1e-30;
/** The same for a fit of the target: what is left is rounding. The first is of its variation, the second of its size. */
const PERFECT_RATIO = 1e-28;
const PERFECT_RATIO_OF_SIZE = 1e-31;
/** What verifies an identity works in doubles: so many roundings of all that takes part in it are none of its facts. */
const NOISE = 16 * 2 ** -53;

/** The triangle of the columns that were kept and the target, and what was dropped; in the frame. */
export type ExactRank = {
  triangle: ExactTriangle;
  /** Columns of `[1 X y]` that were kept, ascending, without the target. */
  kept: readonly number[];
  dropped: readonly DroppedColumn[];
  /** Norm of the target's remainder that rounding alone explains; a fit with no more is perfect. */
  targetTolerance: number;
  /** See `Solution.rawNorms`. */
  rawNorms: Float64Array;
};

/**
 * Decides which columns hold facts of their own. Keeps columns in the order of the formula and drops the later one, as
 * R does. What is nearly collinear stays: no threshold tells NIST's Filip from a copy of a column with seven digits.
 */
export function decideExactRank(full: ExactTriangle, frame: Frame): ExactRank {
  const sizes = rawSquares(full, frame);
  const first = frame.hasIntercept ? 1 : 0;
  const order = Array.from({ length: full.width }, (_, column) => column);
  const dropped: DroppedColumn[] = [];
  let triangle = full;
  for (let k = 0; k < order.length - 1; ) {
    const column = order[k]!;
    const most = SMALLEST_PIVOT_RATIO * sizes[column]!;
    if (triangle.squares.high[k]! > most) {
      k++;
      continue;
    }
    const earlier = order.slice(0, k);
    const rounded = [...earlier, column].map((each) => Math.sqrt(sizes[each]!));
    const { weights, tolerance } = combinationOf(triangle, k, rounded);
    const reach = (i: number) =>
      Math.sqrt(squaresFrom(triangle, i, i < first ? 0 : first)) * Math.abs(weights[i]!);
    const isConstant = squaresFrom(triangle, k, first) <= most;
    const sources = earlier.filter((_, i) => reach(i) > tolerance);
    dropped.push({ column, earlier, sources, weights, tolerance, isConstant });
    order.splice(k, 1);
    triangle = selectExactColumns(full, order);
  }
  const target = order.length - 1;
  const varying = squaresFrom(triangle, target, first);
  const perfect = Math.max(PERFECT_RATIO * varying, PERFECT_RATIO_OF_SIZE * sizes.at(-1)!);
  const isOnes = (column: number) => frame.hasIntercept && column === 0;
  const rawNorms = Float64Array.from(order, (column) => (isOnes(column) ? 0 : Math.sqrt(sizes[column]!)));
  return { triangle, kept: order.slice(0, -1), dropped, targetTolerance: Math.sqrt(perfect), rawNorms };
}

/** Back substitution: column k as a sum of the columns before it, and the norm of what doubles may leave of that. */
function combinationOf(triangle: ExactTriangle, k: number, sizes: readonly number[]) {
  const { high: weights } = combinationOn(triangle, k);
  const reach = sizes.reduce((sum, size, j) => sum + size * (j === k ? 1 : Math.abs(weights[j]!)), 0);
  return { weights, tolerance: 2 * NOISE * reach };
}

/** The weights of the columns before column k that add up to it, but for its remainder. */
export function combinationOn(triangle: ExactTriangle, k: number) {
  const weights = emptyColumn(k);
  for (let i = k - 1; i >= 0; i--) {
    let left = entryOfTriangle(triangle, i, k);
    for (let j = i + 1; j < k; j++)
      left = difference(left, product(entryOfTriangle(triangle, i, j), entry(weights, j)));
    setEntry(weights, i, left);
  }
  return weights;
}

/** Squared norms of the columns as they stand in the file: scaled, not shifted. */
function rawSquares(full: ExactTriangle, { hasIntercept, shift, scale }: Frame): Float64Array {
  const first = hasIntercept ? 1 : 0;
  return Float64Array.from({ length: full.width }, (_, column) => {
    const rest = squaresFrom(full, column, first);
    if (!hasIntercept) return rest;
    const offset = column === 0 ? 0 : shift[column - 1]! * scale[column - 1]!;
    return rest + full.squares.high[0]! * (full.values.high[column * full.width]! + offset) ** 2;
  });
}

/** Squared norm of column k without what the first `from` columns explain. */
export function squaresFrom({ width, values, squares }: ExactTriangle, k: number, from: number): number {
  let sum = 0;
  for (let i = from; i <= k; i++) sum += squares.high[i]! * values.high[k * width + i]! ** 2;
  return sum;
}
