import type { Loss, TrainingRunRecord } from '../../../src/protocol/index.js';
import { extentOf } from '../frame.js';
import type { Room } from '../picture.js';
import { epochRows, lastRow } from './epochs.js';
import { type LiveFrame, type LivePicture, livePicture, type Row, widthOf } from './liveChart.js';
import { type LiveScale, linearScale } from './liveScale.js';
import {
  endTag,
  GUTTER,
  LABEL_ROOM,
  movedApart,
  rightRoom,
  type TrainingChartInput,
  xScale,
} from './lossChart.js';
import { farthest, type Path, pathsOf } from './paths.js';

/** More lines than this are thin and without a name. */
export const MOST_NAMED = 6;
/** Points that the thin lines have together. */
const MOST_THIN_POINTS = 6000;

/** Every coefficient by epoch, standardised, and dashed where the exact answer has it. */
export function pathsChart(input: TrainingChartInput, room: Room): LivePicture {
  const { palette } = room;
  const { named, rest } = farthest(pathsOf(input.run), MOST_NAMED);
  const frame = frameOf(input, { named, rest, room });
  const lastRows = named.flatMap((path) => lastRow(frame, path.series).map((row) => ({ path, row })));
  const tags = lastRows.map(({ path, row }) =>
    endTag(frame, row, { text: tagWords(path, frame), colour: palette.rowsText }),
  );
  return livePicture({
    ...{ frame, palette, titles: { x: 'epoch', y: pathsTitle(input.run) } },
    lines: [
      { name: 'thin', colour: palette.quiet, width: 0.75, opacity: 0.55, rows: thinRows(frame, rest) },
      {
        ...{ name: 'exact', colour: palette.ink, width: 1, opacity: 0.75, dash: [4, 3] },
        rows: named.flatMap((path, k) => exactRows(frame, path, k)),
      },
      {
        ...{ name: 'named', colour: palette.rows, width: 2 },
        rows: named.flatMap((path, k) => epochRows(frame, path.series, k)),
      },
    ],
    dots: lastRows.map(({ row }) => ({ ...row, colour: palette.rows })),
    tags: movedApart(frame, tags),
  });
}

/** What one unit of the y axis is: coefficients of all features can be compared in it. */
export function pathsTitle({ settings, opened }: TrainingRunRecord): string {
  const target = opened?.target.label ?? 'the target';
  const spread = opened?.weightSpace?.hasIntercept === false ? 'rms' : 'sd';
  return `standardised: ${UNIT_WORDS[settings.loss](target, spread)} for one ${spread} of the feature`;
}

const UNIT_WORDS: Readonly<Record<Loss, (target: string, spread: string) => string>> = {
  squared: (target, spread) => `${spread} of ${target}`,
  absolute: (target, spread) => `${spread} of ${target}`,
  huber: (target, spread) => `${spread} of ${target}`,
  'poisson-identity': (target) => `means of ${target}`,
  'poisson-log': (target) => `log(mean of ${target})`,
};

type Drawn = { named: readonly Path[]; rest: readonly Path[]; room: Room };

function frameOf(input: TrainingChartInput, { named, rest, room }: Drawn): LiveFrame {
  const [top, bottom, right] = [32, 42, rightRoom(room.width)];
  const width = room.width - GUTTER - right;
  const height = room.height - top - bottom;
  const x = xScale(input, width);
  return { left: GUTTER, right, top, bottom, width, height, x, y: yScale([...named, ...rest], x) };
}

/** Every epoch in sight, the exact levels and zero. */
function yScale(paths: readonly Path[], x: LiveScale): LiveScale {
  const values = paths.map(({ series: { values, epochsPerEntry } }) =>
    values.subarray(Math.max(0, Math.floor(x.low / epochsPerEntry)), Math.ceil(x.high / epochsPerEntry) + 1),
  );
  const levels = paths.flatMap(({ exact }) => exact ?? []);
  const [low, high] = extentOf(...values, levels, [0]);
  const margin = 0.06 * (high - low || 1);
  return linearScale(low - margin, high + margin, 5);
}

/** Of many lines only so many points as can be told apart while they move. */
function thinRows(frame: LiveFrame, paths: readonly Path[]): Row[] {
  const most = Math.max(8, Math.floor(MOST_THIN_POINTS / Math.max(1, paths.length)));
  return paths.flatMap(({ series }, k) => {
    const { values, epochsPerEntry } = series;
    const every = Math.ceil(values.length / most);
    const sparse = values.filter((_, i) => i % every === 0 || i === values.length - 1);
    return epochRows(frame, { ...series, values: sparse, epochsPerEntry: every * epochsPerEntry }, k);
  });
}

function exactRows({ x }: LiveFrame, { exact }: Path, group: number): Row[] {
  return exact === null ? [] : [x.low, x.high].map((c0) => ({ c0, c1: exact, c2: group }));
}

/** The name as far as there is room for it. */
function tagWords({ name }: Path, { right, width }: LiveFrame): string {
  const room = right >= LABEL_ROOM ? right - 10 : width / 3;
  const most = Math.floor(room / widthOf('x'));
  return name.length > most ? `${name.slice(0, most - 1)}…` : name;
}
