import type { Palette } from '../../theme.js';
import { extentOf } from '../frame.js';
import type { Room } from '../picture.js';
import {
  type LiveBar,
  type LiveFrame,
  type LivePicture,
  livePicture,
  pixelX,
  pixelY,
  type Tag,
  widthOf,
} from '../training/liveChart.js';
import { type LiveScale, linearScale } from '../training/liveScale.js';
import { GUTTER } from '../training/lossChart.js';

/** `own`: what the sliders move; `other`: what it is compared with. */
export type Curve = {
  name: string;
  role: 'own' | 'other';
  isDashed?: boolean;
  /** Where it is drawn. */
  x: Float64Array;
  at(x: number): number;
  /** Where its name stands: at its right or left flank, or nowhere. */
  tagged: 'right' | 'left' | null;
};

/** A place on a curve that has a name. */
export type Spot = { x: number; y: number; name: string; role: 'own' | 'rows' };

export type CurvesPlan = {
  titles: { x: string; y: string };
  x: readonly [number, number];
  /** From 0 where it is absent. */
  y?: readonly [number, number];
  curves: readonly Curve[];
  bars: { edges: ArrayLike<number>; height: ArrayLike<number> } | null;
  spots: readonly Spot[];
  /** True where only whole numbers have a place across. */
  isWhole?: boolean;
};

const [TOP, RIGHT, BOTTOM] = [32, 16, 42];
const HEADROOM = 1.08;
/** Share of its peak at which a curve has its name. */
const FLANK = 0.8;

/** Curves over bars, each with its name at its flank; what is moved is in ink. */
export function curvesChart(plan: CurvesPlan, room: Room): LivePicture {
  const { palette } = room;
  const curves = plan.curves.map((curve) => ({ ...curve, y: curve.x.map(curve.at) }));
  const frame = frameOf(plan, curves, room);
  const lines = curves.map((curve, k) => ({
    ...{ name: `line${k}`, colour: colourOf(curve, palette), width: curve.role === 'own' ? 2 : 1.25 },
    ...(curve.isDashed && { dash: [4, 3] }),
    rows: Array.from(curve.x, (x, i) => ({ c0: x, c1: curve.y[i]! })),
  }));
  return livePicture({
    ...{ frame, palette, titles: plan.titles, lines },
    bars: plan.bars === null ? undefined : barsOf(plan.bars),
    dots: plan.spots
      .filter((spot) => isInside(frame, spot))
      .map(({ x, y, role }) => ({ c0: x, c1: y, colour: role === 'own' ? palette.ink : palette.rows })),
    tags: [
      ...curves.flatMap((curve) => flankTag(curve, frame, palette)),
      ...spotTags(plan.spots, frame, palette),
    ],
  });
}

type DrawnCurve = Curve & { y: Float64Array };

function frameOf({ x, y, bars }: CurvesPlan, curves: readonly DrawnCurve[], room: Room): LiveFrame {
  const height = room.height - TOP - BOTTOM;
  const highest = extentOf([0], bars?.height ?? [], ...curves.map((curve) => curve.y))[1];
  const [low, high] = y ?? [0, highest * HEADROOM];
  const upright = linearScale(low, high, 5);
  // Likelihoods of many rows are long numbers.
  const left = Math.max(GUTTER, ...upright.words.map((word) => Math.ceil(widthOf(word)) + 12));
  const width = room.width - left - RIGHT;
  return {
    ...{ left, right: RIGHT, top: TOP, bottom: BOTTOM, width, height },
    x: linearScale(x[0], x[1], Math.max(3, Math.min(8, Math.round(width / 80)))),
    y: upright,
  };
}

function colourOf({ role }: Curve, palette: Palette): string {
  return role === 'own' ? palette.ink : palette.quiet;
}

function barsOf({ edges, height }: NonNullable<CurvesPlan['bars']>): LiveBar[] {
  return Array.from(height, (c1, i) => ({ c0: edges[i]!, c1, c2: edges[i + 1]! }));
}

function isInside({ x, y }: LiveFrame, place: { x: number; y: number }): boolean {
  const within = (scale: LiveScale, value: number) => value >= scale.low && value <= scale.high;
  return within(x, place.x) && within(y, place.y);
}

/** Beside the flank of a curve, as far as that is in sight. */
function flankTag(curve: DrawnCurve, frame: LiveFrame, palette: Palette): Tag[] {
  const { x, y, tagged, name } = curve;
  if (tagged === null) return [];
  let peak = 0;
  for (let i = 1; i < y.length; i++) if (y[i]! > y[peak]!) peak = i;
  const step = tagged === 'right' ? 1 : -1;
  let at = peak;
  while (at + step >= 0 && at + step < y.length && y[at]! > FLANK * y[peak]!) at += step;
  const away = pixelX(frame, x[at]!) + step * 6;
  const isOut = step > 0 ? away + widthOf(name) > frame.width : away - widthOf(name) < 0;
  const look = { colour: colourOf(curve, palette), weight: curve.role === 'own' ? 600 : 400 };
  const place = isOut ? frame.width / 2 : away;
  return [{ text: name, x: place, y: pixelY(frame, y[at]!), align: step > 0 ? 'left' : 'right', ...look }];
}

/** Under the lowest place, and above where the sliders stand. */
function spotTags(spots: readonly Spot[], frame: LiveFrame, palette: Palette): Tag[] {
  const inside = spots.filter((spot) => isInside(frame, spot));
  return inside.map(({ x, y, name, role }) => {
    const isRight = pixelX(frame, x) + 8 + widthOf(name) < frame.width;
    const place = pixelY(frame, y) + (role === 'own' ? -13 : 14);
    return {
      ...{
        text: name,
        x: pixelX(frame, x) + (isRight ? 6 : -6),
        y: Math.max(6, Math.min(frame.height - 7, place)),
      },
      ...{ align: isRight ? ('left' as const) : ('right' as const), weight: 600 },
      colour: role === 'own' ? palette.ink : palette.rowsText,
    };
  });
}
