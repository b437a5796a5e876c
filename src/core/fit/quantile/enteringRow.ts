import type { Approaching, QuantileVertex } from './quantileVertex.js';
import { weightedSelect } from './weightedSelect.js';

/**
 * The row at which the speeds of those that come to zero along an edge, summed up in the order of their coming, first reach
 * `target`; -1 where they never do. Rows that come together, but for rounding, are told apart by the second target.
 *
 * @param count of the rows found by `approaching`; they are brought into another order.
 */
export function enteringRow(
  vertex: QuantileVertex,
  { items, first, second, weights }: Approaching,
  { count, target }: { count: number; target: number },
): number {
  const row = weightedSelect(items, count, { first, second, weights, target });
  if (row < 0) return row;
  const step = first[row]!;
  const together: number[] = [];
  let before = 0;
  for (let k = 0; k < count; k++) {
    const other = items[k]!;
    if (vertex.isMetAt(other, step)) together.push(other);
    else if (first[other]! < step) before += weights[other]!;
  }
  if (together.length < 2) return row;
  const group = Int32Array.from(together);
  const none = new Float64Array(first.length);
  const chosen = weightedSelect(group, group.length, {
    first: none,
    second,
    weights,
    target: target - before,
  });
  return chosen < 0 ? row : chosen;
}
