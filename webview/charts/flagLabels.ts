import type { Cloud } from '../../src/protocol/index.js';
import { type Frame, xPixel, yPixel } from './frame.js';
import { type Box, countInside } from './nearest.js';

/** Where a line number may stand by its mark. */
export type LabelSide = 'right' | 'left' | 'above' | 'below' | 'higher' | 'highest';

export const ALL_SIDES: readonly LabelSide[] = ['right', 'left', 'above', 'below'];

/** How far off the mark, as vega takes it. */
export const LABEL_OFFSETS: Record<LabelSide, object> = {
  right: { dx: 10, align: 'left' },
  left: { dx: -10, align: 'right' },
  above: { dy: -15, align: 'center' },
  below: { dy: 16, align: 'center' },
  higher: { dy: -29, align: 'center' },
  highest: { dy: -43, align: 'center' },
};

type Flagged = {
  /** Value pairs `c0`, `c1` and the line number `c2`. */
  flagged: readonly Record<string, number>[];
  cloud: Pick<Cloud, 'x' | 'y'>;
  /** In order of preference. */
  sides: readonly LabelSide[];
};

/** For each flagged mark the side where its label fits, covers no other label and hides the fewest rows. */
export function labelSides(frame: Frame, { flagged, cloud, sides }: Flagged): LabelSide[] {
  const pixels = {
    x: Float32Array.from(cloud.x, (x) => xPixel(frame, x)),
    y: Float32Array.from(cloud.y, (y) => yPixel(frame, y)),
  };
  const rings = flagged.map((row) => ringBox(xPixel(frame, row.c0!), yPixel(frame, row.c1!)));
  const taken: Box[] = [];
  return flagged.map((row, i) => {
    const costs = sides.map((side, preference) => {
      const box = labelBox(side, rings[i]!, String(row.c2).length * 7.6);
      const others = rings.filter((_, k) => k !== i);
      const collisions = [...taken, ...others].filter((other) => overlaps(box, other)).length;
      const outside = isInside(box, frame) ? 0 : 1000;
      return { side, box, cost: countInside(pixels, box) + 20 * collisions + outside + preference / 2 };
    });
    const best = costs.reduce((a, b) => (b.cost < a.cost ? b : a));
    taken.push(best.box);
    return best.side;
  });
}

function ringBox(x: number, y: number): Box {
  return { left: x - 7, top: y - 7, width: 14, height: 14 };
}

function labelBox(side: LabelSide, ring: Box, width: number): Box {
  const x = ring.left + 7;
  const y = ring.top + 7;
  const size = { width, height: 13 };
  if (side === 'right') return { ...size, left: x + 9, top: y - 6 };
  if (side === 'left') return { ...size, left: x - 9 - width, top: y - 6 };
  const dy = { above: -15, below: 16, higher: -29, highest: -43 }[side];
  return { ...size, left: x - width / 2, top: y + dy - 6 };
}

function overlaps(a: Box, b: Box): boolean {
  const isApartX = a.left > b.left + b.width || b.left > a.left + a.width;
  return !isApartX && a.top <= b.top + b.height && b.top <= a.top + a.height;
}

function isInside(box: Box, frame: Frame): boolean {
  const right = frame.left + frame.width + frame.right;
  return (
    box.left >= 0 &&
    box.left + box.width <= right &&
    box.top >= 0 &&
    box.top + box.height <= frame.top + frame.height + 4
  );
}
