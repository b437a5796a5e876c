import type { DesignBlock } from './designBlocks.js';

/** Mean and centred sum of squares of each column, gathered block by block (Chan, Golub and LeVeque, 1979). */
export class ColumnMoments {
  private readonly means: Float64Array;
  private readonly squares: Float64Array;
  private n = 0;

  constructor(private readonly width: number) {
    this.means = new Float64Array(width);
    this.squares = new Float64Array(width);
  }

  /** Takes one block; the block is not changed. */
  absorb({ values, rowCount }: DesignBlock): void {
    const share = rowCount / (this.n + rowCount);
    for (let k = 0; k < this.width; k++) {
      const column = values.subarray(k * rowCount, (k + 1) * rowCount);
      const mean = meanOf(column);
      const step = mean - this.means[k]!;
      this.means[k]! += step * share;
      this.squares[k]! += squaresAbout(column, mean) + step * step * this.n * share;
    }
    this.n += rowCount;
  }

  /** Mean of column k, in the frame of the blocks. */
  mean(k: number): number {
    return this.means[k]!;
  }

  /** Sum of squares of column k about its mean. */
  centredSquares(k: number): number {
    return this.squares[k]!;
  }

  /** Sum of squares of `column + offset` about zero. */
  squaresAboutZero(k: number, offset: number): number {
    return this.squares[k]! + this.n * (this.means[k]! + offset) ** 2;
  }
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
