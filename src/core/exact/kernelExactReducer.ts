import type { FitKernel } from '../fit/fitKernel.js';
import { type Frame, widthOf } from '../fit/frame.js';
import { KernelBlock, rowsAtOnce, strideOf } from '../fit/kernelBlock.js';
import { KernelMemory } from '../fit/kernelMemory.js';
import { KernelSums } from '../fit/kernelSums.js';
import type { RowReducer } from '../fit/rowArithmetic.js';
import type { RowBlock } from '../fit/rowSource.js';
import { ExactRoom } from './exactRoom.js';
import { emptyExactTriangle } from './exactTriangle.js';

/** The reducer in double-double in the kernel: blocks are absorbed by the triangle while they are in the cache. */
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

  constructor(
    private readonly kernel: FitKernel,
    frame: Frame,
  ) {
    const memory = new KernelMemory(kernel);
    this.width = widthOf(frame);
    this.chunk = rowsAtOnce(this.width);
    this.block = new KernelBlock(kernel, memory, { frame, wantsLow: true });
    this.sums = new KernelSums(kernel, memory, frame);
    const triangle = ExactRoom.triangleBytes(this.width);
    const column = ExactRoom.columnBytes(this.width);
    const rows = this.width * strideOf(this.chunk);
    this.room = new ExactRoom(kernel, memory, rows + 2 * triangle + column);
    this.rows = this.room.take(rows);
    this.triangles = [this.room.take(triangle), this.room.take(triangle)];
    this.weighted = this.room.take(column);
    this.room.putTriangle(this.triangles[0], emptyExactTriangle(this.width));
  }

  absorb(block: RowBlock): Uint16Array | null {
    const places = this.block.load(block);
    const used = places?.length ?? block.rowCount;
    this.sums.widen(this.block, used);
    for (let from = 0; from < used; from += this.chunk)
      this.absorbRows(from, Math.min(this.chunk, used - from));
    return places;
  }

  result() {
    const sums = this.sums.result();
    const { weight } = sums.moments;
    return { ...sums, triangle: this.room.triangleAt(this.triangles[0], this.width, weight) };
  }

  private absorbRows(from: number, count: number): void {
    const { kernel, rows, width, weighted } = this;
    const { address, lowDistance, stride } = this.block;
    const rowStride = strideOf(this.chunk);
    const padded = kernel.frameExactRows(address, lowDistance, stride, from, count, rows, rowStride);
    this.sums.add({ address: rows, stride: rowStride }, count, null);
    const [before, after] = this.triangles;
    const columnBytes = ExactRoom.columnBytes(width);
    kernel.absorbExactRows(before, after, columnBytes, width, rows, rowStride, padded * 8, weighted);
    this.triangles = [after, before];
  }
}
