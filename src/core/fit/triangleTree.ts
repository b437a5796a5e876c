import { absorbRows, emptyTriangle, mergeTriangles, type Triangle } from './triangle.js';

/**
 * Reduces blocks of rows to triangles and merges these in pairs, as a knock-out tournament does: an early row then
 * goes through log2(blocks) roundings, not through one for each block after it. Holds log2(blocks) triangles.
 */
export class TriangleTree {
  private readonly pending: { triangle: Triangle; height: number }[] = [];

  /** `width` is the number of columns of `[1 X y]`. */
  constructor(private readonly width: number) {}

  /** Takes one block of rows, column-major, and overwrites it. */
  absorb(rows: Float64Array, rowCount: number): void {
    let triangle = emptyTriangle(this.width);
    absorbRows(triangle, rows, rowCount);
    let height = 0;
    for (; this.pending.at(-1)?.height === height; height++)
      triangle = mergeTriangles(this.pending.pop()!.triangle, triangle);
    this.pending.push({ triangle, height });
  }

  /** The triangle of all rows so far. */
  result(): Triangle {
    return this.pending.reduceRight(
      (later, { triangle }) => mergeTriangles(triangle, later),
      emptyTriangle(this.width),
    );
  }
}
