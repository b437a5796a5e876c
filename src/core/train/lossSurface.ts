import { contoursOf, type Grid } from '../plot/contours.js';
import type { LossBowl, WeightSpace } from './weightSpace.js';

/** Two of the coefficients, as places in a weight space. */
export type Pair = readonly [number, number];

/** The mean training loss over two coefficients, in the units of the file, the others at their exact values. */
export type LossSurface = {
  pair: Pair;
  /** The window, low and high end of each. */
  x: readonly [number, number];
  y: readonly [number, number];
  minimum: { x: number; y: number; loss: number };
  /** Lines of equal loss, from the highest down. */
  contours: readonly { loss: number; x: Float64Array; y: Float64Array }[];
  /** Of the two columns. */
  correlation: number;
  /** The ground of a valley, where the two columns nearly are one: its ends inside the window. Null for a bowl. */
  valley: Valley | null;
};

export type Valley = {
  x: readonly [number, number];
  y: readonly [number, number];
  /** The loss does not change along it as far as can be drawn: all of it is the minimum. */
  isLine: boolean;
};

/** Points of the grid in each direction. */
const GRID = 161;
const RINGS = 6;
/** Each ring is this much smaller than the one around it. */
const SHRINKING = 0.62;
/** Air around the path, as a share of its reach. */
const AIR = 1.2;
/** A window reaches no farther than so many times the distance of the start: a run that diverged leaves it. */
const FARTHEST = 4;
/** From this correlation on the bowl is called a valley: six times as long as wide. */
const VALLEY = 0.95;
/** Of the loss across a valley, what no contour can show along it. */
const FLAT = 1e-6;

/**
 * The loss surface of a run over two coefficients, in a window around the minimum that holds the run's path so far.
 * Takes no look at the rows: the squared loss is a bowl that the correlations know all about.
 *
 * @param weights Standardised, entry after entry, as `LossCurve.weights`; at least one entry.
 */
export function lossSurface(
  space: WeightSpace & { bowl: LossBowl },
  { pair, weights }: { pair: Pair; weights: Float64Array },
): LossSurface {
  const { bowl } = space;
  const correlation = bowl.correlations[pair[0] * bowl.minimum.length + pair[1]]!;
  const apart = (entry: number, axis: 0 | 1) =>
    Math.abs(weights[entry * bowl.minimum.length + pair[axis]]! - bowl.minimum[pair[axis]]!);
  const reaches = reachesOf(apart, Math.floor(weights.length / bowl.minimum.length));
  const far = Math.max(...reaches) || 1;
  // A coefficient that hardly moves still gets half the room of the other.
  const half = reaches.map((reach) => AIR * Math.max(reach, far / 2));
  const inFile = (axis: 0 | 1, apart: number) => {
    const place = pair[axis];
    return space.offset[place]! + space.factor[place]! * (bowl.minimum[place]! + apart);
  };
  const ends = (axis: 0 | 1): readonly [number, number] => [
    inFile(axis, -half[axis]!),
    inFile(axis, half[axis]!),
  ];
  return {
    ...{ pair, correlation, x: ends(0), y: ends(1) },
    minimum: { x: inFile(0, 0), y: inFile(1, 0), loss: bowl.loss },
    contours: ringsOf(bowl, { half, correlation }).map(({ loss, x, y }) => ({
      loss,
      x: Float64Array.from(x, (value) => inFile(0, value)),
      y: Float64Array.from(y, (value) => inFile(1, value)),
    })),
    valley: Math.abs(correlation) < VALLEY ? null : valleyOf({ half, correlation }, inFile),
  };
}

/** How far a path was from the minimum at most in both directions, as far as a window follows it. */
function reachesOf(apart: (entry: number, axis: 0 | 1) => number, entries: number): readonly number[] {
  const most = FARTHEST * Math.max(apart(0, 0), apart(0, 1)) || Number.MAX_VALUE;
  const reaches = [0, 0];
  for (const axis of [0, 1] as const)
    for (let entry = 0; entry < entries; entry++) {
      const reach = apart(entry, axis);
      if (reach > reaches[axis]!) reaches[axis] = Math.min(reach, most);
    }
  return reaches;
}

type Window = { half: readonly number[]; correlation: number };

/** In standardised distances from the minimum. */
function ringsOf({ loss, unit }: LossBowl, { half, correlation }: Window) {
  const [across, up] = half.map((reach) => (2 * reach) / (GRID - 1));
  const excess = (a: number, b: number) => (unit / 2) * (a * a + 2 * correlation * a * b + b * b);
  const values = new Float64Array(GRID * GRID);
  for (let row = 0; row < GRID; row++)
    for (let column = 0; column < GRID; column++)
      values[row * GRID + column] = excess(column * across! - half[0]!, row * up! - half[1]!);
  const grid: Grid = { columns: GRID, rows: GRID, values };
  const highest = values.reduce((a, b) => Math.max(a, b), 0);
  return Array.from({ length: RINGS }, (_, k) => highest * SHRINKING ** (2 * (k + 1))).flatMap((level) =>
    contoursOf(grid, level).map(({ x, y }) => ({
      loss: loss + level,
      x: x.map((steps) => steps * across! - half[0]!),
      y: y.map((steps) => steps * up! - half[1]!),
    })),
  );
}

function valleyOf({ half, correlation }: Window, inFile: (axis: 0 | 1, apart: number) => number): Valley {
  const reach = Math.min(...half);
  const other = correlation > 0 ? -reach : reach;
  const strength = Math.abs(correlation);
  return {
    x: [inFile(0, -reach), inFile(0, reach)],
    y: [inFile(1, -other), inFile(1, other)],
    isLine: (1 - strength) / (1 + strength) < FLAT,
  };
}
