import { add, tensor1d } from '@tensorflow/tfjs-core';
import type { TimedSum, Vectors } from '../../core/train/gpuEngine.js';

/** Repeats that do not count: the first ones compile a program. */
const WARM_UP = 3;

/** Adds two vectors on the backend that is set: they are there already, and each sum is read back. */
export async function timeSum({ a, b, repeats }: Vectors): Promise<TimedSum> {
  const [left, right] = [tensor1d(a), tensor1d(b)];
  const seconds = new Float64Array(repeats);
  let sum: ArrayLike<number> = [];
  try {
    for (let k = -WARM_UP; k < repeats; k++) {
      const begun = performance.now();
      const added = add(left, right);
      sum = await added.data();
      if (k >= 0) seconds[k] = (performance.now() - begun) / 1000;
      added.dispose();
    }
  } finally {
    left.dispose();
    right.dispose();
  }
  return { sum: Float64Array.from(sum), seconds };
}
