import { solveUpper } from './smallAlgebra.js';
import { selectColumns, type Triangle } from './triangle.js';

/** Half the distance from 1 to the next double: the relative rounding of a datum. */
const ROUNDING = 2 ** -53;
/** A remainder under this many times the rounding of the data behind it is no fact of its own. */
const NOISE_FACTOR = 16;
/** Never below: the reduction of many blocks rounds too. */
const SMALLEST_RATIO = 1e-13;
/** Never above: data with an offset so large that they are all rounding are still fitted, with few digits. */
const LARGEST_RATIO = 1e-4;
/** A column whose values differ by the rounding of one of them is constant. */
const CONSTANT_ROUNDINGS = 4;

/** What the rank test needs to know of each column of `[1 X y]`, in the frame of the triangle. */
export type ColumnSizes = {
  /** Norm about the mean with an intercept, about zero without. */
  centred: Float64Array;
  /** Norm of the values as they stand in the file (scaled, not shifted): each was rounded to a double once. */
  raw: Float64Array;
};

/** A column that the columns before it already say. */
export type DroppedColumn = {
  /** Column of `[1 X y]`. */
  column: number;
  /** `column = sum of weights[i] * earlier[i]`, in the frame. */
  earlier: readonly number[];
  weights: Float64Array;
  /** Those of `earlier` that it is made of, beyond rounding; the intercept's column may be one. */
  sources: readonly number[];
  /** True when it does not vary (or is zero, without intercept): no other column is needed to say it. */
  isConstant: boolean;
  /** Norm of what may be left of it by rounding alone. */
  tolerance: number;
};

/** The triangle of the columns that were kept and the target, and what was dropped. */
export type RankDecision = {
  triangle: Triangle;
  /** Columns of `[1 X y]` that were kept, ascending, without the target. */
  kept: readonly number[];
  dropped: readonly DroppedColumn[];
  /** Norm of the target's remainder that rounding alone explains; a fit with no more is perfect. */
  targetTolerance: number;
  /** As `ColumnSizes.raw`, of the columns kept and the target. */
  rawNorms: Float64Array;
};

/**
 * Decides which columns hold facts of their own, by the pivot ratio `|R[k, k]| / |column k|` (its square is 1 - R² of
 * the column on the ones before it). Keeps columns in the order of the formula and drops the later one, as R does.
 * The threshold follows the rounding of the data themselves, so that columns with a large offset are judged fairly.
 * The last column is the target and is never dropped.
 */
export function decideRank(full: Triangle, sizes: ColumnSizes): RankDecision {
  const order = Array.from({ length: full.width }, (_, column) => column);
  const dropped: DroppedColumn[] = [];
  let triangle = full;
  let norms = columnNorms(triangle);
  let k = 0;
  while (k < order.length - 1) {
    const remainder = remainderOf(triangle, { k, order, sizes, norms });
    if (remainder.norm > remainder.tolerance) {
      k++;
      continue;
    }
    const { norm: _, ...rest } = remainder;
    const earlier = order.slice(0, k);
    const sources = earlier.filter(
      (column, i) => sizes.centred[column]! * Math.abs(rest.weights[i]!) > rest.tolerance,
    );
    dropped.push({ column: order[k]!, earlier, sources, ...rest });
    order.splice(k, 1);
    triangle = selectColumns(full, order);
    norms = columnNorms(triangle);
  }
  const { tolerance } = remainderOf(triangle, { k, order, sizes, norms });
  const rawNorms = Float64Array.from(order, (column) => sizes.raw[column]!);
  return { triangle, kept: order.slice(0, -1), dropped, targetTolerance: tolerance, rawNorms };
}

type Place = { k: number; order: readonly number[]; sizes: ColumnSizes; norms: Float64Array };

/** Column k of the triangle on the ones before it: the norm of what is left and how much of that may be rounding. */
function remainderOf(triangle: Triangle, { k, order, sizes, norms }: Place) {
  const weights = weightsOn(triangle, k);
  const column = order[k]!;
  let rounding = sizes.raw[column]! + norms[k]!;
  for (let j = 0; j < k; j++) rounding += Math.abs(weights[j]!) * (sizes.raw[order[j]!]! + norms[j]!);
  const centred = sizes.centred[column]!;
  const noise = NOISE_FACTOR * ROUNDING * rounding;
  const isConstant = centred <= CONSTANT_ROUNDINGS * ROUNDING * sizes.raw[column]!;
  const tolerance = Math.min(
    Math.max(noise, SMALLEST_RATIO * centred),
    isConstant ? Infinity : LARGEST_RATIO * centred,
  );
  return { weights, tolerance, isConstant, norm: Math.abs(triangle.values[k * triangle.width + k]!) };
}

/** Back substitution: column k of the triangle as a sum of the columns before it. */
function weightsOn(triangle: Triangle, k: number): Float64Array {
  const weights = triangle.values.slice(k * triangle.width, k * triangle.width + k);
  solveUpper(triangle, weights);
  return weights;
}

function columnNorms({ width, values }: Triangle): Float64Array {
  return Float64Array.from({ length: width }, (_, k) => {
    let sum = 0;
    for (let i = k * width; i <= k * width + k; i++) sum += values[i]! ** 2;
    return Math.sqrt(sum);
  });
}
