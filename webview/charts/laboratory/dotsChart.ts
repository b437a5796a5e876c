import type { Palette } from '../../theme.js';
import { extentOf, scaleOver } from '../frame.js';
import type { Room } from '../picture.js';
import { type LiveFrame, type LivePicture, livePicture, type Row, widthOf } from '../training/liveChart.js';
import { linearScale } from '../training/liveScale.js';

/** Values of several series for the same things, a row to each thing. */
export type DotsPlan = {
  title: string;
  names: readonly string[];
  series: readonly { name: string; role: 'quiet' | 'rows' | 'ink' | 'look'; values: ArrayLike<number> }[];
};

const ROW_HEIGHT = 26;
const [TOP, BOTTOM, RIGHT] = [44, 42, 16];
/** Names take at most this share of the width. */
const MOST_NAMES = 0.34;

/** How high a chart of so many rows is. */
export function dotsHeight(rowCount: number): number {
  return TOP + BOTTOM + rowCount * ROW_HEIGHT;
}

/** Dots on a line to each name: where the series agree they cover each other. */
export function dotsChart({ title, names, series }: DotsPlan, room: Room): LivePicture {
  const { palette } = room;
  const frame = dotsFrame(
    names,
    series.map(({ values }) => values),
    room,
  );
  const rowAt = (k: number) => names.length - k;
  const dots = series.flatMap(({ role, values }) =>
    Array.from(values, (value, k) => ({ c0: value, c1: rowAt(k), colour: palette[role] })),
  );
  return livePicture({
    ...{ frame, palette, titles: { x: title, y: '' } },
    lines: [zeroLine(frame, palette)],
    dots: dots.filter(({ c0 }) => Number.isFinite(c0)),
    tags: legend(series, frame, palette),
  });
}

/** A row to each name, and a scale that holds zero and all values. */
export function dotsFrame(
  names: readonly string[],
  values: readonly ArrayLike<number>[],
  { width: all, height: tall }: Room,
): LiveFrame {
  const left = Math.min(all * MOST_NAMES, Math.max(52, ...names.map((name) => widthOf(name) + 12)));
  const width = all - left - RIGHT;
  const height = tall - TOP - BOTTOM;
  const { low, high } = scaleOver(extentOf([0], ...values), 5, 0.06);
  const fits = Math.floor((left - 12) / 6.2);
  const short = (name: string) => (name.length <= fits ? name : `${name.slice(0, Math.max(1, fits - 1))}…`);
  return {
    ...{ left, right: RIGHT, top: TOP, bottom: BOTTOM, width, height },
    x: linearScale(low, high, Math.max(2, Math.min(7, Math.round(width / 90)))),
    y: {
      ...{ isLog: false, low: 0.5, high: names.length + 0.5 },
      ticks: names.map((_, k) => names.length - k),
      words: names.map(short),
    },
  };
}

export function zeroLine({ y }: LiveFrame, palette: Palette) {
  const rows: Row[] = [
    { c0: 0, c1: y.low },
    { c0: 0, c1: y.high },
  ];
  return { name: 'zero', colour: palette.ink, width: 1, opacity: 0.75, dash: [4, 3], rows };
}

/** The series' names side by side above the plot, in their colours. */
export function legend(
  series: readonly Pick<DotsPlan['series'][number], 'name' | 'role'>[],
  { left }: LiveFrame,
  palette: Palette,
) {
  let x = -left;
  return series.map(({ name, role }) => {
    const colour = role === 'rows' ? palette.rowsText : palette[role];
    const tag = { text: `● ${name}`, x, y: -18, colour, align: 'left' as const, weight: 400 };
    x += widthOf(tag.text) + 14;
    return tag;
  });
}
