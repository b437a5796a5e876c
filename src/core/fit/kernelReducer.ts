import type { FitKernel } from './fitKernel.js';
import { type Frame, widthOf } from './frame.js';
import { KernelBlock, rowsAtOnce, strideOf } from './kernelBlock.js';
import type { KernelMemory } from './kernelMemory.js';
import { KernelSums } from './kernelSums.js';
import { KernelTriangles } from './kernelTriangles.js';
import { triangleOfProducts } from './productTriangle.js';
import type { RowReducer } from './rowArithmetic.js';
import type { RowBlock } from './rowSource.js';

/** Rows to a column of a block from which on its products pay: their triangle is made once. */
const ROWS_PER_COLUMN = 64;

/**
 * The reducer in the kernel: blocks become triangles while they are in the cache, by reflections, or of many rows by the
 * products of their columns as long as these keep well apart.
 */
export class KernelReducer implements RowReducer {
  private readonly block: KernelBlock;
  private readonly width: number;
  /** The width up to a multiple of four. */
  private readonly productWidth: number;
  private readonly chunk: number;
  private readonly rows: { address: number; stride: number };
  private readonly sums: KernelSums;
  private readonly triangles: KernelTriangles;
  private readonly products: number;
  /** False once columns came too near each other: they most often stay so. */
  private areApart = true;

  constructor(
    private readonly kernel: FitKernel,
    frame: Frame,
    private readonly memory: KernelMemory,
  ) {
    this.block = new KernelBlock(kernel, memory, { frame });
    this.width = widthOf(frame);
    this.productWidth = Math.ceil(this.width / 4) * 4;
    this.chunk = rowsAtOnce(this.width);
    const stride = strideOf(this.chunk);
    this.rows = { address: memory.take(this.productWidth * stride), stride };
    this.sums = new KernelSums(kernel, memory, frame);
    this.products = memory.take(this.productWidth ** 2 * 8);
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
    const isTried = this.areApart && used >= ROWS_PER_COLUMN * this.width;
    if (isTried) this.areApart = this.putTriangleOfProducts(triangle, used);
    if (!isTried || !this.areApart) this.reflect(triangle, used, !isTried);
    this.triangles.add(triangle, used);
    return places;
  }

  result() {
    return { ...this.sums.result(), triangle: this.triangles.result() };
  }

  /** False where columns of the block are too near each other for it. */
  private putTriangleOfProducts(triangle: number, used: number): boolean {
    const { kernel, memory, products, productWidth, width, rows } = this;
    const values = memory.numbers(products, productWidth ** 2).fill(0);
    for (const padded of this.framed(used, true))
      kernel.addProducts(products, productWidth, rows.address, rows.stride, padded * 8);
    return triangleOfProducts(
      { values, width, stride: productWidth },
      memory.numbers(triangle, width * width),
    );
  }

  private reflect(triangle: number, used: number, areCounted: boolean): void {
    const { kernel, width, rows } = this;
    for (const padded of this.framed(used, areCounted))
      kernel.absorbRows(triangle, width, rows.address, rows.stride, padded, 0);
  }

  /** Frames and weighs the block's rows a chunk at a time, giving how many that are up to a multiple of four. */
  private *framed(used: number, areCounted: boolean): Generator<number> {
    const { kernel, width, chunk, block } = this;
    const { address, stride } = this.rows;
    for (let from = 0; from < used; from += chunk) {
      const count = Math.min(chunk, used - from);
      const padded = kernel.frameRows(from, count, address, stride);
      const roots = block.rootAt(from);
      if (areCounted) this.sums.add(this.rows, count, roots);
      if (roots !== null) kernel.weighRows(address, stride, count, width, roots);
      yield padded;
    }
  }
}
