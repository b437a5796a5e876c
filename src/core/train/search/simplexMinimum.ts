/** Reflection, expansion and contraction of Nelder and Mead (1965). */
const REFLECTED = -1;
const EXPANDED = -2;
const CONTRACTED = 0.5;
const SHRUNK = 0.5;

type Vertex = { at: readonly number[]; value: number };

/**
 * A point near `start` where `f` is low, by the simplex of Nelder and Mead, after so many steps; f may be Infinity where
 * it is not defined. It needs no derivative, and never ends above `f(start)`.
 */
export function simplexMinimum(
  f: (at: readonly number[]) => number,
  start: readonly number[],
  { step, steps }: { step: number; steps: number },
): Vertex {
  const vertex = (at: readonly number[]): Vertex => ({ at, value: f(at) });
  const moved = start.map((_, k) => start.map((x, axis) => (axis === k ? x + step : x)));
  const simplex = [start, ...moved].map(vertex);
  for (let i = 0; i < steps; i++) {
    simplex.sort((a, b) => a.value - b.value);
    const worst = simplex.pop()!;
    const centre = start.map((_, k) => simplex.reduce((sum, { at }) => sum + at[k]!, 0) / simplex.length);
    const along = (share: number) => vertex(centre.map((x, k) => x + share * (worst.at[k]! - x)));
    simplex.push(better(along, worst, simplex) ?? worst);
    if (simplex.at(-1) !== worst) continue;
    const [best, ...others] = simplex as [Vertex, ...Vertex[]];
    const nearer = others.map(({ at }) => vertex(at.map((x, k) => best.at[k]! + SHRUNK * (x - best.at[k]!))));
    simplex.splice(1, nearer.length, ...nearer);
  }
  return simplex.reduce((best, one) => (one.value < best.value ? one : best));
}

/** What takes the place of the worst vertex; null where the simplex must shrink. */
function better(along: (share: number) => Vertex, worst: Vertex, others: readonly Vertex[]): Vertex | null {
  const reflected = along(REFLECTED);
  if (reflected.value < others[0]!.value) {
    const expanded = along(EXPANDED);
    return expanded.value < reflected.value ? expanded : reflected;
  }
  if (reflected.value < others.at(-1)!.value) return reflected;
  const contracted = along(reflected.value < worst.value ? -CONTRACTED : CONTRACTED);
  return contracted.value < Math.min(reflected.value, worst.value) ? contracted : null;
}
