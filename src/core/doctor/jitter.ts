import type { Frame } from '../fit/frame.js';
import { outerProduct } from '../fit/smallAlgebra.js';
import { absorbRows, type Triangle } from '../fit/triangle.js';
import type { Generator } from '../train/random.js';

/**
 * Adds independent normal noise to every cell of the features, never to the intercept's column of ones, and absorbs the
 * rows into a triangle. The noise is drawn where the triangle stands: X = Q R, and independent normal noise seen along the
 * columns of Q, and across them, is independent normal noise again. Across them nothing but its triangle counts, which is
 * Bartlett's of a Wishart matrix. So the law is that of noise on each cell, and the rows need not be read again.
 *
 * @param full the triangle of `[1 X y]`, in the frame.
 * @param deviation of the noise, in the units of the file.
 * @returns the rows along the columns of Q, column-major as `[1 X y]`.
 * @see Bartlett (1933); Anderson (2003), An Introduction to Multivariate Statistical Analysis, 7.2.
 */
export function absorbJittered(
  jittered: Triangle,
  full: Triangle,
  { frame, deviation, random }: { frame: Frame; deviation: number; random: Generator },
): Float64Array {
  const { width, values, rowCount } = full;
  const first = frame.hasIntercept ? 1 : 0;
  const along = Math.min(width, rowCount);
  const rows = new Float64Array(width * along);
  for (let k = 0; k < width; k++) rows.set(values.subarray(k * width, k * width + along), k * along);
  const features = width - 1 - first;
  const across = noiseAcross(rowCount - along, features, random);
  const height = features === 0 ? 0 : across.length / features;
  const others = new Float64Array(width * height);
  for (let k = first; k < width - 1; k++) {
    const size = deviation * frame.scale[k - first]!;
    for (let i = 0; i < along; i++) rows[k * along + i]! += size * random.normal();
    for (let i = 0; i < height; i++) others[k * height + i] = size * across[(k - first) * height + i]!;
  }
  absorbRows(jittered, rows.slice(), along);
  if (height > 0) absorbRows(jittered, others, height);
  jittered.rowCount += rowCount - along - height;
  return rows;
}

/**
 * Rows with the same X'X as `count` rows of `size` standard normals each: themselves while they are few, else an upper
 * triangle. Column-major.
 */
function noiseAcross(count: number, size: number, random: Generator): Float64Array {
  if (count <= size) return Float64Array.from({ length: count * size }, () => random.normal());
  const rows = new Float64Array(size * size);
  for (let k = 0; k < size; k++) {
    for (let i = 0; i < k; i++) rows[k * size + i] = random.normal();
    rows[k * size + k] = Math.sqrt(random.chiSquared(count - k));
  }
  return rows;
}

/**
 * Trace of the matrix that makes the fitted values of the real rows of the target, the slopes being those of the jittered
 * ones; without the intercept's 1.
 *
 * @param along the jittered rows along the columns of Q, as `absorbJittered` gives them.
 * @param inverse of the triangle of the jittered features about their means.
 */
export function followedShare(
  along: Float64Array,
  full: Triangle,
  { inverse, hasIntercept }: { inverse: Float64Array; hasIntercept: boolean },
): number {
  const { width, values } = full;
  const first = hasIntercept ? 1 : 0;
  const size = width - 1 - first;
  const height = along.length / width;
  const covariance = outerProduct(inverse, size);
  let trace = 0;
  for (let k = 0; k < size; k++)
    for (let l = 0; l < size; l++)
      for (let i = first; i < Math.min(height, l + first + 1); i++)
        trace +=
          covariance[k * size + l]! * along[(k + first) * height + i]! * values[(l + first) * width + i]!;
  return trace;
}
