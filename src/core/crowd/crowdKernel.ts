/**
 * What the compiled kernel offers for crowds: addresses are bytes in its memory, numbers are doubles. See
 * `src/kernel/crowd.ts` and `gridCounts.ts`.
 */
export type CrowdKernel = {
  readonly memory: { readonly buffer: ArrayBuffer };
  countPairs(
    ...[x, y, count, perX, perY, left, bottom, counts]: [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ]
  ): number;
  /** Returns the chart at which it stopped; `rowsBeforeStop` says how many rows were counted in it. */
  countAllPartials(list: number, first: number, end: number, residuals: number, count: number): number;
  rowsBeforeStop(): number;
  countDecimals(
    ...[values, count, unit, first, cellCount, counts]: [number, number, number, number, number, number]
  ): number;
  /** Returns how many places (u16) are listed. */
  countCentral(
    ...[values, count, reach, perUnit, counts, listed]: [number, number, number, number, number, number]
  ): number;
  sumErrors(values: number, count: number, perUnit: number, sums: number): void;
  sumPowers(...[values, count, unit, room, sums]: [number, number, number, number, number]): void;
  firstAbove(values: number, from: number, count: number, limit: number, sign: number): number;
  /** Returns how many places (u16) are listed. */
  listAbove(values: number, count: number, limit: number, sign: number, listed: number): number;
  countZeros(values: number, count: number): number;
  /** `limit` NaN: only the first of the three sums is wanted. */
  sumPredictive(
    ...[residuals, fitted, leverages, count, perUnit, limit, sums]: [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ]
  ): void;
  rootSizes(values: number, count: number, to: number): void;
  partialResiduals(
    ...[x, residuals, count, slope, mean, height, to]: [
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
