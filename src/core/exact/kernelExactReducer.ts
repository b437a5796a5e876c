import type { FitKernel } from '../fit/fitKernel.js';
import { type Frame, widthOf } from '../fit/frame.js';
import { KernelBlock, rowsAtOnce, strideOf } from '../fit/kernelBlock.js';
import type { KernelMemory } from '../fit/kernelMemory.js';
import { KernelSums } from '../fit/kernelSums.js';
import type { RowReducer } from '../fit/rowArithmetic.js';
import type { RowBlock } from '../fit/rowSource.js';
import { emptyColumn } from './exactColumns.js';
import { triangleOfProducts } from './exactProducts.js';
import { ExactRoom } from './exactRoom.js';
import { type ExactTriangle, emptyExactTriangle, mergeExactTriangles } from './exactTriangle.js';

/** Rows to a column of a block from which on its products pay: their triangle is made and merged once. */
const ROWS_PER_COLUMN = 64;

/**
 * The reducer in double-double in the kernel: blocks are absorbed by the triangle while they are in the cache, those
 * that have many rows and are well conditioned by their products.
 */
export class KernelExactReducer implements RowReducer {
  private readonly block: KernelBlock;
  private readonly sums: KernelSums;
  private readonly room: ExactRoom;
  private readonly width: number;
  private readonly chunk: number;
  private readonly rows: number;
  private readonly weighted: number;
  /** The triangle of the rows so far, and room for the next one. */
  private triangles: readonly [number, number];
  private readonly products: number;
  /** Of the blocks whose products served. */
  private merged: ExactTriangle | null = null;

  constructor(
    private readonly kernel: FitKernel,
    frame: Frame,
    memory: KernelMemory,
  ) {
    this.width = widthOf(frame);
    this.chunk = rowsAtOnce(this.width);
    this.block = new KernelBlock(kernel, memory, { frame, wantsLow: true });
    this.sums = new KernelSums(kernel, memory, frame);
    const triangle = ExactRoom.triangleBytes(this.width);
    const column = ExactRoom.columnBytes(this.width);
    const rows = this.width * strideOf(this.chunk);
    this.room = new ExactRoom(kernel, memory, rows + 3 * triangle + column);
    this.rows = this.room.take(rows);
    this.triangles = [this.room.take(triangle), this.room.take(triangle)];
    this.products = this.room.take(triangle);
    this.weighted = this.room.take(column);
    this.room.putTriangle(this.triangles[0], emptyExactTriangle(this.width));
  }

  absorb(block: RowBlock): Uint16Array | null {
    const places = this.block.load(block);
    const used = places?.length ?? block.rowCount;
    this.sums.widen(this.block, used);
    const isLarge = used >= ROWS_PER_COLUMN * this.width;
    const triangle = isLarge ? this.triangleOfProducts(used) : null;
    if (triangle === null) for (const bytes of this.framed(used, !isLarge)) this.absorbRows(bytes);
    else this.merged = this.merged === null ? triangle : mergeExactTriangles(this.merged, triangle);
    return places;
  }

  result() {
    const sums = this.sums.result();
    const { weight } = sums.moments;
    const absorbed = this.room.triangleAt(this.triangles[0], this.width, weight);
    const triangle = this.merged === null ? absorbed : mergeExactTriangles(this.merged, absorbed);
    return { ...sums, triangle: { ...triangle, rowCount: weight } };
  }

  /** Null where their columns are too near each other for it. */
  private triangleOfProducts(used: number): ExactTriangle | null {
    const { kernel, room, products, width, rows, chunk } = this;
    const columnBytes = ExactRoom.columnBytes(width);
    room.putTriangle(products, { ...emptyExactTriangle(width), values: emptyColumn(width * width) });
    for (const bytes of this.framed(used, true))
      kernel.addExactProducts(products, columnBytes, width, rows, strideOf(chunk), bytes);
    return triangleOfProducts(room.triangleAt(products, width, used));
  }

  /** Frames the block's rows a chunk at a time, giving the bytes of its columns. */
  private *framed(used: number, isCounted: boolean): Generator<number> {
    const { kernel, rows, chunk, block } = this;
    const stride = strideOf(chunk);
    for (let from = 0; from < used; from += chunk) {
      const count = Math.min(chunk, used - from);
      const padded = kernel.frameExactRows(block.lowDistance, from, count, rows, stride);
      if (isCounted) this.sums.add({ address: rows, stride }, count, null);
      yield padded * 8;
    }
  }

  private absorbRows(bytes: number): void {
    const { kernel, rows, width, weighted, chunk } = this;
    const [before, after] = this.triangles;
    const columnBytes = ExactRoom.columnBytes(width);
    kernel.absorbExactRows(before, after, columnBytes, width, rows, strideOf(chunk), bytes, weighted);
    this.triangles = [after, before];
  }
}
