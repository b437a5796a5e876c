import type { Room } from '../picture.js';
import { type LivePicture, livePicture } from '../training/liveChart.js';
import { dotsFrame, legend, zeroLine } from './dotsChart.js';

/** Intervals of two or more series for the same things, a row to each thing; what is null or no number is left out. */
export type IntervalsPlan = {
  title: string;
  names: readonly string[];
  series: readonly {
    name: string;
    role: 'quiet' | 'rows' | 'ink' | 'look';
    low: readonly (number | null)[];
    high: readonly (number | null)[];
  }[];
};

/** How far apart the series of a row stand, in rows. */
const APART = 0.3;

/** Intervals one below the other, on the same scale. */
export function intervalsChart({ title, names, series }: IntervalsPlan, room: Room): LivePicture {
  const { palette } = room;
  const values = series.flatMap(({ low, high }) => [...low, ...high].filter((value) => value !== null));
  const frame = dotsFrame(names, [values], room);
  const lines = series.map((one, k) => ({
    ...{ name: `series${k}`, colour: palette[one.role], width: 3 },
    rows: names.flatMap((_, row) => {
      const c1 = names.length - row + APART * ((series.length - 1) / 2 - k);
      return endsOf(one, row).map((c0) => ({ c0, c1, c2: row }));
    }),
  }));
  return livePicture({
    ...{ frame, palette, titles: { x: title, y: '' } },
    lines: [zeroLine(frame, palette), ...lines],
    dots: lines.flatMap(({ rows, colour }) => rows.map((row) => ({ ...row, colour }))),
    tags: legend(series, frame, palette),
  });
}

function endsOf({ low, high }: IntervalsPlan['series'][number], row: number): number[] {
  const ends = [low[row], high[row]];
  return ends.filter((end): end is number => end !== null && end !== undefined && Number.isFinite(end));
}
