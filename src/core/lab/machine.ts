import type { TimedSum, Vectors } from '../train/gpuEngine.js';

/** The machine that a study times, and what cannot be had from here but through it. */
export type Machine = {
  /** Such as `8 x AMD Ryzen 7 5800X`. */
  name: string;
  /**
   * tfjs on the CPU, in float32.
   *
   * @throws GausslineError `train/gpu-not-available` where it is not part of the installation.
   */
  addOnTfjsCpu(vectors: Vectors): Promise<TimedSum>;
};

/** The kernel's sum of two vectors: addresses are bytes in its memory, `count` doubles each. */
export type SumKernel = { addVectors(a: number, b: number, sum: number, count: number): void };
