import type { FramedRows } from './framedRows.js';

/** Mean and centred sum of squares of each column of `[1 X y]`, in a frame. Plain data. */
export type Moments = { n: number; means: Float64Array; squares: Float64Array };

/** The moments of no rows. */
export function emptyMoments(width: number): Moments {
  return { n: 0, means: new Float64Array(width), squares: new Float64Array(width) };
}

/** The moments of one block, each about its own mean; the block is not changed. */
export function momentsOfBlock({ values, rowCount }: FramedRows): Moments {
  const width = values.length / rowCount;
  const moments = { ...emptyMoments(width), n: rowCount };
  for (let k = 0; k < width; k++) {
    const column = values.subarray(k * rowCount, (k + 1) * rowCount);
    moments.means[k] = meanOf(column);
    moments.squares[k] = squaresAbout(column, moments.means[k]!);
  }
  return moments;
}

/** The moments of the rows of both; neither is changed (Chan, Golub and LeVeque, 1979). */
export function mergeMoments(first: Moments, second: Moments): Moments {
  if (first.n === 0) return second;
  const n = first.n + second.n;
  const share = second.n / n;
  const steps = second.means.map((mean, k) => mean - first.means[k]!);
  return {
    n,
    means: first.means.map((mean, k) => mean + steps[k]! * share),
    squares: first.squares.map((sum, k) => sum + second.squares[k]! + steps[k]! ** 2 * first.n * share),
  };
}

/** Sum of squares of `column + offset` about zero. */
export function squaresAboutZero({ n, means, squares }: Moments, k: number, offset: number): number {
  return squares[k]! + n * (means[k]! + offset) ** 2;
}

function meanOf(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}

function squaresAbout(values: Float64Array, mean: number): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    const difference = values[i]! - mean;
    sum += difference * difference;
  }
  return sum;
}
