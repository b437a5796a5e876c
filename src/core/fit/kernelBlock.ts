import type { BlockFacts } from '../table/numberSink.js';
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

/** A block of rows as a kernel sees it: columns that stand in its memory where they are, others copied into it. */
export class KernelBlock {
  /** Bytes from a value to its low word; 0 where there are none. */
  readonly lowDistance: number;
  /** Room for a column each. */
  private readonly room: number;
  private readonly placesAddress: number;
  private readonly addresses: number;
  private readonly weights: number | null;
  /** What is known of the columns of the block at hand, all of whose rows are complete then; null: nothing. */
  facts: readonly BlockFacts[] | null = null;
  /** Of the block at hand: the addresses of its columns, and those that stand in the kernel's memory by themselves. */
  private readonly at: number[];
  private readonly inPlace: (Float64Array | null)[];

  /** `wantsLow`: what the doubles leave of the values is loaded too. */
  constructor(
    private readonly kernel: FitKernel,
    private readonly memory: KernelMemory,
    { frame, wantsLow = false }: { frame: Frame; wantsLow?: boolean },
  ) {
    const count = frame.columns.length;
    const read = columnsRead(frame).length;
    const [shift, scale] = [memory.put(frame.shift), memory.put(frame.scale)];
    this.addresses = memory.take(read * 4);
    kernel.setFrame(count, frame.hasIntercept, shift, scale, frame.weights !== null, this.addresses);
    // Room for a whole block, of which a small file uses little: clearing it would take longer than filling that.
    this.placesAddress = memory.reserve(2 * BLOCK_ROWS);
    this.lowDistance = wantsLow ? read * STRIDE : 0;
    this.room = memory.reserve(read * STRIDE + this.lowDistance);
    this.weights = frame.weights === null ? null : count;
    this.at = Array.from({ length: read }, () => 0);
    this.inPlace = this.at.map(() => null);
  }

  /** Takes a block with the rows that are complete; returns their places, null when all are. */
  load({ columns, lows, rowCount, facts }: RowBlock): Uint16Array | null {
    for (let k = 0; k < columns.length; k++) this.loadColumn(k, columns[k]!, rowCount);
    const isWhole = facts?.every(({ nanCount }) => nanCount === 0) ?? false;
    this.facts = isWhole ? facts! : null;
    const places = isWhole ? null : this.keepComplete(columns.length, rowCount);
    if (this.lowDistance > 0)
      for (const k of columns.keys()) this.loadLows(k, lows?.[k] ?? null, { places, rowCount });
    return places;
  }

  private keepComplete(columnCount: number, rowCount: number): Uint16Array | null {
    const { kernel, memory, placesAddress, room } = this;
    const used = kernel.keepComplete(rowCount, placesAddress, room, STRIDE);
    if (used === rowCount) return null;
    for (let k = 0; k < columnCount; k++) this.place(k, null);
    return new Uint16Array(memory.buffer, placesAddress, used).slice();
  }

  /** Low words stand at one distance from all columns, and so only in the room. */
  private loadColumn(k: number, values: Float64Array, rowCount: number): void {
    const { memory, lowDistance, addresses } = this;
    const isInPlace = lowDistance === 0 && values.buffer === memory.buffer;
    this.place(k, isInPlace ? values : null);
    if (!isInPlace) memory.numbers(this.roomOf(k), rowCount).set(firstOf(values, rowCount));
    memory.setInteger(addresses + 4 * k, this.at[k]!);
  }

  private place(k: number, values: Float64Array | null): void {
    this.inPlace[k] = values;
    this.at[k] = values?.byteOffset ?? this.roomOf(k);
  }

  private loadLows(
    k: number,
    lows: Float64Array | null,
    { places, rowCount }: { places: Uint16Array | null; rowCount: number },
  ): void {
    const to = this.memory.numbers(this.roomOf(k) + this.lowDistance, places?.length ?? rowCount);
    if (lows === null) to.fill(0);
    else to.set(valuesAt(lows, places, rowCount));
  }

  /** The address of the root of a row's weight; null where all rows weigh 1. */
  rootAt(row: number): number | null {
    const { weights } = this;
    return weights === null ? null : this.at[weights]! + row * 8;
  }

  /** The first rows of a column; valid until the next block. */
  column(k: number, rowCount: number): Float64Array {
    const values = this.inPlace[k]!;
    return values?.length === rowCount ? values : this.memory.numbers(this.at[k]!, rowCount);
  }

  private roomOf(k: number): number {
    return this.room + k * STRIDE;
  }
}

/** The first of some values, which most often are all of them: no other view is made then. */
function firstOf(values: Float64Array, count: number): Float64Array {
  return values.length === count ? values : values.subarray(0, count);
}
