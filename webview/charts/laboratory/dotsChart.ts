import { formatSeconds, type TimedWay } from '../../../src/protocol/index.js';
import type { Palette } from '../../theme.js';
import { extentOf, scaleOver } from '../frame.js';
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
} from '../training/liveChart.js';
import { linearScale, logScale } from '../training/liveScale.js';

/** Values of several series for the same things, a row to each thing. */
export type DotsPlan = {
  title: string;
  names: readonly string[];
  series: readonly { name: string; role: 'quiet' | 'rows' | 'ink' | 'look'; values: ArrayLike<number> }[];
};

const ROW_HEIGHT = 26;
/** Above the plot: a line with the names of the series, where there are several. */
const LEGEND = 24;
const [TOP, BOTTOM, RIGHT] = [20, 42, 16];
/** Names take at most this share of the width. */
const MOST_NAMES = 0.34;

/** Times of several ways on a logarithmic axis: the median, and a line over the middle half of the repeats. */
export function timesChart(ways: readonly TimedWay[], room: Room): LivePicture {
  const { palette } = room;
  const medians = ways.map(({ median }) => median);
  const names = ways.map(({ name }) => name);
  const ends = ways.flatMap(({ low, high }) => [low, high]);
  const frame = { ...dotsFrame(names, [medians], room, TOP), x: timeScale([...medians, ...ends]) };
  const rowAt = (k: number) => ways.length - k;
  return livePicture({
    ...{ frame, palette, titles: { x: 'median time, with the middle half of the repeats', y: '' } },
    lines: [
      {
        ...{ name: 'halves', colour: palette.rows, width: 3, opacity: 0.5 },
        rows: ways.flatMap(({ low, high }, k) => [
          { c0: low, c1: rowAt(k), c2: k },
          { c0: high, c1: rowAt(k), c2: k },
        ]),
      },
    ],
    dots: medians.map((median, k) => ({ c0: median, c1: rowAt(k), colour: palette.rows })),
    tags: ways.map(({ median }, k) => timeTag(frame, { median, row: rowAt(k) }, palette)),
  });
}

function timeScale(times: readonly number[]) {
  const [low, high] = extentOf(times);
  return logScale(low / 1.6, high * 1.6, (seconds) => formatSeconds(seconds, 1));
}

/** The time itself, where there is room beside its dot. */
function timeTag(frame: LiveFrame, at: { median: number; row: number }, palette: Palette): Tag {
  const text = formatSeconds(at.median);
  const x = pixelX(frame, at.median);
  const isLeft = x + widthOf(text) + 14 < frame.width;
  return {
    ...{ text, x: isLeft ? x + 10 : x - 10, y: pixelY(frame, at.row) - 9, colour: palette.ink },
    ...{ align: isLeft ? 'left' : 'right', weight: 400 },
  };
}

/** How high a chart of so many rows is. */
export function timesHeight(rowCount: number): number {
  return TOP + BOTTOM + rowCount * ROW_HEIGHT;
}

/** The same with a legend. */
export function dotsHeight(rowCount: number): number {
  return LEGEND + timesHeight(rowCount);
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

/** A row to each name, and a scale that holds zero and all values; `top`: what stands above the rows. */
export function dotsFrame(
  names: readonly string[],
  values: readonly ArrayLike<number>[],
  { width: all, height: tall }: Room,
  top = TOP + LEGEND,
): LiveFrame {
  const left = Math.min(all * MOST_NAMES, Math.max(52, ...names.map((name) => widthOf(name) + 12)));
  const width = all - left - RIGHT;
  const height = tall - top - BOTTOM;
  const { low, high } = scaleOver(extentOf([0], ...values), 5, 0.06);
  const fits = Math.floor((left - 12) / 6.2);
  const short = (name: string) => (name.length <= fits ? name : `${name.slice(0, Math.max(1, fits - 1))}…`);
  return {
    ...{ left, right: RIGHT, top, bottom: BOTTOM, width, height },
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
