import { type KernelArena, ownArena } from '../kernelHeap.js';
import type { SmoothRound } from './smooth.js';

/** What the compiled kernel offers for smooths; addresses are bytes in its memory. See `src/kernel/smooth.ts`. */
export type SmoothKernel = {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  heapBase(): number;
  smoothPoints(
    ...[x, y, trust, fitted, count, window, step]: [number, number, number, number, number, number, number]
  ): void;
};

const ARRAYS = 4;

/** Rounds of a smooth in a kernel, by memory of its own there; undefined: all there is. */
export function kernelSmooth(kernel: SmoothKernel, arena: KernelArena = ownArena(kernel)): SmoothRound {
  return ({ x, y, trust }, { window, step }) => {
    const bytes = x.length * 8;
    arena.reset();
    const base = arena.take(ARRAYS * bytes);
    const [atX, atY, atTrust, atFitted] = [base, base + bytes, base + 2 * bytes, base + 3 * bytes];
    const numbers = new Float64Array(kernel.memory.buffer, base, ARRAYS * x.length);
    numbers.set(x);
    numbers.set(y, x.length);
    numbers.set(trust, 2 * x.length);
    kernel.smoothPoints(atX, atY, atTrust, atFitted, x.length, window, step);
    return numbers.slice(3 * x.length);
  };
}
