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

/** What the kernel offers for many models on the same rows. See `src/kernel/modelSteps.ts`. */
export type ModelsKernel = Kernel & {
  /** Five vectors of `groups` x (`stride` + 1) x 4 numbers; then rates, penalties, masks and sums of losses, 4 a group. */
  setModels(vectors: number, facts: number, groups: number, stride: number, withIntercept: boolean): void;
  /** `counts`: a byte to a row and model, group by group; 0 where every row counts once. */
  setModelBatches(
    rows: number,
    targets: number,
    counts: number,
    rowCount: number,
    stride: number,
    batchSize: number,
  ): void;
  setModelOptimiser(kind: number, momentum: number): void;
  averageModels(): void;
  /** Returns how many updates were made: fewer where no model goes on. */
  runModelSteps(order: number, factors: number, losses: number, count: number, limit: number): number;
  beginModelStep(): void;
  addModelRows(from: number, count: number): void;
  /** Returns whether a model goes on. */
  finishModelStep(factor: number, size: number, limit: number, losses: number): number;
  /** Clears the sums of losses. */
  clearModelLosses(): void;
  /** Adds losses of rows `from` to `from + count` of `total` to the sums; `vector` 0: parameters, 4: their means. */
  addModelLosses(
    vector: number,
    rows: number,
    targets: number,
    counts: number,
    from: number,
    count: number,
    total: number,
  ): void;
};
