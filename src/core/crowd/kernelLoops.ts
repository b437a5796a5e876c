import { BLOCK_ROWS } from '../table/table.js';
import type { CrowdKernel } from './crowdKernel.js';
import type { CentralBins, CrowdLoops, DecimalCells, GridAxis, PowerSums, Search } from './crowdLoops.js';

/** The part of a kernel's memory that is still free. */
type FreeMemory = { take(bytes: number): number };

const SUMS = 5;

/** The loops in the compiled kernel. */
export class KernelLoops implements CrowdLoops {
  private readonly room: number;
  private readonly sums: number;

  constructor(
    private readonly kernel: CrowdKernel,
    private readonly memory: FreeMemory,
  ) {
    this.room = memory.take((BLOCK_ROWS + 2) * 8);
    this.sums = memory.take(SUMS * 8);
  }

  reaches(...arrays: readonly Float64Array[]): boolean {
    return arrays.every(({ buffer }) => buffer === this.kernel.memory.buffer);
  }

  counts(length: number): () => Uint32Array {
    const address = this.memory.take(length * 4);
    const view = () => new Uint32Array(this.kernel.memory.buffer, address, length);
    let latest = view();
    return () => {
      // A view of memory that has grown since has lost its length.
      if (latest.length === 0) latest = view();
      return latest;
    };
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

  countCentral(values: Float64Array, { reach, perUnit }: CentralBins, counts: Uint32Array): Uint16Array {
    const { kernel, room } = this;
    const [from, to] = [values.byteOffset, counts.byteOffset];
    const found = kernel.countCentral(from, values.length, reach, perUnit, to, room);
    return new Uint16Array(kernel.memory.buffer, room, found);
  }

  sumPowers(values: Float64Array, unit: number): PowerSums {
    const { kernel, room, sums } = this;
    kernel.sumPowers(values.byteOffset, values.length, unit, room, sums);
    const found = new Float64Array(kernel.memory.buffer, sums, SUMS);
    return { mean: found[0]!, second: found[1]!, third: found[2]!, fourth: found[3]!, steps: found[4]! };
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
