import { smooth } from '../judge/smooth.js';
import type { Smooth } from './plot.js';
import { rangeOf } from './range.js';

/** Rows that are smoothed; of more every k-th is taken, which the eye cannot tell. */
const MOST_ROWS = 2_000;
/** A smooth is drawn through about so many points. */
const POINTS = 200;
/** x values closer than this share of their size are one value but for rounding. */
const SAME = 1e-10;

/** The smooth of y along x as a line to draw; null with fewer than three finite pairs or a single x. */
export function smoothLine(x: Float64Array, y: Float64Array): Smooth | null {
  const finite = Uint32Array.from(x.keys()).filter((i) => Number.isFinite(x[i]!) && Number.isFinite(y[i]!));
  const stride = Math.ceil(finite.length / MOST_ROWS);
  const taken = finite.filter((_, k) => k % stride === 0);
  const at = Float64Array.from(taken, (i) => x[i]!);
  const [low, high] = rangeOf(at);
  const isOneValue = high - low <= SAME * Math.max(Math.abs(low), Math.abs(high));
  if (taken.length < 3 || isOneValue) return null;
  const values = Float64Array.from(taken, (i) => y[i]!);
  return thinned(smooth(at, values), (high - low) / POINTS);
}

/** Keeps both ends and of the rest a point for every `step` along x. */
function thinned({ x, y }: Smooth, step: number): Smooth {
  let previous = -Infinity;
  const kept = Uint32Array.from(x.keys()).filter((i) => {
    const isKept = i === x.length - 1 || x[i]! >= previous + step;
    if (isKept) previous = x[i]!;
    return isKept;
  });
  return { x: Float64Array.from(kept, (i) => x[i]!), y: Float64Array.from(kept, (i) => y[i]!) };
}
