import type { FitKernel } from '../fit/fitKernel.js';
import type { KernelMemory } from '../fit/kernelMemory.js';
import { type ExactColumn, emptyColumn, partOfColumn } from './exactColumns.js';
import type { ExactTriangle } from './exactTriangle.js';

/**
 * Room for double-double columns in a kernel: the doubles, and as far apart their low words.
 * A triangle stands there column by column, two numbers to a register, and its squares after it as one more column.
 */
export class ExactRoom {
  private readonly distance: number;
  private end: number;

  /** `bytes`: how many the doubles take, pieces of it being handed out by `take`. */
  constructor(
    kernel: FitKernel,
    private readonly memory: KernelMemory,
    bytes: number,
  ) {
    this.distance = Math.ceil(bytes / 64) * 64;
    this.end = memory.take(2 * this.distance);
    kernel.setLowWords(this.distance);
  }

  static columnBytes(width: number): number {
    return Math.ceil((width + 1) / 2) * 16;
  }

  /** Bytes of a triangle with its squares. */
  static triangleBytes(width: number): number {
    return (width + 1) * ExactRoom.columnBytes(width);
  }

  /** A multiple of 16 bytes of zeros. */
  take(bytes: number): number {
    const address = this.end;
    this.end += bytes;
    return address;
  }

  putTriangle(address: number, { width, values, squares }: ExactTriangle): void {
    for (let k = 0; k <= width; k++) {
      const source = k < width ? partOfColumn(values, k * width, (k + 1) * width) : squares;
      const column = this.columnAt(address, k, width);
      column.high.set(source.high);
      column.low.set(source.low);
    }
  }

  /** The column of doubles stands `8 * length` bytes from `address` on. */
  putColumn(address: number, { high, low }: ExactColumn): void {
    this.memory.numbers(address, high.length).set(high);
    this.memory.numbers(address + this.distance, low.length).set(low);
  }

  triangleAt(address: number, width: number, rowCount: number): ExactTriangle {
    const values = emptyColumn(width * width);
    for (let k = 0; k < width; k++) {
      const column = this.columnAt(address, k, width);
      values.high.set(column.high, k * width);
      values.low.set(column.low, k * width);
    }
    const squares = this.columnAt(address, width, width);
    return { width, values, squares: { high: squares.high.slice(), low: squares.low.slice() }, rowCount };
  }

  private columnAt(address: number, k: number, width: number): ExactColumn {
    const column = address + k * ExactRoom.columnBytes(width);
    return {
      high: this.memory.numbers(column, width),
      low: this.memory.numbers(column + this.distance, width),
    };
  }
}
