import { extentOf } from '../frame.js';
import type { Room } from '../picture.js';
import { type LiveFrame, pixelX, pixelY, type Row, type Tag, widthOf } from '../training/liveChart.js';
import { type LiveScale, linearScale, logScale } from '../training/liveScale.js';
import { GUTTER, rightRoom } from '../training/lossChart.js';

/** What a frame must hold. Without positive values a logarithmic side is from 0.1 to 10. */
export type FrameWish = { x: ArrayLike<number>; y: ArrayLike<number>; isLogX?: boolean; isLogY?: boolean };

/** The frame of a chart of a study: scales that hold all values, with room at the right for names. */
export function studyFrame(room: Room, { x, y, isLogX = false, isLogY = false }: FrameWish): LiveFrame {
  const [top, bottom, right] = [32, 42, rightRoom(room.width)];
  const width = room.width - GUTTER - right;
  const height = room.height - top - bottom;
  return {
    ...{ left: GUTTER, right, top, bottom, width, height },
    x: isLogX ? logOver(x, 1) : linearOver(x, Math.max(2, Math.min(7, Math.round(width / 90)))),
    y: isLogY ? logOver(y, 1.15) : linearOver(y, 5, 0.06),
  };
}

/** A name at the end of each line, moved apart where they would cover each other; above the ends where it is narrow. */
export function endTags(
  frame: LiveFrame,
  names: readonly { row: Row | undefined; text: string; colour: string; weight: number }[],
  room: Room,
): Tag[] {
  const isBeside = rightRoom(room.width) > 60;
  const placed = names
    .flatMap(({ row, ...name }) => (row === undefined ? [] : [{ ...name, row }]))
    .map(({ row, ...name }) => {
      const end = pixelX(frame, row.c0);
      const x = isBeside ? Math.min(end + 8, frame.width + 8) : Math.min(end, frame.width) - 2;
      return {
        ...name,
        x,
        y: pixelY(frame, row.c1) - (isBeside ? 0 : 10),
        align: sideOf(isBeside, x, name.text),
      };
    })
    .sort((a, b) => a.y - b.y);
  return spread(placed, frame.height);
}

const TAG_HEIGHT = 14;

function sideOf(isBeside: boolean, x: number, text: string): 'left' | 'right' {
  return isBeside || x < widthOf(text) ? 'left' : 'right';
}

/** From the top down, each at least a line below the one before; then back up from the bottom. */
function spread(tags: Tag[], height: number): Tag[] {
  for (let k = 1; k < tags.length; k++) tags[k]!.y = Math.max(tags[k]!.y, tags[k - 1]!.y + TAG_HEIGHT);
  for (let k = tags.length - 1; k >= 0; k--)
    tags[k]!.y = Math.min(tags[k]!.y, k === tags.length - 1 ? height - 4 : tags[k + 1]!.y - TAG_HEIGHT);
  return tags;
}

function logOver(values: ArrayLike<number>, pad: number): LiveScale {
  const positive = Array.from(values).filter((value) => value > 0 && Number.isFinite(value));
  if (positive.length === 0) return logScale(0.1, 10);
  const [low, high] = extentOf(positive);
  return logScale(low / pad, high * pad);
}

function linearOver(values: ArrayLike<number>, tickCount: number, pad = 0): LiveScale {
  const [low, high] = extentOf(values);
  const margin = (high - low) * pad;
  return linearScale(low - margin, high + margin, tickCount);
}
