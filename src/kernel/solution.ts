// The solution that rows are walked by, and where the sums of a walk go.

/** Leverages this near 1 are 1. */
export const LEVERAGE_ONE: f64 = 1 - 1e-12;

export let rank: i32 = 0;
export let kept: usize = 0;
export let centres: usize = 0;
export let coefficients: usize = 0;
export let inverse: usize = 0;
export let rss: f64 = 0;
export let dfResidual: f64 = 0;
export let noise: f64 = 0;
export let meanSquare: f64 = 0;
export let perTarget: f64 = 1;
export let projected: usize = 0;
export let spread: usize = 0;
export let spreadWidth: i32 = 0;

/**
 * The solution: `rank` columns of `[1 X y]` that were kept (i32 at `keptList`), their centres and coefficients, and the
 * inverse of their triangle, column-major. `perTargetUnit` is 1 over the target's scale.
 */
export function setSolution(
  count: i32,
  keptList: usize,
  centreList: usize,
  coefficientList: usize,
  inverseTriangle: usize,
  perTargetUnit: f64,
): void {
  rank = count;
  kept = keptList;
  centres = centreList;
  coefficients = coefficientList;
  inverse = inverseTriangle;
  perTarget = perTargetUnit;
}

/** What influence is measured by: a residual sum of squares up to `noiseSquare` is a perfect fit. */
export function setInfluence(sumOfSquares: f64, degrees: f64, noiseSquare: f64, mean: f64): void {
  rss = sumOfSquares;
  dfResidual = degrees;
  noise = noiseSquare;
  meanSquare = mean;
}

/**
 * Where sums go: Q' (squared residual - mean) and after its `rank` numbers the square of that vector; and the spread,
 * `width` squared numbers of which the lower triangle is filled. `width` is the rank up to a multiple of four.
 */
export function setSums(projectedSums: usize, spreadSums: usize, width: i32): void {
  projected = projectedSums;
  spread = spreadSums;
  spreadWidth = width;
}
