import type { FramedRows } from './framedRows.js';

/** Mean and centred sum of squares of each column of `[1 X y]`, in a frame, by the rows' weights. Plain data. */
export type Moments = {
  /** Sum of the weights: the number of rows where they weigh 1. */
  weight: number;
  /** Sum of the natural logarithms of the weights. */
  logWeights: number;
  means: Float64Array;
  squares: Float64Array;
};

/** The moments of no rows. */
export function emptyMoments(width: number): Moments {
  return { weight: 0, logWeights: 0, means: new Float64Array(width), squares: new Float64Array(width) };
}

/** The moments of one block, each about its own mean; the block is not changed. `roots` of the weights, null for 1. */
export function momentsOfBlock({ values, rowCount }: FramedRows, roots: Float64Array | null = null): Moments {
  const width = values.length / rowCount;
  const weights = roots?.map((root) => root * root) ?? null;
  const moments = { ...emptyMoments(width), weight: weights === null ? rowCount : sumOf(weights) };
  if (weights !== null) moments.logWeights = sumOf(weights.map(Math.log));
  for (let k = 0; k < width; k++) {
    const column = values.subarray(k * rowCount, (k + 1) * rowCount);
    const mean = sumOf(weights === null ? column : times(column, weights)) / moments.weight;
    moments.means[k] = mean;
    moments.squares[k] =
      weights === null ? squaresAbout(column, mean) : weightedSquaresAbout(column, weights, mean);
  }
  return moments;
}

/** The moments of the rows of both; neither is changed (Chan, Golub and LeVeque, 1979). */
export function mergeMoments(first: Moments, second: Moments): Moments {
  if (first.weight === 0) return second;
  const weight = first.weight + second.weight;
  const share = second.weight / weight;
  const steps = second.means.map((mean, k) => mean - first.means[k]!);
  return {
    weight,
    logWeights: first.logWeights + second.logWeights,
    means: first.means.map((mean, k) => mean + steps[k]! * share),
    squares: first.squares.map((sum, k) => sum + second.squares[k]! + steps[k]! ** 2 * first.weight * share),
  };
}

/** Sum of squares of `column + offset` about zero. */
export function squaresAboutZero({ weight, means, squares }: Moments, k: number, offset: number): number {
  return squares[k]! + weight * (means[k]! + offset) ** 2;
}

export function sumOf(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}

function times(values: Float64Array, factors: Float64Array): Float64Array {
  return values.map((value, i) => value * factors[i]!);
}

function weightedSquaresAbout(values: Float64Array, weights: Float64Array, mean: number): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += weights[i]! * (values[i]! - mean) ** 2;
  return sum;
}

function squaresAbout(values: Float64Array, mean: number): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    const difference = values[i]! - mean;
    sum += difference * difference;
  }
  return sum;
}
