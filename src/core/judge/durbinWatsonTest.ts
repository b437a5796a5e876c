import { dot } from '../fit/spread.js';
import { normalTwoSided } from './distributions.js';

/**
 * P, on both sides, that neighbouring residuals of unrelated errors give a Durbin-Watson statistic as far from its mean: by
 * mean and variance of the statistic for this design, and the normal distribution. As `dwtest` of R's lmtest with
 * `exact = FALSE, alternative = "two.sided"`.
 *
 * @param q rows of Q in file order, column-major, p columns.
 * @see Durbin and Watson (1950), Testing for serial correlation in least squares regression I.
 */
export function durbinWatsonPValue(statistic: number, q: Float64Array, p: number): number | null {
  const n = q.length / p;
  const df = n - p;
  if (df < 1) return null;
  const columns = Array.from({ length: p }, (_, k) => q.subarray(k * n, (k + 1) * n));
  const differences = columns.map(secondDifferences);
  let [trace, square, ofSquares] = [0, 0, 0];
  for (let j = 0; j < p; j++) {
    ofSquares += dot(differences[j]!, differences[j]!);
    for (let k = 0; k <= j; k++) {
      const sum = dot(columns[j]!, differences[k]!);
      if (j === k) trace += sum;
      square += (j === k ? 1 : 2) * sum * sum;
    }
  }
  const first = 2 * (n - 1) - trace;
  const second = 2 * (3 * n - 4) - 2 * ofSquares + square;
  const mean = first / df;
  const variance = (2 * (second - first * mean)) / (df * (df + 2));
  return variance > 0 ? normalTwoSided((statistic - mean) / Math.sqrt(variance)) : null;
}

/** A times a column, where e'Ae is the sum of the squared steps between neighbours of e. */
function secondDifferences(column: Float64Array): Float64Array {
  const last = column.length - 1;
  return column.map((value, i) => {
    const before = i === 0 ? 0 : value - column[i - 1]!;
    const after = i === last ? 0 : value - column[i + 1]!;
    return before + after;
  });
}
