import type { FitKernel } from './fitKernel.js';
import { type Frame, widthOf } from './frame.js';
import { KernelBlock, rowsAtOnce, strideOf } from './kernelBlock.js';
import { KernelMemory } from './kernelMemory.js';
import { KernelTriangles } from './kernelTriangles.js';
import { emptyRanges, type Ranges } from './ranges.js';
import type { RowReducer } from './rowArithmetic.js';
import type { RowBlock } from './rowSource.js';

/** The reducer in the kernel: blocks become triangles while they are in the cache. */
export class KernelReducer implements RowReducer {
  private readonly memory: KernelMemory;
  private readonly block: KernelBlock;
  private readonly width: number;
  private readonly chunk: number;
  private readonly rows: { address: number; stride: number };
  private readonly sums: { low: number; high: number; means: number; squares: number };
  private readonly triangles: KernelTriangles;
  private readonly first: Float64Array;
  private weight = 0;
  private logWeights = 0;

  constructor(
    private readonly kernel: FitKernel,
    frame: Frame,
  ) {
    const columnCount = frame.columns.length;
    const { first, low, high } = emptyRanges(columnCount);
    this.first = first;
    this.memory = new KernelMemory(kernel);
    this.block = new KernelBlock(kernel, this.memory, frame);
    this.width = widthOf(frame);
    this.chunk = rowsAtOnce(this.width);
    const stride = strideOf(this.chunk);
    this.rows = { address: this.memory.take(this.width * stride), stride };
    this.sums = {
      low: this.memory.put(low),
      high: this.memory.put(high),
      means: this.memory.take(this.width * 8),
      squares: this.memory.take(this.width * 8),
    };
    this.triangles = new KernelTriangles(kernel, this.memory, {
      width: this.width,
      chunk: this.chunk,
      rows: this.rows,
    });
  }

  absorb(block: RowBlock): Uint16Array | null {
    const places = this.block.load(block);
    const used = places?.length ?? block.rowCount;
    if (used === 0) return places;
    const { address, stride } = this.block;
    this.kernel.widenRanges(address, stride, used, this.sums.low, this.sums.high);
    if (this.weight === 0) for (const k of this.first.keys()) this.first[k] = this.block.column(k, 1)[0]!;
    const triangle = this.triangles.begin();
    for (let from = 0; from < used; from += this.chunk)
      this.absorbRows(triangle, from, Math.min(this.chunk, used - from));
    this.triangles.add(triangle, used);
    return places;
  }

  result() {
    const { memory, width, weight, logWeights } = this;
    const { low, high, means, squares } = this.sums;
    const columnCount = this.first.length;
    const ranges: Ranges = {
      first: this.first,
      low: memory.numbers(low, columnCount).slice(),
      high: memory.numbers(high, columnCount).slice(),
    };
    const moments = {
      weight,
      logWeights,
      means: memory.numbers(means, width).slice(),
      squares: memory.numbers(squares, width).slice(),
    };
    return { ranges, triangle: this.triangles.result(), moments };
  }

  private absorbRows(triangle: number, from: number, count: number): void {
    const { kernel, width, sums } = this;
    const { address, stride } = this.rows;
    const padded = kernel.frameRows(this.block.address, this.block.stride, from, count, address, stride);
    const roots = this.block.rootAt(from);
    if (roots === null) {
      kernel.addMoments(address, stride, count, width, sums.means, sums.squares, this.weight);
      this.weight += count;
    } else this.weigh(roots, count);
    kernel.absorbRows(triangle, width, address, stride, padded, 0);
  }

  /** Adds the rows at hand to the moments by their weights, and multiplies them by the roots of these. */
  private weigh(roots: number, count: number): void {
    const { kernel, width, sums } = this;
    const { address, stride } = this.rows;
    kernel.addWeighedMoments(address, stride, count, width, roots, sums.means, sums.squares, this.weight);
    kernel.weighRows(address, stride, count, width, roots);
    this.weight += kernel.totalWeight(roots, count);
    for (const root of this.memory.numbers(roots, count)) this.logWeights += 2 * Math.log(root);
  }
}
