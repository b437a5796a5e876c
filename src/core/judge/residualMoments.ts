/** Central moments of numbers: sums of powers of the differences from the mean. Plain data. */
export type ResidualMoments = { n: number; mean: number; second: number; third: number; fourth: number };

export const NO_MOMENTS: ResidualMoments = { n: 0, mean: 0, second: 0, third: 0, fourth: 0 };

/** Moments of `values / unit`; sums of these neither overflow nor underflow when the unit is about their size. */
export function residualMoments(values: Float64Array, unit: number): ResidualMoments {
  const n = values.length;
  if (n === 0) return NO_MOMENTS;
  const about = values[0]! / unit;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += values[i]! / unit - about;
  const mean = about + sum / n;
  let [second, third, fourth] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const difference = values[i]! / unit - mean;
    const square = difference * difference;
    second += square;
    third += square * difference;
    fourth += square * square;
  }
  return { n, mean, second, third, fourth };
}

/**
 * Moments of the numbers of both.
 *
 * @see Pébay (2008), Formulas for robust, one-pass parallel computation of covariances and arbitrary-order moments.
 */
export function mergeResidualMoments(a: ResidualMoments, b: ResidualMoments): ResidualMoments {
  if (a.n === 0) return b;
  if (b.n === 0) return a;
  const n = a.n + b.n;
  const step = b.mean - a.mean;
  const [p, q] = [a.n / n, b.n / n];
  const between = step * step * a.n * q;
  return {
    n,
    mean: a.mean + step * q,
    second: a.second + b.second + between,
    third: a.third + b.third + between * step * (p - q) + 3 * step * (p * b.second - q * a.second),
    fourth:
      a.fourth +
      b.fourth +
      between * step * step * (p * p - p * q + q * q) +
      6 * step * step * (p * p * b.second + q * q * a.second) +
      4 * step * (p * b.third - q * a.third),
  };
}

/** Skewness and excess kurtosis by population moments; null when the numbers do not vary. */
export function shapeOf({ n, second, third, fourth }: ResidualMoments) {
  if (second === 0) return null;
  return { skewness: third / n / (second / n) ** 1.5, excess: fourth / n / (second / n) ** 2 - 3 };
}
