import { add, tensor1d } from '@tensorflow/tfjs-core';
import type { TimedSum, Vectors } from '../../core/train/gpuEngine.js';

/** What does not count: the first sums compile a program, and an engine is slower until it knows the code. */
const WARM_UP_MS = 60;

/** Adds two vectors on the backend that is set: they are there already, and each sum is read back. */
export async function timeSum({ a, b, repeats }: Vectors): Promise<TimedSum> {
  const [left, right] = [tensor1d(a), tensor1d(b)];
  const seconds = new Float64Array(repeats);
  let sum: ArrayLike<number> = [];
  try {
    const once = async (): Promise<number> => {
      const begun = performance.now();
      const added = add(left, right);
      sum = await added.data();
      const spent = performance.now() - begun;
      added.dispose();
      return spent;
    };
    for (let spent = 0; spent < WARM_UP_MS; ) spent += await once();
    for (let k = 0; k < repeats; k++) seconds[k] = (await once()) / 1000;
  } finally {
    left.dispose();
    right.dispose();
  }
  return { sum: Float64Array.from(sum), seconds };
}
