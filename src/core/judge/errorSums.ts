/** Sums of the sizes and of the squares of residuals over a unit about their size: neither over- nor underflows. Plain data. */
export type ErrorSums = { unit: number; absolute: number; squares: number };

/** The sums of some residuals over a unit. */
export function errorSums(residuals: Float64Array, unit: number): ErrorSums {
  let [even, odd, evenSquares, oddSquares] = [0, 0, 0, 0];
  const perUnit = 1 / unit;
  let i = 0;
  for (; i + 1 < residuals.length; i += 2) {
    const [a, b] = [residuals[i]! * perUnit, residuals[i + 1]! * perUnit];
    even += Math.abs(a);
    odd += Math.abs(b);
    evenSquares += a * a;
    oddSquares += b * b;
  }
  const last = i < residuals.length ? residuals[i]! * perUnit : 0;
  return {
    unit,
    absolute: even + odd + Math.abs(last),
    squares: evenSquares + oddSquares + last * last,
  };
}

/** The sums of both, which have one unit. */
export function mergeErrors(a: ErrorSums, b: ErrorSums): ErrorSums {
  return { unit: a.unit, absolute: a.absolute + b.absolute, squares: a.squares + b.squares };
}

/** Of a perfect fit: what its residuals are is rounding. */
export const NO_ERRORS = { rootMeanSquaredError: 0, meanAbsoluteError: 0 };

/** Root mean squared and mean absolute error over n rows, each row counted alike whatever its weight. */
export function meanErrors({ unit, absolute, squares }: ErrorSums, n: number) {
  return { rootMeanSquaredError: Math.sqrt(squares / n) * unit, meanAbsoluteError: (absolute / n) * unit };
}
