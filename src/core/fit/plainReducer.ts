import { BLOCK_ROWS } from '../table/table.js';
import { completeRows } from './completeRows.js';
import { type Frame, widthOf } from './frame.js';
import { fillFramed, multiplyRows } from './framedRows.js';
import { emptyMoments, mergeMoments, momentsOfBlock } from './moments.js';
import { emptyRanges, type Ranges, widenRanges } from './ranges.js';
import type { RowReducer } from './rowArithmetic.js';
import type { RowBlock } from './rowSource.js';
import { TriangleTree } from './triangleTree.js';
import { rootsOfWeights } from './weighedRows.js';

/** The reducer in plain loops: the reference for the kernel's. */
export class PlainReducer implements RowReducer {
  private readonly width: number;
  private readonly buffer: Float64Array;
  private readonly ranges: Ranges;
  private readonly tree: TriangleTree;
  private moments;

  constructor(private readonly frame: Frame) {
    this.width = widthOf(frame);
    this.buffer = new Float64Array(this.width * BLOCK_ROWS);
    this.ranges = emptyRanges(frame.columns.length);
    this.tree = new TriangleTree(this.width);
    this.moments = emptyMoments(this.width);
  }

  absorb(block: RowBlock): Uint16Array | null {
    const places = completeRows(block);
    const rowCount = places?.length ?? block.rowCount;
    if (rowCount === 0) return places;
    widenRanges(this.ranges, block, places);
    const values = this.buffer.subarray(0, this.width * rowCount);
    fillFramed(this.frame, block, { places, values });
    const roots = rootsOfWeights(this.frame, block, places);
    this.moments = mergeMoments(this.moments, momentsOfBlock({ values, rowCount }, roots));
    if (roots !== null) multiplyRows({ values, rowCount }, roots);
    this.tree.absorb(values, rowCount);
    return places;
  }

  result() {
    return { ranges: this.ranges, triangle: this.tree.result(), moments: this.moments };
  }
}
