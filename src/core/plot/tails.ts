import { type Distant, furthestFirst } from '../judge/flags.js';
import { normalBand } from '../judge/normalBand.js';
import type { Outside } from '../words/residualSentences.js';
import type { Marks } from './marks.js';
import type { Cloud, ResidualsView } from './plot.js';
import type { QuantilePoints } from './quantilePoints.js';
import { valueAt } from './valueAt.js';

type Band = ResidualsView['tails']['band'];

/** The Q-Q plot's points as marks, its band, and which rows stand outside of it. */
export function tailsOf(
  points: QuantilePoints,
  marks: Marks,
): { cloud: Cloud; band: Band; outside: Outside | null } {
  const band = normalBand(points.count);
  const mark = points.index.map(marks.markOf);
  const cloud = { x: points.normal, y: points.value, mark, cells: null };
  return { cloud, band, outside: band === null ? null : outsideOf(points, band) };
}

function outsideOf({ count, index, normal, value }: QuantilePoints, band: NonNullable<Band>): Outside {
  const lowest = { x: band.x, y: band.low };
  const highest = { x: band.x, y: band.high };
  const found: Distant[] = [];
  for (let i = 0; i < value.length; i++) {
    const below = valueAt(lowest, normal[i]!) - value[i]!;
    const above = value[i]! - valueAt(highest, normal[i]!);
    const distance = Math.max(below, above);
    if (distance > 0) found.push({ index: index[i]!, distance });
  }
  found.sort(furthestFirst);
  return { indices: found.map((point) => point.index), count, isWhole: count === value.length };
}
