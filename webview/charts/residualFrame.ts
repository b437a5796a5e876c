import {
  acrossScale,
  type Extent,
  type Frame,
  gutterFor,
  scaleBetween,
  scaleOver,
  ticksUp,
} from './frame.js';
import type { Room } from './picture.js';

/** The frame of a chart of the Residuals view. Where y must start at zero, `fromZero` says so. */
export function residualFrame(room: Room, extents: { x: Extent; y: Extent }, fromZero = false): Frame {
  const tickCount = ticksUp(room.height - 72);
  const high = extents.y[1];
  const y = fromZero
    ? scaleBetween(0, high > 0 ? high * 1.12 : 1, tickCount)
    : scaleOver(extents.y, tickCount, 0.06);
  const left = gutterFor(y);
  const width = room.width - left - 14;
  const x = acrossScale(extents.x, width);
  return { left, right: 14, top: 30, bottom: 42, width, height: room.height - 72, x, y };
}
