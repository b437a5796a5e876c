import { stirlingError } from '../judge/stirling.js';
import type { Generator } from '../train/random.js';

/** Below this mean a count is found by multiplying uniform numbers. */
const SMALL_MEAN = 10;

/**
 * A count that is Poisson with this mean, exactly, for means up to at least 1e9.
 *
 * @see Hörmann (1993), The transformed rejection method for generating Poisson random variables, algorithm PTRS.
 */
export function poissonCount(mean: number, random: Generator): number {
  return mean < SMALL_MEAN ? smallCount(mean, random) : largeCount(mean, random);
}

function smallCount(mean: number, random: Generator): number {
  const end = Math.exp(-mean);
  let count = 0;
  for (let product = random.unit(); product > end; product *= random.unit()) count++;
  return count;
}

function largeCount(mean: number, random: Generator): number {
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const squeeze = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = random.unit() - 0.5;
    const v = random.unit();
    const room = 0.5 - Math.abs(u);
    const count = Math.floor(((2 * a) / room + b) * u + mean + 0.43);
    if (room >= 0.07 && v <= squeeze) return count;
    if (count < 0 || (room < 0.013 && v > room)) continue;
    const height = Math.log((v * inverseAlpha) / (a / (room * room) + b));
    if (height <= logProbability(count, mean)) return count;
  }
}

function logProbability(count: number, mean: number): number {
  return count * Math.log(mean) - mean - logFactorial(count);
}

/** `ln Γ(n + 1)`, by Stirling's formula and what it lacks. */
function logFactorial(count: number): number {
  const a = count + 1;
  return (a - 0.5) * Math.log(a) - a + 0.5 * Math.log(2 * Math.PI) + stirlingError(a);
}
