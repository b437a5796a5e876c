/** The place of a number that so many numbers (from 1) are no larger than, itself counted; takes a time proportional to their number. */
export function placeOfRank(values: Float64Array, rank: number): number {
  const ones = new Float64Array(values.length).fill(1);
  const items = Int32Array.from({ length: values.length }, (_, i) => i);
  return weightedSelect(items, values.length, { first: values, second: ones, weights: ones, target: rank });
}

/** Items by a first key and, where that is the same, a second; each with a weight above 0. */
export type Weighed = { first: Float64Array; second: Float64Array; weights: Float64Array };

/**
 * The item at which the weights, summed up in ascending order of the keys, first reach `target`; -1 where they never
 * do. Only the first `count` of `items`, which are brought into another order, are looked at. Takes a time
 * proportional to their number.
 */
export function weightedSelect(
  items: Int32Array,
  count: number,
  { first, second, weights, target }: Weighed & { target: number },
): number {
  let [low, high, sum] = [0, count, 0];
  while (low < high) {
    const pivot = items[low + ((high - low) >> 1)]!;
    const [key, tie] = [first[pivot]!, second[pivot]!];
    // Items before the pivot, equal to it, and behind it.
    let [before, at, behind] = [low, low, high];
    let [sumBefore, sumEqual] = [0, 0];
    while (at < behind) {
      const item = items[at]!;
      const order = first[item]! - key || second[item]! - tie;
      if (order < 0) {
        sumBefore += weights[item]!;
        items[at++] = items[before]!;
        items[before++] = item;
      } else if (order > 0) {
        items[at] = items[--behind]!;
        items[behind] = item;
      } else {
        sumEqual += weights[item]!;
        at++;
      }
    }
    if (sum + sumBefore >= target) high = before;
    else if (sum + sumBefore + sumEqual >= target) return pivot;
    else {
      sum += sumBefore + sumEqual;
      low = behind;
    }
  }
  return -1;
}
