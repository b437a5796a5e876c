import type { PredictiveRows, PredictiveSums } from '../fit/walkedRows.js';
import type { ErrorSums } from '../judge/errorSums.js';
import { BLOCK_ROWS } from '../table/table.js';
import type { CrowdKernel } from './crowdKernel.js';
import type {
  CentralBins,
  Counts,
  CrowdLoops,
  DecimalCells,
  GridAxes,
  PartialCharts,
  PartialColumn,
  PartialLine,
  PartialRows,
  PowerSums,
  Search,
} from './crowdLoops.js';

/** The part of a kernel's memory that is still free. */
type FreeMemory = { take(bytes: number): number; numbers(address: number, length: number): Float64Array };

const SUMS = 5;
const CHART_BYTES = 64;

/** The list of charts as `countAllPartials` has it. */
class KernelCharts implements PartialCharts {
  private readonly list: number;

  constructor(
    private readonly kernel: CrowdKernel,
    private readonly memory: FreeMemory,
    private readonly lines: readonly PartialColumn[],
  ) {
    this.list = memory.take(lines.length * CHART_BYTES);
  }

  place(chart: number, { across, up, counts }: GridAxes & { counts: Uint32Array }): void {
    const { slope, mean, height, column } = this.lines[chart]!;
    const address = this.list + chart * CHART_BYTES;
    const [perX, perY] = [2 ** -across.exponent, 2 ** -up.exponent];
    this.memory.numbers(address, 7).set([slope, mean, height, perX, perY, across.first, up.first]);
    new Uint32Array(this.kernel.memory.buffer, address + 56, 2).set([counts.byteOffset, column]);
  }

  count(first: number, residual: Float64Array): { chart: number; done: number } | null {
    const { kernel, list, lines } = this;
    const { byteOffset, length } = residual;
    const chart = kernel.countAllPartials(list, first, lines.length, byteOffset, length);
    return chart === lines.length ? null : { chart, done: kernel.rowsBeforeStop() };
  }
}

class KernelCounts implements Counts {
  private latest: Uint32Array;

  constructor(
    private readonly kernel: CrowdKernel,
    private readonly address: number,
    private readonly length: number,
  ) {
    this.latest = this.view();
  }

  get array(): Uint32Array {
    // A view of memory that has grown since has lost its length.
    if (this.latest.length === 0) this.latest = this.view();
    return this.latest;
  }

  private view(): Uint32Array {
    return new Uint32Array(this.kernel.memory.buffer, this.address, this.length);
  }
}

/** The loops in the compiled kernel. */
export class KernelLoops implements CrowdLoops {
  private readonly room: number;
  private readonly sums: number;
  private buffer: ArrayBuffer;

  constructor(
    private readonly kernel: CrowdKernel,
    private readonly memory: FreeMemory,
  ) {
    this.room = memory.take((BLOCK_ROWS + 4) * 8);
    this.sums = memory.take(SUMS * 8);
    this.buffer = kernel.memory.buffer;
  }

  reaches(values: Float64Array): boolean {
    if (values.buffer === this.buffer) return true;
    // The memory may have grown since.
    this.buffer = this.kernel.memory.buffer;
    return values.buffer === this.buffer;
  }

  counts(length: number): Counts {
    return new KernelCounts(this.kernel, this.memory.take(length * 4), length);
  }

  countPairs(
    { x, y, from }: { x: Float64Array; y: Float64Array; from: number },
    { across, up }: GridAxes,
    counts: Uint32Array,
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

  partialCharts(lines: readonly PartialColumn[]): PartialCharts {
    return new KernelCharts(this.kernel, this.memory, lines);
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

  sumErrors(values: Float64Array, unit: number): ErrorSums {
    this.kernel.sumErrors(values.byteOffset, values.length, 1 / unit, this.sums);
    const [absolute, squares] = this.memory.numbers(this.sums, SUMS);
    return { unit, absolute: absolute!, squares: squares! };
  }

  sumPowers(values: Float64Array, unit: number): PowerSums {
    const { kernel, room, sums } = this;
    kernel.sumPowers(values.byteOffset, values.length, unit, room, sums);
    const found = this.memory.numbers(sums, SUMS);
    return { mean: found[0]!, second: found[1]!, third: found[2]!, fourth: found[3]!, steps: found[4]! };
  }

  firstAbove(values: Float64Array, { from, limit, sign }: Search): number {
    return this.kernel.firstAbove(values.byteOffset, from, values.length, limit, sign);
  }

  listAbove(values: Float64Array, { limit, sign }: Omit<Search, 'from'>): Uint16Array {
    const { kernel, room } = this;
    const found = kernel.listAbove(values.byteOffset, values.length, limit, sign, room);
    return new Uint16Array(kernel.memory.buffer, room, found);
  }

  countZeros(values: Float64Array): number {
    return this.kernel.countZeros(values.byteOffset, values.length);
  }

  sumPredictive(
    { residual, fitted, leverage }: PredictiveRows,
    perUnit: number,
    limit: number | null,
  ): PredictiveSums {
    const { kernel, sums } = this;
    kernel.sumPredictive(
      residual.byteOffset,
      fitted.byteOffset,
      leverage.byteOffset,
      residual.length,
      perUnit,
      limit ?? Number.NaN,
      sums,
    );
    const [leftOutSquares, below, oftenBelow] = this.memory.numbers(sums, SUMS);
    return {
      leftOutSquares: leftOutSquares!,
      below: limit === null ? 0 : below!,
      oftenBelow: limit === null ? 0 : oftenBelow!,
    };
  }

  rootSizes(values: Float64Array): Float64Array {
    this.kernel.rootSizes(values.byteOffset, values.length, this.room);
    return this.inRoom(values.length);
  }

  partialResiduals({ x, residual }: PartialRows, { slope, mean, height }: PartialLine): Float64Array {
    const [from, length] = [x.byteOffset, x.length];
    this.kernel.partialResiduals(from, residual.byteOffset, length, slope, mean, height, this.room);
    return this.inRoom(length);
  }

  private inRoom(length: number): Float64Array {
    return this.memory.numbers(this.room, length);
  }
}
