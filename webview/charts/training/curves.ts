import type { LossCurve } from '../../../src/protocol/index.js';

/** Points of a line, and how many entries stand behind one of its columns. */
export type Decimated = { x: number[]; y: number[]; entriesPerColumn: number };

/** From (inclusive) to, in epochs. */
export type Range = readonly [number, number];

/**
 * The losses of minibatches as a line of at most two points a column of the picture: of more than one entry to a column
 * the lowest and the highest are drawn, so that no extreme is lost. `place` says where an epoch stands, from 0 to 1.
 */
export function decimated(
  { low, high, stepsPerEntry }: LossCurve,
  view: { stepsPerEpoch: number; range: Range; columns: number; place(epoch: number): number },
): Decimated {
  const line: Decimated = { x: [], y: [], entriesPerColumn: 1 };
  const { stepsPerEpoch, range, columns, place } = view;
  const epochOf = (entry: number) => (entry * stepsPerEntry + (stepsPerEntry - 1) / 2) / stepsPerEpoch;
  const [first, last] = entriesIn(range, low.length, epochOf);
  let columnCount = 0;
  for (let from = first; from <= last; ) {
    const column = Math.floor(place(epochOf(from)) * columns);
    let to = from;
    let [lowest, highest] = [from, from];
    while (to <= last && Math.floor(place(epochOf(to)) * columns) === column) {
      if (!(low[to]! >= low[lowest]!)) lowest = to;
      if (!(high[to]! <= high[highest]!)) highest = to;
      to++;
    }
    const ends: [number, number][] = [
      [epochOf(lowest), low[lowest]!],
      [epochOf(highest), high[highest]!],
    ];
    if (highest < lowest) ends.reverse();
    const isOne = to - from === 1 && low[from] === high[from];
    for (const [x, y] of isOne ? ends.slice(1) : ends) {
      line.x.push(x);
      line.y.push(y);
    }
    columnCount++;
    from = Math.max(to, from + 1);
  }
  line.entriesPerColumn = Math.max(1, Math.round((last - first + 1) / Math.max(1, columnCount)));
  return line;
}

/**
 * Exponential moving average without the pull towards zero of its beginning (Kingma and Ba, 2015, section 3): a
 * constant stays constant. Weight 0, or fewer than three values, changes nothing.
 */
export function smoothed(values: ArrayLike<number>, weight: number): Float64Array {
  const result = Float64Array.from(values);
  if (weight <= 0 || result.length < 3) return result;
  let mean = 0;
  let missing = 1;
  for (let i = 0; i < result.length; i++) {
    mean = weight * mean + (1 - weight) * result[i]!;
    missing *= weight;
    result[i] = mean / (1 - missing);
  }
  return result;
}

/** Entries inside a range, with one more at each end so that the line reaches the edges. */
function entriesIn([from, to]: Range, count: number, epochOf: (entry: number) => number): [number, number] {
  const width = Math.max(1e-12, epochOf(1) - epochOf(0));
  const first = Math.floor((from - epochOf(0)) / width) - 1;
  const last = Math.ceil((to - epochOf(0)) / width) + 1;
  return [Math.max(0, first), Math.min(count - 1, last)];
}
