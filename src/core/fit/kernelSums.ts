import type { BlockFacts } from '../table/numberSink.js';
import type { FitKernel } from './fitKernel.js';
import { type Frame, widthOf } from './frame.js';
import type { KernelBlock } from './kernelBlock.js';
import type { KernelMemory } from './kernelMemory.js';
import type { Moments } from './moments.js';
import { emptyRanges, type Ranges } from './ranges.js';

/** Ranges and moments of the rows that a reducer in the kernel has seen. */
export class KernelSums {
  /** Of the rows so far: their sum, which is their number where all weigh 1, and that of the logarithms. */
  private weight = 0;
  private logWeights = 0;
  private readonly first: Float64Array;
  private readonly width: number;
  private readonly low: number;
  private readonly high: number;
  private readonly means: number;
  private readonly squares: number;

  constructor(
    private readonly kernel: FitKernel,
    private readonly memory: KernelMemory,
    frame: Frame,
  ) {
    const { first, low, high } = emptyRanges(frame.columns.length);
    this.first = first;
    this.width = widthOf(frame);
    [this.low, this.high] = [memory.put(low), memory.put(high)];
    [this.means, this.squares] = [memory.take(this.width * 8), memory.take(this.width * 8)];
  }

  /** Widens the ranges by the first `used` rows of a block; before they are added. */
  widen(block: KernelBlock, used: number): void {
    if (used === 0) return;
    if (block.facts === null) this.kernel.widenRanges(used, this.low, this.high);
    else this.widenBy(block.facts);
    if (this.weight === 0) for (const k of this.first.keys()) this.first[k] = block.column(k, 1)[0]!;
  }

  private widenBy(facts: readonly BlockFacts[]): void {
    const low = this.memory.numbers(this.low, this.first.length);
    const high = this.memory.numbers(this.high, this.first.length);
    for (let k = 0; k < low.length; k++) {
      low[k] = Math.min(low[k]!, facts[k]!.least);
      high[k] = Math.max(high[k]!, facts[k]!.greatest);
    }
  }

  /** Adds framed rows to the moments, by the weights whose roots stand at `roots`; null: all weigh 1. */
  add({ address, stride }: { address: number; stride: number }, count: number, roots: number | null): void {
    const { kernel, width, means, squares, weight } = this;
    if (roots === null) {
      kernel.addMoments(address, stride, count, width, means, squares, weight);
      this.weight += count;
      return;
    }
    kernel.addWeighedMoments(address, stride, count, width, roots, means, squares, weight);
    this.weight += kernel.totalWeight(roots, count);
    for (const root of this.memory.numbers(roots, count)) this.logWeights += 2 * Math.log(root);
  }

  result(): { ranges: Ranges; moments: Moments } {
    const { memory, width, weight, logWeights } = this;
    const numbers = (address: number, length: number) => memory.numbers(address, length).slice();
    const { length } = this.first;
    return {
      ranges: { first: this.first, low: numbers(this.low, length), high: numbers(this.high, length) },
      moments: {
        weight,
        logWeights,
        means: numbers(this.means, width),
        squares: numbers(this.squares, width),
      },
    };
  }
}
