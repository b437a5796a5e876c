import { BLOCK_ROWS } from '../table/table.js';
import { valuesAt } from './completeRows.js';
import type { FitKernel } from './fitKernel.js';
import { columnsRead, type Frame } from './frame.js';
import type { KernelMemory } from './kernelMemory.js';
import type { RowBlock } from './rowSource.js';

/** Columns a power of two apart would share the same lines of the cache. */
const STRIDE = (BLOCK_ROWS + 8) * 8;

/** Rows worked on at once: as many as the nearest cache holds of all columns, or the second. */
export function rowsAtOnce(width: number): number {
  return width <= 128 ? 512 : 128;
}

/** Bytes from one column to the next, of columns of so many rows. */
export function strideOf(rows: number): number {
  return (rows + 8) * 8;
}

/** The place of a block of rows in a kernel's memory. */
export class KernelBlock {
  readonly address: number;
  readonly stride = STRIDE;
  /** Bytes from a value to its low word; 0 where there are none. */
  readonly lowDistance: number;
  private readonly placesAddress: number;
  private readonly weights: number | null;

  /** `wantsLow`: what the doubles leave of the values is loaded too. */
  constructor(
    private readonly kernel: FitKernel,
    private readonly memory: KernelMemory,
    { frame, wantsLow = false }: { frame: Frame; wantsLow?: boolean },
  ) {
    const count = frame.columns.length;
    const [shift, scale] = [memory.put(frame.shift), memory.put(frame.scale)];
    kernel.setFrame(count, frame.hasIntercept, shift, scale, frame.weights !== null);
    // Room for a whole block, of which a small file uses little: clearing it would take longer than filling that.
    this.placesAddress = memory.reserve(2 * BLOCK_ROWS);
    const read = columnsRead(frame).length;
    this.lowDistance = wantsLow ? read * STRIDE : 0;
    this.address = memory.reserve(read * STRIDE + this.lowDistance);
    this.weights = frame.weights === null ? null : this.address + count * STRIDE;
  }

  /** Copies a block and moves its complete rows to the front; returns their places, null when all are complete. */
  load({ columns, lows, rowCount }: RowBlock): Uint16Array | null {
    for (let k = 0; k < columns.length; k++) this.column(k, rowCount).set(firstOf(columns[k]!, rowCount));
    const used = this.kernel.keepComplete(this.address, STRIDE, rowCount, this.placesAddress);
    const places =
      used === rowCount ? null : new Uint16Array(this.kernel.memory.buffer, this.placesAddress, used).slice();
    if (this.lowDistance > 0)
      for (const k of columns.keys()) this.loadLows(k, lows?.[k] ?? null, { places, rowCount });
    return places;
  }

  private loadLows(
    k: number,
    lows: Float64Array | null,
    { places, rowCount }: { places: Uint16Array | null; rowCount: number },
  ): void {
    const address = this.address + this.lowDistance + k * STRIDE;
    const to = this.memory.numbers(address, places?.length ?? rowCount);
    if (lows === null) to.fill(0);
    else to.set(valuesAt(lows, places, rowCount));
  }

  /** The address of the root of a row's weight; null where all rows weigh 1. */
  rootAt(row: number): number | null {
    return this.weights === null ? null : this.weights + row * 8;
  }

  /** The first rows of a column; valid until the next block. */
  column(k: number, rowCount: number): Float64Array {
    return this.memory.numbers(this.address + k * STRIDE, rowCount);
  }
}

/** The first of some values, which most often are all of them: no other view is made then. */
function firstOf(values: Float64Array, count: number): Float64Array {
  return values.length === count ? values : values.subarray(0, count);
}
