import { BLOCK_ROWS } from '../table/table.js';
import type { CrowdKernel } from './crowdKernel.js';
import type { CrowdLoops, DecimalCells, GridAxis, Search } from './crowdLoops.js';

/** The part of a kernel's memory that is still free. */
type FreeMemory = { take(bytes: number): number };

/** The loops in the compiled kernel. */
export class KernelLoops implements CrowdLoops {
  private readonly room: number;

  constructor(
    private readonly kernel: CrowdKernel,
    private readonly memory: FreeMemory,
  ) {
    this.room = memory.take(BLOCK_ROWS * 8);
  }

  reaches(...arrays: readonly Float64Array[]): boolean {
    return arrays.every(({ buffer }) => buffer === this.kernel.memory.buffer);
  }

  counts(length: number): () => Uint32Array {
    const address = this.memory.take(length * 4);
    return () => new Uint32Array(this.kernel.memory.buffer, address, length);
  }

  countPairs(
    { x, y, from }: { x: Float64Array; y: Float64Array; from: number },
    { across, up, counts }: { across: GridAxis; up: GridAxis; counts: Uint32Array },
  ): number {
    const done = this.kernel.countPairs(
      x.byteOffset + from * 8,
      y.byteOffset + from * 8,
      x.length - from,
      2 ** -across.exponent,
      2 ** -up.exponent,
      across.first,
      up.first,
      counts.byteOffset,
    );
    return from + done;
  }

  countDecimals(
    { values, from }: { values: Float64Array; from: number },
    { exponent, first }: DecimalCells,
    counts: Uint32Array,
  ): number {
    const [address, count] = [values.byteOffset + from * 8, values.length - from];
    const unit = 10 ** -exponent;
    return from + this.kernel.countDecimals(address, count, unit, first, counts.length, counts.byteOffset);
  }

  firstAbove(values: Float64Array, { from, limit, sign }: Search): number {
    return this.kernel.firstAbove(values.byteOffset, from, values.length, limit, sign);
  }

  rootSizes(values: Float64Array): Float64Array {
    this.kernel.rootSizes(values.byteOffset, values.length, this.room);
    return this.inRoom(values.length);
  }

  partialResiduals(
    { x, residual }: { x: Float64Array; residual: Float64Array },
    { slope, mean, height }: { slope: number; mean: number; height: number },
  ): Float64Array {
    const [from, length] = [x.byteOffset, x.length];
    this.kernel.partialResiduals(from, residual.byteOffset, length, slope, mean, height, this.room);
    return this.inRoom(length);
  }

  private inRoom(length: number): Float64Array {
    return new Float64Array(this.kernel.memory.buffer, this.room, length);
  }
}
