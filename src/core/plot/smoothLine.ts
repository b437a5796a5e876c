import { pickNumbers } from '../fit/rowTable.js';
import { type SmoothRound, smooth } from '../judge/smooth.js';
import type { Smooth } from './plot.js';
import { rangeOf } from './range.js';

/** Rows that are smoothed; of more every k-th is taken, which the eye cannot tell. */
const MOST_ROWS = 1_000;
/** A smooth is drawn through about so many points. */
const POINTS = 200;
/** x values closer than this share of their size are one value but for rounding. */
const SAME = 1e-10;

/** The smooth of y along x as a line to draw; null with fewer than three finite pairs or a single x. */
export function smoothLine(x: Float64Array, y: Float64Array, smoothRound?: SmoothRound): Smooth | null {
  const finite = finitePlaces(x, y);
  const stride = Math.ceil(finite.length / MOST_ROWS);
  const taken = finite.filter((_, k) => k % stride === 0);
  const at = pickNumbers(x, taken);
  const [low, high] = rangeOf(at);
  const isOneValue = high - low <= SAME * Math.max(Math.abs(low), Math.abs(high));
  if (taken.length < 3 || isOneValue) return null;
  return thinned(smooth(at, pickNumbers(y, taken), { smoothRound }), (high - low) / POINTS);
}

/** Places of the pairs of finite numbers. */
function finitePlaces(x: Float64Array, y: Float64Array): Uint32Array {
  const places = new Uint32Array(x.length);
  let count = 0;
  for (let i = 0; i < x.length; i++)
    if (Number.isFinite(x[i]!) && Number.isFinite(y[i]!)) places[count++] = i;
  return places.subarray(0, count);
}

/** Keeps both ends and of the rest a point for every `step` along x. */
function thinned({ x, y }: Smooth, step: number): Smooth {
  const kept = placesApart(x, step);
  return { x: pickNumbers(x, kept), y: pickNumbers(y, kept) };
}

function placesApart(x: Float64Array, step: number): Uint32Array {
  const places = new Uint32Array(x.length);
  let count = 0;
  for (let i = 0, next = -Infinity; i < x.length; i++) {
    if (i < x.length - 1 && x[i]! < next) continue;
    places[count++] = i;
    next = x[i]! + step;
  }
  return places.subarray(0, count);
}
