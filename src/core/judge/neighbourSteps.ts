/** Squared differences of neighbours among numbers in file order, and the numbers at both ends. Plain data. */
export type NeighbourSteps = { count: number; sum: number; first: number; last: number };

export const NO_STEPS: NeighbourSteps = { count: 0, sum: 0, first: 0, last: 0 };

/** Steps within `values / unit`. */
export function neighbourSteps(values: Float64Array, unit: number): NeighbourSteps {
  const count = values.length;
  if (count === 0) return NO_STEPS;
  let sum = 0;
  for (let i = 1; i < count; i++) {
    const step = (values[i]! - values[i - 1]!) / unit;
    sum += step * step;
  }
  return { count, sum, first: values[0]! / unit, last: values[count - 1]! / unit };
}

/** Steps of the numbers of both, the second following the first: one more step leads over the border. */
export function mergeNeighbourSteps(a: NeighbourSteps, b: NeighbourSteps): NeighbourSteps {
  if (a.count === 0) return b;
  if (b.count === 0) return a;
  const sum = a.sum + (b.first - a.last) ** 2 + b.sum;
  return { count: a.count + b.count, sum, first: a.first, last: b.last };
}
