import { formatExact, formatNumber } from '../../../src/protocol/index.js';
import { scaleBetween } from '../frame.js';

/** A scale that may be logarithmic, with the words of its ticks. */
export type LiveScale = {
  isLog: boolean;
  low: number;
  high: number;
  ticks: readonly number[];
  words: readonly string[];
};

const MOST_LOG_TICKS = 5;

export function linearScale(low: number, high: number, tickCount: number): LiveScale {
  const { ticks } = scaleBetween(low, high > low ? high : low + 1, tickCount);
  return { isLog: false, low, high: high > low ? high : low + 1, ticks, words: ticks.map(formatExact) };
}

/** From the positive values `low` to `high`; ticks at 1 and 3 times a power of ten, or at powers alone. */
export function logScale(low: number, high: number, word: (value: number) => string = shortWords): LiveScale {
  const [from, to] = low < high ? [low, Math.min(high, Number.MAX_VALUE)] : [low / 2, low * 2];
  const ticks = logTicks(from, to);
  return { isLog: true, low: from, high: to, ticks, words: ticks.map(word) };
}

/** Where a value stands, from 0 at the low end to 1. */
export function placeOn({ isLog, low, high }: LiveScale, value: number): number {
  return isLog ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
}

/** The value at a place. */
export function valueAt({ isLog, low, high }: LiveScale, place: number): number {
  return isLog ? low * (high / low) ** place : low + (high - low) * place;
}

/** `10,000`, `3`, `0.01`, and `1e7` where a plain number would be long. */
export function shortWords(value: number): string {
  const power = Math.log10(value);
  if (power >= 6 || power <= -5) return value.toExponential(0).replace('e+', 'e');
  return value >= 1 ? formatNumber(value, 1) : formatExact(value);
}

function logTicks(low: number, high: number): number[] {
  const first = Math.floor(Math.log10(low) + 1e-9);
  const last = Math.ceil(Math.log10(high) - 1e-9);
  const inside = (value: number) => value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9);
  const powers = Array.from({ length: last - first + 1 }, (_, k) => first + k);
  for (const digits of [
    [1, 2, 3, 5, 7],
    [1, 2, 5],
    [1, 3],
  ]) {
    const fine = powers.flatMap((power) => digits.map((digit) => Number(`${digit}e${power}`))).filter(inside);
    if (fine.length <= MOST_LOG_TICKS) return fine;
  }
  const whole = powers.filter((power) => inside(Number(`1e${power}`)));
  const every = Math.ceil(whole.length / MOST_LOG_TICKS);
  return whole.filter((power) => power % every === 0).map((power) => Number(`1e${power}`));
}
