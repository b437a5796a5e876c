/**
 * What the compiled kernel offers, as `core` sees it: addresses are bytes in its memory, vectors are doubles. The
 * caller owns the memory from `heapBase()` on. One instance serves one run. See `src/kernel/index.ts`.
 */
export type Kernel = {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  heapBase(): number;
  /** `parameters`, gradient, velocity, squared gradients and averaged parameters, `stride + 2` numbers each. */
  setParameters(address: number, stride: number, withIntercept: boolean): void;
  setBatches(rows: number, targets: number, rowCount: number, stride: number, batchSize: number): void;
  /** 0 squared, 1 absolute, 2 Huber, 3 Poisson of the mean, 4 Poisson of its logarithm. */
  setLoss(kind: number, bend: number): void;
  /** 0 SGD, 1 momentum, 2 Adam. Forgets earlier steps. */
  setOptimiser(kind: number, momentum: number): void;
  setRegularisation(l2: number, averaging: boolean): void;
  /** Returns the number of losses written; ends early with the first above `limit` or not a number. */
  runSteps(order: number, rates: number, losses: number, count: number, limit: number): number;
  /** An update whose batch comes in parts: begin, add rows (returns the sum of their losses), finish. */
  beginStep(): void;
  addRows(from: number, count: number): number;
  finishStep(rate: number): void;
  meanOfLosses(rows: number, targets: number, count: number, stride: number, parameters: number): number;
};
