import type { Checkpoint } from '../checkpoint.js';
import type { Vectors } from '../train/gpuEngine.js';
import { Generator } from '../train/random.js';
import type { SumKernel } from './machine.js';

/** One way to add two vectors: what it does, and what has come of it. */
export type SumWay = { name: string; add(): void; sum(): ArrayLike<number> };

type MemoryKernel = SumKernel & {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  heapBase(): number;
};

const PAGE_BYTES = 65536;
/** Of two numbers and of their sum, in float32. */
const SINGLE_ROUNDING = 2 ** -22;

/** Two vectors of standard normal numbers. */
export function randomVectors(length: number, seed: number): { a: Float64Array; b: Float64Array } {
  const generator = new Generator(seed, 'weights');
  const vector = () => Float64Array.from({ length }, () => generator.normal());
  return { a: vector(), b: vector() };
}

/** A plain loop over numbers that are objects of their own, as in a list of Python. */
export function boxedLoop(a: Float64Array, b: Float64Array): SumWay {
  const [left, right, sum] = [boxed(a), boxed(b), boxed(a)];
  return {
    name: 'loop over boxed numbers',
    add: () => {
      for (let i = 0; i < left.length; i++) sum[i] = (left[i] as number) + (right[i] as number);
    },
    sum: () => sum as number[],
  };
}

/** The same loop over typed arrays: numbers side by side in memory. */
export function typedLoop(a: Float64Array, b: Float64Array): SumWay {
  const sum = new Float64Array(a.length);
  return {
    name: 'loop over typed arrays',
    add: () => {
      for (let i = 0; i < sum.length; i++) sum[i] = a[i]! + b[i]!;
    },
    sum: () => sum,
  };
}

/** The kernel, two numbers to an instruction. */
export function kernelSum(kernel: MemoryKernel, a: Float64Array, b: Float64Array): SumWay {
  const bytes = 8 * a.length;
  const base = Math.ceil(kernel.heapBase() / 16) * 16;
  const at = [0, 1, 2].map((k) => base + k * Math.ceil(bytes / 16) * 16);
  const missing = Math.ceil((at[2]! + bytes - kernel.memory.buffer.byteLength) / PAGE_BYTES);
  if (missing > 0) kernel.memory.grow(missing);
  const vector = (address: number) => new Float64Array(kernel.memory.buffer, address, a.length);
  vector(at[0]!).set(a);
  vector(at[1]!).set(b);
  return {
    name: 'kernel',
    add: () => kernel.addVectors(at[0]!, at[1]!, at[2]!, a.length),
    sum: () => vector(at[2]!),
  };
}

/** What a tensor backend is given: the vectors in float32. */
export function singleVectors(a: Float64Array, b: Float64Array, repeats: number): Vectors {
  return { a: Float32Array.from(a), b: Float32Array.from(b), repeats };
}

/** True where every element is the sum; in float32 within its rounding. */
export function isSum(
  found: ArrayLike<number>,
  a: Float64Array,
  b: Float64Array,
  isSingle: boolean,
): boolean {
  if (found.length !== a.length) return false;
  const tolerance = isSingle ? SINGLE_ROUNDING : 0;
  for (let i = 0; i < a.length; i++) {
    const most = tolerance * (Math.abs(a[i]!) + Math.abs(b[i]!));
    if (!(Math.abs(found[i]! - (a[i]! + b[i]!)) <= most)) return false;
  }
  return true;
}

/** For a way that is to be checked before it is timed. */
export async function checked(
  way: SumWay,
  a: Float64Array,
  b: Float64Array,
  checkpoint: Checkpoint,
): Promise<void> {
  way.add();
  if (!isSum(way.sum(), a, b, false)) throw new Error(`the ${way.name} does not add`);
  await checkpoint({ rows: 0 });
}

/** The first element makes the engine keep an object for each. */
function boxed(values: Float64Array): unknown[] {
  const list: unknown[] = [{}];
  for (let i = 0; i < values.length; i++) list[i] = values[i];
  return list;
}
