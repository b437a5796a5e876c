import { completeRows } from '../fit/completeRows.js';
import { type Frame, widthOf } from '../fit/frame.js';
import { emptyMoments, mergeMoments, momentsOfBlock } from '../fit/moments.js';
import { emptyRanges, type Ranges, widenRanges } from '../fit/ranges.js';
import type { RowReducer } from '../fit/rowArithmetic.js';
import type { RowBlock } from '../fit/rowSource.js';
import { exactFramed } from './exactRows.js';
import { absorbExactRows, type ExactTriangle, emptyExactTriangle } from './exactTriangle.js';

/** The reducer in double-double in plain loops: the reference for the kernel's. */
export class PlainExactReducer implements RowReducer {
  private readonly ranges: Ranges;
  private readonly triangle: ExactTriangle;
  private moments;

  constructor(private readonly frame: Frame) {
    this.ranges = emptyRanges(frame.columns.length);
    this.triangle = emptyExactTriangle(widthOf(frame));
    this.moments = emptyMoments(widthOf(frame));
  }

  absorb(block: RowBlock): Uint16Array | null {
    const places = completeRows(block);
    const rowCount = places?.length ?? block.rowCount;
    if (rowCount === 0) return places;
    widenRanges(this.ranges, block, places);
    const framed = exactFramed(this.frame, block, places);
    const values = new Float64Array(framed.length * rowCount);
    for (const [k, { high }] of framed.entries()) values.set(high, k * rowCount);
    this.moments = mergeMoments(this.moments, momentsOfBlock({ values, rowCount }));
    absorbExactRows(this.triangle, framed);
    return places;
  }

  result() {
    return { ranges: this.ranges, triangle: this.triangle, moments: this.moments };
  }
}
