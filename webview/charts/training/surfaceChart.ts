import { formatNumber, type LossSurface, type TrainingRunRecord } from '../../../src/protocol/index.js';
import { ticksUp } from '../frame.js';
import type { Room } from '../picture.js';
import {
  type LiveFrame,
  type LivePicture,
  livePicture,
  pixelX,
  pixelY,
  type Row,
  type Tag,
  widthOf,
} from './liveChart.js';
import { linearScale } from './liveScale.js';
import { GUTTER } from './lossChart.js';
import { inFile, pathsOf } from './paths.js';

/** A run on its loss surface. */
export type SurfaceInput = { run: TrainingRunRecord; surface: LossSurface };

/** Half the length of the arms of the mark at the minimum, in pixels. */
const ARM = 6;

/** Contours of the loss over two coefficients, the minimum, and the path of the run on it, epoch by epoch. */
export function surfaceChart(input: SurfaceInput, room: Room): LivePicture {
  const { surface } = input;
  const { palette } = room;
  const frame = frameOf(surface, room);
  const path = pathRows(input);
  const [start, now] = [path[0], path.length > 1 ? path.at(-1) : undefined];
  const names = pairNames(input);
  return livePicture({
    ...{ frame, palette, titles: { x: names[0], y: names[1] } },
    lines: [
      { name: 'contours', colour: palette.quiet, width: 1, opacity: 0.7, rows: contourRows(surface) },
      { ...{ name: 'valley', colour: palette.ink, width: 1, dash: [4, 3] }, rows: valleyRows(surface) },
      { name: 'minimum', colour: palette.ink, width: 2, rows: crossRows(frame, surface) },
      { name: 'path', colour: palette.rows, width: 2, rows: path },
    ],
    dots: [start, now].flatMap((row) =>
      row && isInside(frame, row) ? [{ ...row, colour: palette.rows }] : [],
    ),
    tags: [
      ...lossTags(frame, surface, palette.quiet),
      ...(start && isInside(frame, start)
        ? [tagAt(frame, start, { text: 'start', colour: palette.rowsText })]
        : []),
      tagAt(frame, { c0: surface.minimum.x, c1: surface.minimum.y }, minimumWords(surface, palette.ink)),
    ],
  });
}

/** `area (sqft)`; the intercept stands at the means of the features. */
export function pairNames({ run, surface: { pair } }: SurfaceInput): readonly [string, string] {
  const paths = pathsOf(run);
  const words = (place: number) => {
    const { name } = paths[place]!;
    return name === 'intercept' ? 'intercept at the means' : name;
  };
  return [words(pair[0]), words(pair[1])];
}

/** The run after each epoch that was kept, in the units of the file. */
export function pathRows({ run, surface: { pair } }: SurfaceInput): Row[] {
  const space = run.opened!.weightSpace!;
  const width = space.places.length;
  const { weights } = run.curve;
  const [x, y] = pair;
  return Array.from({ length: Math.floor(weights.length / width) }, (_, entry) => ({
    c0: inFile(space, x, weights[entry * width + x]!),
    c1: inFile(space, y, weights[entry * width + y]!),
  })).filter(({ c0, c1 }) => Number.isFinite(c0) && Number.isFinite(c1));
}

function frameOf({ x, y }: LossSurface, room: Room): LiveFrame {
  const [top, bottom, right] = [32, 42, 16];
  const width = room.width - GUTTER - right;
  const height = room.height - top - bottom;
  const across = linearScale(
    Math.min(...x),
    Math.max(...x),
    Math.max(2, Math.min(7, Math.round(width / 90))),
  );
  const up = linearScale(Math.min(...y), Math.max(...y), ticksUp(height));
  return { left: GUTTER, right, top, bottom, width, height, x: across, y: up };
}

function isInside({ x, y }: LiveFrame, { c0, c1 }: Row): boolean {
  return c0 >= x.low && c0 <= x.high && c1 >= y.low && c1 <= y.high;
}

/** The same rows as long as it is the same surface: a path that moves leaves them alone. */
function contourRows(surface: LossSurface): readonly Row[] {
  const known = drawn.get(surface);
  if (known !== undefined) return known;
  const rows = surface.contours.flatMap(({ x, y }, group) =>
    Array.from(x, (value, i) => ({ c0: value, c1: y[i]!, c2: group })),
  );
  drawn.set(surface, rows);
  return rows;
}

const drawn = new WeakMap<LossSurface, readonly Row[]>();

function valleyRows({ valley }: LossSurface): Row[] {
  return valley === null ? [] : [0, 1].map((end) => ({ c0: valley.x[end]!, c1: valley.y[end]! }));
}

/** A plus at the minimum; where all of a line is the minimum there is no such place. */
function crossRows({ x, y, width, height }: LiveFrame, { minimum, valley }: LossSurface): Row[] {
  if (valley?.isLine) return [];
  const across = (ARM / width) * (x.high - x.low);
  const up = (ARM / height) * (y.high - y.low);
  return [
    { c0: minimum.x - across, c1: minimum.y, c2: 0 },
    { c0: minimum.x + across, c1: minimum.y, c2: 0 },
    { c0: minimum.x, c1: minimum.y - up, c2: 1 },
    { c0: minimum.x, c1: minimum.y + up, c2: 1 },
  ];
}

function minimumWords({ minimum, valley }: LossSurface, colour: string) {
  const what = valley?.isLine ? 'minimum, all along' : 'minimum';
  return { text: `${what} ${formatNumber(minimum.loss)}`, colour };
}

/** Beside a point, on the side where there is room. */
function tagAt(frame: LiveFrame, row: Row, { text, colour }: { text: string; colour: string }): Tag {
  const [x, y] = [pixelX(frame, row.c0), pixelY(frame, row.c1)];
  const isRight = x + 10 + widthOf(text) > frame.width;
  return {
    text,
    x: isRight ? x - 10 : x + 10,
    y: Math.max(8, y - 10),
    colour,
    align: isRight ? 'right' : 'left',
    weight: 600,
  };
}

/** The loss of a contour where it is highest, as long as words do not meet. */
function lossTags(frame: LiveFrame, { contours }: LossSurface, colour: string): Tag[] {
  const tags: Tag[] = [];
  for (const { loss, x, y } of contours) {
    const top = y.reduce((best, value, i) => (value > y[best]! ? i : best), 0);
    const text = formatNumber(loss);
    const half = widthOf(text) / 2;
    const at = { x: pixelX(frame, x[top]!) - half, y: pixelY(frame, y[top]!) };
    const isIn = at.x > 2 && at.x + 2 * half < frame.width - 2 && at.y > 8 && at.y < frame.height - 8;
    const isFree = tags.every(
      (other) => Math.abs(other.y - at.y) > 15 || Math.abs(other.x - at.x) > 2 * half + 8,
    );
    if (isIn && isFree) tags.push({ text, ...at, colour, align: 'left', weight: 400 });
  }
  return tags;
}

/** The entry of a path nearest to a place of the plot, in pixels; -1 for none near. */
export function nearestEntry(frame: LiveFrame, rows: readonly Row[], at: { x: number; y: number }): number {
  let best = -1;
  let least = 24;
  rows.forEach((row, entry) => {
    const distance = Math.hypot(pixelX(frame, row.c0) - at.x, pixelY(frame, row.c1) - at.y);
    if (distance < least) [best, least] = [entry, distance];
  });
  return best;
}
