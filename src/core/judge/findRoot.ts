/**
 * The place between `low` and `high` where a continuous function crosses zero, by secants that keep a bracket
 * (the Illinois rule). The function must have different signs at the two ends; ten digits take about eight calls.
 */
export function findRoot(f: (x: number) => number, low: number, high: number): number {
  const ends = { x0: low, y0: f(low), x1: high, y1: f(high) };
  if (ends.y0 * ends.y1 > 0) throw new Error(`No change of sign between ${low} and ${high}.`);
  return narrow(f, ends);
}

/**
 * The same for a function that ascends, from a guess on; `step` is about how far off the guess may be.
 */
export function findRootNear(f: (x: number) => number, guess: number, { step }: { step: number }): number {
  let ends = { x0: guess, y0: f(guess), x1: guess, y1: 0 };
  for (let stride = ends.y0 > 0 ? -step : step; ; stride *= 2) {
    const x1 = ends.x0 + stride;
    ends = { ...ends, x1, y1: f(x1) };
    if (ends.y0 * ends.y1 <= 0) return narrow(f, ends);
    ends = { ...ends, x0: ends.x1, y0: ends.y1 };
  }
}

/** Two places where the function has different signs, or is zero. */
type Ends = { x0: number; y0: number; x1: number; y1: number };

function narrow(f: (x: number) => number, from: Ends): number {
  let ends = from;
  if (ends.y0 === 0) return ends.x0;
  if (ends.y1 === 0) return ends.x1;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const { x0, y0, x1, y1 } = ends;
    const x = x1 - (y1 * (x1 - x0)) / (y1 - y0);
    const y = f(x);
    if (y === 0 || Math.abs(x - x1) <= Number.EPSILON * Math.abs(x)) return x;
    // The newest point is one end. The other end stays only while the root lies between, at half its weight.
    ends = y * y1 < 0 ? { x0: x1, y0: y1, x1: x, y1: y } : { x0, y0: y0 / 2, x1: x, y1: y };
  }
  return ends.x1;
}

const MOST_ROUNDS = 100;
