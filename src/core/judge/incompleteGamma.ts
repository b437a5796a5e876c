import { logLessLinear, stirlingError } from './stirling.js';

/** Rounds of a series or fraction: about 4 √a of them are needed near the mean. */
const MOST_ROUNDS = 1e6;

/**
 * The regularised incomplete gamma functions, P(a, x) as `lower` and Q(a, x) as `upper`, for a > 0 and x >= 0. The
 * smaller of the two keeps its relative accuracy, down to the smallest double.
 *
 * @see DLMF 8.7.1 for the series, 8.9.2 for the fraction.
 */
export function incompleteGamma(a: number, x: number): { lower: number; upper: number } {
  if (x <= 0) return { lower: 0, upper: 1 };
  if (x === Infinity) return { lower: 1, upper: 0 };
  const excess = (x - a) / a;
  // x^a e^-x / Γ(a)
  const front = Math.sqrt(a / (2 * Math.PI)) * Math.exp(a * logLessLinear(excess, x / a) - stirlingError(a));
  if (front === 0) return x < a ? { lower: 0, upper: 1 } : { lower: 1, upper: 0 };
  if (x < Math.max(a, 1)) {
    const lower = (front / a) * series(a, x);
    return { lower, upper: 1 - lower };
  }
  const upper = front * fraction(a, x);
  return { lower: 1 - upper, upper };
}

/** 1 + x / (a + 1) + x² / ((a + 1) (a + 2)) + ... */
function series(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; n < MOST_ROUNDS; n++) {
    term *= x / (a + n);
    sum += term;
    if (term <= (Number.EPSILON / 4) * sum) break;
  }
  return sum;
}

/** 1 / (x + 1 - a - 1 (1 - a) / (x + 3 - a - 2 (2 - a) / (x + 5 - a - ...))), from the front (Lentz's way). */
function fraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = Infinity;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n < MOST_ROUNDS; n++) {
    const numerator = n * (a - n);
    b += 2;
    d = 1 / (b + numerator * d);
    c = b + numerator / c;
    const step = c * d;
    value *= step;
    if (Math.abs(step - 1) <= Number.EPSILON) break;
  }
  return value;
}
