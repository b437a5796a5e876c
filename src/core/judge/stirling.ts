/** Terms of Stirling's series are added from here on: seven of them are then exact to the last bit. */
const LARGE = 16;
/** The halves below it, from 1/2 on (mpmath, 40 digits): what degrees of freedom and ranks come to. */
const HALVES = [
  0.15342640972002736, 0.08106146679532726, 0.05481412105191765, 0.0413406959554093, 0.03316287351993629,
  0.02767792568499834, 0.023746163656297496, 0.020790672103765093, 0.018488450532673187, 0.016644691189821193,
  0.015134973221917378, 0.013876128823070748, 0.012810465242920227, 0.01189670994589177, 0.011104559758206917,
  0.010411265261972096, 0.009799416126158804, 0.009255462182712733, 0.008768700134139386, 0.00833056343336287,
  0.007934114564314022, 0.007573675487951841, 0.007244554301320383, 0.00694284010720953, 0.006665247032707682,
  0.006408994188004207, 0.006171712263039458, 0.0059513701127588475, 0.0057462165130101155,
  0.005554733551962801, 0.005375599032926835,
];
/** Coefficients of 1/a, 1/a³, ... (Abramowitz and Stegun, 6.1.41), the last one first. */
const SERIES = [1 / 156, -691 / 360360, 1 / 1188, -1 / 1680, 1 / 1260, -1 / 360, 1 / 12];

/**
 * `ln Γ(a) - [(a - ½) ln a - a + ½ ln 2π]` for a > 0: what Stirling's formula lacks. Differences of log-gammas lose all
 * digits for large arguments; their Stirling parts cancel on paper, and these small numbers are what is left.
 *
 * @see Loader (2000), Fast and accurate computation of binomial probabilities.
 */
export function stirlingError(a: number): number {
  const half = a < LARGE ? HALVES[2 * a - 1] : undefined;
  if (half !== undefined) return half;
  let error = 0;
  let large = a;
  // Γ(a + 1) = a Γ(a), step by step.
  for (; large < LARGE; large++) error += (large + 0.5) * Math.log1p(1 / large) - 1;
  const inverseSquare = 1 / (large * large);
  let sum = 0;
  for (let k = 0; k < SERIES.length; k++) sum = sum * inverseSquare + SERIES[k]!;
  return error + sum / large;
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
