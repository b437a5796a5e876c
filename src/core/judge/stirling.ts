/** Terms of Stirling's series are added from here on: seven of them are then exact to the last bit. */
const LARGE = 16;
/** Coefficients of 1/a, 1/a³, ... (Abramowitz and Stegun, 6.1.41). */
const SERIES = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156];

/**
 * `ln Γ(a) - [(a - ½) ln a - a + ½ ln 2π]` for a > 0: what Stirling's formula lacks. Differences of log-gammas lose all
 * digits for large arguments; their Stirling parts cancel on paper, and these small numbers are what is left.
 *
 * @see Loader (2000), Fast and accurate computation of binomial probabilities.
 */
export function stirlingError(a: number): number {
  let error = 0;
  let large = a;
  // Γ(a + 1) = a Γ(a), step by step.
  for (; large < LARGE; large++) error += (large + 0.5) * Math.log1p(1 / large) - 1;
  const inverseSquare = 1 / (large * large);
  return error + SERIES.reduceRight((sum, coefficient) => sum * inverseSquare + coefficient, 0) / large;
}

/** Relative differences up to this are expanded in a series. */
const NEAR = 1;
const MOST_TERMS = 60;

/**
 * `ln(1 + u) - u`, never positive, without the cancellation of that difference near u = 0.
 *
 * @param ratio `1 + u`, from where u comes, so that neither loses digits.
 */
export function logLessLinear(u: number, ratio: number): number {
  if (u > NEAR || u < -NEAR / 2) return Math.log(ratio) - u;
  // ln(1 + u) = 2 artanh(s), and u = 2 s + s u.
  const s = u / (2 + u);
  const square = s * s;
  let power = square;
  let sum = 0;
  for (let k = 3; k < MOST_TERMS; k += 2) {
    const term = power / k;
    if (sum + term === sum) break;
    sum += term;
    power *= square;
  }
  return s * (2 * sum - u);
}
