import type { FitKernel } from './fitKernel.js';
import { type Frame, widthOf } from './frame.js';
import { KernelBlock, rowsAtOnce, strideOf } from './kernelBlock.js';
import { KernelMemory } from './kernelMemory.js';
import { KernelSums } from './kernelSums.js';
import { KernelTriangles } from './kernelTriangles.js';
import type { RowReducer } from './rowArithmetic.js';
import type { RowBlock } from './rowSource.js';

/** The reducer in the kernel: blocks become triangles while they are in the cache. */
export class KernelReducer implements RowReducer {
  private readonly block: KernelBlock;
  private readonly width: number;
  private readonly chunk: number;
  private readonly rows: { address: number; stride: number };
  private readonly sums: KernelSums;
  private readonly triangles: KernelTriangles;

  constructor(
    private readonly kernel: FitKernel,
    frame: Frame,
  ) {
    const memory = new KernelMemory(kernel);
    this.block = new KernelBlock(kernel, memory, { frame });
    this.width = widthOf(frame);
    this.chunk = rowsAtOnce(this.width);
    const stride = strideOf(this.chunk);
    this.rows = { address: memory.take(this.width * stride), stride };
    this.sums = new KernelSums(kernel, memory, frame);
    this.triangles = new KernelTriangles(kernel, memory, {
      width: this.width,
      chunk: this.chunk,
      rows: this.rows,
    });
  }

  absorb(block: RowBlock): Uint16Array | null {
    const places = this.block.load(block);
    const used = places?.length ?? block.rowCount;
    if (used === 0) return places;
    this.sums.widen(this.block, used);
    const triangle = this.triangles.begin();
    for (let from = 0; from < used; from += this.chunk)
      this.absorbRows(triangle, from, Math.min(this.chunk, used - from));
    this.triangles.add(triangle, used);
    return places;
  }

  result() {
    return { ...this.sums.result(), triangle: this.triangles.result() };
  }

  private absorbRows(triangle: number, from: number, count: number): void {
    const { kernel, width } = this;
    const { address, stride } = this.rows;
    const padded = kernel.frameRows(this.block.address, this.block.stride, from, count, address, stride);
    const roots = this.block.rootAt(from);
    this.sums.add(this.rows, count, roots);
    if (roots !== null) kernel.weighRows(address, stride, count, width, roots);
    kernel.absorbRows(triangle, width, address, stride, padded, 0);
  }
}
