import type { CrowdKernel } from '../crowd/crowdKernel.js';

/**
 * What the compiled kernel offers for fits, as `core` sees it: addresses are bytes in its memory, numbers are doubles.
 * The caller owns the memory from `heapBase()` on. One instance serves one part of the rows at a time. See
 * `src/kernel/rowBlock.ts`, `triangle.ts`, `walk.ts`, and what these import.
 */
export type FitKernel = CrowdKernel & {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  heapBase(): number;
  setFrame(
    ...[columnCount, hasIntercept, shift, scale, hasWeights]: [number, boolean, number, number, boolean]
  ): void;
  /** Returns the number of complete rows, moved to the front; their places (u16) only when that is not all. */
  keepComplete(block: number, stride: number, count: number, places: number): number;
  widenRanges(block: number, stride: number, count: number, low: number, high: number): void;
  /** Returns the count up to a multiple of four. */
  frameRows(
    ...[block, stride, from, count, rows, rowStride]: [number, number, number, number, number, number]
  ): number;
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
    ...[block, stride, from, count, rows, rowStride, out, outStride]: [
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
  /** `roots` and `link` are 0 where there are none. */
  walkWeighedRows(
    ...[block, stride, from, count, rows, rowStride, out, outStride, roots, link]: [
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
  /** As `frameRows`, in double-double; the block's low words stand `lowBlock` bytes after it. */
  frameExactRows(
    ...[block, lowBlock, stride, from, count, rows, rowStride]: [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ]
  ): number;
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
    ...[block, lowBlock, stride, from, count, rows, rowStride, out, outStride]: [
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
};
