import type { CrowdKernel } from '../crowd/crowdKernel.js';

/**
 * What the compiled kernel offers for fits, as `core` sees it: addresses are bytes in its memory, numbers are doubles.
 * The caller owns the memory from `heapBase()` on. One instance serves one part of the rows at a time. See
 * `src/kernel/rowBlock.ts`, `triangle.ts`, `walk.ts`, and what these import.
 */
export type FitKernel = CrowdKernel & {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  heapBase(): number;
  /** At `columns` stand the addresses (u32) of the columns of the block that the calls below are about. */
  setFrame(
    ...[columnCount, hasIntercept, shift, scale, hasWeights, columns]: [
      number,
      boolean,
      number,
      number,
      boolean,
      number,
    ]
  ): void;
  /** Returns the number of complete rows; only when that is not all, lists their places (u16) and copies them to `room`. */
  keepComplete(count: number, places: number, room: number, stride: number): number;
  /** Brings the rows of the block at hand near the processor; changes nothing. */
  fetchRows(count: number): void;
  widenRanges(count: number, low: number, high: number): void;
  /** Returns the count up to a multiple of four. */
  frameRows(from: number, count: number, rows: number, rowStride: number): number;
  addMoments(
    ...[rows, rowStride, count, width, means, squares, before]: [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ]
  ): void;
  totalWeight(roots: number, count: number): number;
  addWeighedMoments(
    ...[rows, rowStride, count, width, roots, means, squares, before]: [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ]
  ): void;
  weighRows(...[rows, rowStride, count, width, roots]: [number, number, number, number, number]): void;
  absorbRows(
    ...[triangle, width, rows, stride, count, from]: [number, number, number, number, number, number]
  ): void;
  /** Adds to the lower triangle of `sums`; the width is a multiple of four. */
  addProducts(...[sums, width, columns, stride, bytes]: [number, number, number, number, number]): void;
  /** Absorbs the second triangle into the first. */
  mergeTriangles(
    ...[first, second, width, rows, stride, chunk]: [number, number, number, number, number, number]
  ): void;
  setSolution(
    ...[rank, kept, centres, coefficients, inverse, perTarget]: [
      number,
      number,
      number,
      number,
      number,
      number,
    ]
  ): void;
  setInfluence(rss: number, dfResidual: number, noise: number, meanSquare: number): void;
  setSums(projected: number, spread: number, width: number): void;
  walkRows(
    ...[from, count, rows, rowStride, out, outStride]: [number, number, number, number, number, number]
  ): void;
  /** `roots` and `link` are 0 where there are none. */
  walkWeighedRows(
    ...[from, count, rows, rowStride, out, outStride, roots, link]: [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ]
  ): void;
  /** `coefficients` and `roots` are 0 where there are none. */
  reweighRows(
    ...[rows, rowStride, count, padded, width, coefficients, roots, link, factors, sums]: [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ]
  ): void;
  /** Distance of the low words of double-double columns from their doubles, in bytes. */
  setLowWords(distance: number): void;
  /** As `frameRows`, in double-double; the low words of columns stand `lowBlock` bytes after them. */
  frameExactRows(lowBlock: number, from: number, count: number, rows: number, rowStride: number): number;
  /** Writes the triangle of `before` and the rows to `after`; both and the rows are overwritten. */
  absorbExactRows(
    ...[before, after, columnBytes, width, rows, stride, bytes, weighted]: [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ]
  ): void;
  /** See the kernel: `coefficients` 0 where Q needs double-double. */
  setExactSolution(...[triangle, columnBytes, norms, coefficients]: [number, number, number, number]): void;
  /** Adds the products of the columns of rows to the upper triangle of `products`. */
  addExactProducts(
    ...[products, columnBytes, width, rows, stride, bytes]: [number, number, number, number, number, number]
  ): void;
  walkExactRows(
    ...[lowBlock, from, count, rows, rowStride, out, outStride]: [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ]
  ): void;
};
