import { logLessLinear, stirlingError } from './stirling.js';

/** Rounds of the fraction: about 4 √(a + b) of them are needed near the mean. */
const MOST_ROUNDS = 1e6;

/** A place x on (0, 1), with `rest` = 1 - x and `below` = a - (a + b) x, each as accurate as if by itself. */
export type BetaPlace = { x: number; rest: number; below: number };

/**
 * The regularised incomplete beta function, I_x(a, b) as `lower` and 1 - I_x(a, b) as `upper`, for a, b > 0. The smaller
 * of the two keeps its relative accuracy, down to the smallest double. `front` is x^a (1 - x)^b / B(a, b).
 *
 * @see Didonato and Morris (1992), Algorithm 708, for the fraction.
 */
export function incompleteBeta(
  { x, rest, below }: BetaPlace,
  a: number,
  b: number,
): { lower: number; upper: number; front: number } {
  if (x <= 0) return { lower: 0, upper: 1, front: 0 };
  if (rest <= 0) return { lower: 1, upper: 0, front: 0 };
  const front = betaFront({ x, rest, below }, a, b);
  if (front === 0) return below > 0 ? { lower: 0, upper: 1, front } : { lower: 1, upper: 0, front };
  if (below >= 0) {
    const lower = front * fraction({ x, rest, below }, a, b);
    return { lower, upper: 1 - lower, front };
  }
  const upper = front * fraction({ x: rest, rest: x, below: -below }, b, a);
  return { lower: 1 - upper, upper, front };
}

/** `x^a (1 - x)^b / B(a, b)`, about its largest value: both logarithms are negative and add without cancellation. */
export function betaFront({ x, rest, below }: BetaPlace, a: number, b: number): number {
  const sum = a + b;
  const exponent =
    a * logLessLinear(-below / a, (x * sum) / a) + b * logLessLinear(below / b, (rest * sum) / b);
  const correction = stirlingError(sum) - stirlingError(a) - stirlingError(b);
  return Math.sqrt((a / sum) * (b / (2 * Math.PI))) * Math.exp(exponent + correction);
}

/** The continued fraction for x up to the mean a / (a + b), its even part, by forward recurrence. */
function fraction({ x, rest, below }: BetaPlace, a: number, b: number): number {
  const first = below + 1;
  const c0 = b / a;
  const c1 = 1 + 1 / a;
  let top = 0;
  let nextTop = 1;
  let bottom = 1;
  let nextBottom = first / c1;
  let value = c1 / first;
  let p = 1;
  let s = a + 1;
  for (let n = 1; n < MOST_ROUNDS; n++) {
    const t = n / a;
    const w = n * (b - n) * x;
    const e = a / s;
    const alpha = p * (p + c0) * e * e * (w * x);
    const f = (1 + t) / (c1 + t + t);
    const beta = n + w / s + f * (first + n * (1 + rest));
    p = 1 + t;
    s += 2;
    const newTop = alpha * top + beta * nextTop;
    const newBottom = alpha * bottom + beta * nextBottom;
    const before = value;
    value = newTop / newBottom;
    if (Math.abs(value - before) <= (Number.EPSILON / 2) * value) break;
    // Brought back to about 1, so that nothing overflows.
    top = nextTop / newBottom;
    bottom = nextBottom / newBottom;
    nextTop = value;
    nextBottom = 1;
  }
  return value;
}
