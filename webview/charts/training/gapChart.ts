import { formatNumber, type TrainingRunRecord } from '../../../src/protocol/index.js';
import type { Room } from '../picture.js';
import { type EpochSeries, epochRows, lastRow } from './epochs.js';
import { type LiveFrame, type LivePicture, livePicture, pixelX, pixelY, type Tag } from './liveChart.js';
import { type LiveScale, logScale, shortWords } from './liveScale.js';
import { endTag, GUTTER, rightRoom, type TrainingChartInput, xScale } from './lossChart.js';

/** A gap below rounding is drawn here: a logarithm knows no zero. */
const SMALLEST = 1e-13;
/** Pixels that a run's name may take. */
const ROOM_FOR_NAME = 80;

/** Loss above the exact answer as a share of it, in percent; runs before stay as grey lines. */
export function gapChart(input: TrainingChartInput, room: Room): LivePicture {
  const { run, others } = input;
  const { palette } = room;
  const frame = frameOf(input, room);
  const gaps = gapsOf(run);
  const behind = others.filter((other) => gapsOf(other).values.length > 0);
  const grey = behind.flatMap((other, k) => epochRows(frame, gapsOf(other), k));
  return livePicture({
    ...{ frame, palette, titles: { x: 'epoch', y: 'loss above the exact answer, share of it' } },
    lines: [
      { name: 'others', colour: palette.quiet, width: 1.25, opacity: 0.55, rows: grey },
      { name: 'gap', colour: palette.rows, width: 2, rows: epochRows(frame, gaps) },
    ],
    dots: lastRow(frame, gaps).map((row) => ({ ...row, colour: palette.rows })),
    tags: [
      ...lastRow(frame, gaps).map((row) =>
        endTag(frame, row, { text: `${runName(run)}, ${gapWords(row.c1)}`, colour: palette.rowsText }),
      ),
      ...behind.flatMap((other) => greyTag(other, frame, palette.quiet)),
    ],
  });
}

/** Gap of each epoch in percent; empty where the exact minimum is not known or zero. */
export function gapsOf({ curve, opened }: TrainingRunRecord): EpochSeries {
  const exact = opened?.exactLoss ?? null;
  if (exact === null || exact <= 0) return { ...curve, values: [] };
  return { ...curve, values: curve.train.map((loss) => 100 * Math.max(SMALLEST, (loss - exact) / exact)) };
}

/** `0.0024 %`; `none` where there is no gap to speak of. */
export function gapWords(percent: number | null | undefined): string {
  if (percent === null || percent === undefined || !Number.isFinite(percent)) return 'none';
  return percent <= 100 * SMALLEST * 1.01 ? '0 %' : `${formatNumber(percent, 2)} %`;
}

/** What a run is called: its name, or its number. */
export function runName({ name, number }: TrainingRunRecord): string {
  return name ?? `run ${number}`;
}

function frameOf(input: TrainingChartInput, room: Room): LiveFrame {
  const [top, bottom, right] = [32, 42, rightRoom(room.width)];
  const width = room.width - GUTTER - right;
  const height = room.height - top - bottom;
  const x = xScale(input, width);
  return { left: GUTTER, right, top, bottom, width, height, x, y: yScale(input, x) };
}

function yScale({ run, others }: TrainingChartInput, x: LiveScale): LiveScale {
  const scales = { x, y: { ...x, isLog: true } };
  const values = [run, ...others].flatMap((one) => epochRows(scales, gapsOf(one)).map(({ c1 }) => c1));
  const low = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const high = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const words = (value: number) => `${value < 0.001 ? value.toExponential(0) : shortWords(value)} %`;
  return low > high ? logScale(0.01, 1000, words) : logScale(low / 2, high * 2, words);
}

/** Over its line, a little before the end. */
function greyTag(run: TrainingRunRecord, frame: LiveFrame, colour: string): Tag[] {
  const rows = epochRows(frame, gapsOf(run));
  const row = rows[Math.floor(rows.length * 0.85)];
  if (row === undefined) return [];
  const y = Math.max(8, pixelY(frame, row.c1) - 14);
  const x = pixelX(frame, row.c0);
  // A run of few epochs beside a long one: to the left are the words of the axis.
  const align = x < frame.left + ROOM_FOR_NAME ? 'left' : 'right';
  return [{ text: runName(run), x, y, colour, align, weight: 400 }];
}
