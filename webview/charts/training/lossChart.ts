import {
  formatNumber,
  type Loss,
  type LossCurve,
  type TrainingRunRecord,
} from '../../../src/protocol/index.js';
import type { Room } from '../picture.js';
import { decimated, type Range, smoothed } from './curves.js';
import { canStand, epochRows, lastRow, trainOf, validationOf } from './epochs.js';
import {
  type LiveFrame,
  type LiveParts,
  type LivePicture,
  livePicture,
  pixelX,
  pixelY,
  type Row,
  type Tag,
  widthOf,
} from './liveChart.js';
import { type LiveScale, linearScale, logScale, placeOn } from './liveScale.js';

/** What both charts of a run show, and how. */
export type TrainingChartInput = {
  run: TrainingRunRecord;
  /** Runs that stay behind it as grey lines. */
  others: readonly TrainingRunRecord[];
  /** In epochs; null for all. */
  zoom: Range | null;
  isLogX: boolean;
  isLogY: boolean;
  /** Weight of the moving average, 0 for none. */
  smoothing: number;
};

export const GUTTER = 52;
/** Where the panel is wide the names of the lines stand beside the plot. */
export const LABEL_ROOM = 108;
const TAG_HEIGHT = 14;

/** The loss of minibatches (faint), epochs and validation, and where the exact answer lies. */
export function lossChart(input: TrainingChartInput, room: Room): LivePicture {
  const { run } = input;
  const { palette } = room;
  const { curve } = run;
  const frame = frameOf(input, room);
  const others = comparable(input);
  const raw = rawLine(input, frame);
  const lines: LiveParts['lines'] = [
    { name: 'batches', colour: palette.rows, width: 0.75, opacity: 0.3, rows: rowsOf(frame, raw.x, raw.y) },
    { name: 'smooth', colour: palette.rows, width: 1.25, opacity: 0.8, rows: smoothRows(input, frame) },
    {
      name: 'others',
      colour: palette.quiet,
      width: 1.25,
      opacity: 0.55,
      rows: others.flatMap((other, k) => epochRows(frame, trainOf(other.curve), k)),
    },
    {
      name: 'exact',
      colour: palette.ink,
      width: 1,
      opacity: 0.75,
      dash: [4, 3],
      rows: exactRows(frame, run),
    },
    { name: 'validation', colour: palette.look, width: 1.75, rows: epochRows(frame, validationOf(curve)) },
    { name: 'train', colour: palette.rows, width: 2, rows: epochRows(frame, trainOf(curve)) },
  ];
  const dots = [
    ...lastRow(frame, validationOf(curve)).map((row) => ({ ...row, colour: palette.look })),
    ...lastRow(frame, trainOf(curve)).map((row) => ({ ...row, colour: palette.rows })),
  ];
  const titles = { x: null, y: lossTitle(run.settings.loss, run.opened?.target.unit ?? null) };
  return livePicture({ frame, palette, titles, lines, dots, tags: tagsOf(input, frame, room) });
}

/** What a loss is called and measured in: `half the mean squared error, kUSD²`. */
export function lossTitle(loss: Loss, unit: string | null): string {
  const { word, isSquared } = LOSS_WORDS[loss];
  if (unit === null) return word;
  const isPlain = /^[^\s/^²³]+$/.test(unit);
  return `${word}, ${isSquared ? (isPlain ? `${unit}²` : `(${unit})²`) : unit}`;
}

const LOSS_WORDS: Readonly<Record<Loss, { word: string; isSquared: boolean }>> = {
  squared: { word: 'half the mean squared error', isSquared: true },
  absolute: { word: 'mean absolute error', isSquared: false },
  huber: { word: 'mean Huber loss', isSquared: true },
  'poisson-identity': { word: 'half the mean Poisson deviance', isSquared: false },
  'poisson-log': { word: 'half the mean Poisson deviance', isSquared: false },
};

/** How the raw line came about: `each minibatch`, or what of many is drawn. */
export function rawWords(input: TrainingChartInput, columns: number): string {
  const { run } = input;
  const frame = { x: xScale(input, columns) };
  const { entriesPerColumn } = rawLine(input, { ...frame, width: columns });
  const steps = entriesPerColumn * run.curve.stepsPerEntry;
  const batches = steps <= 1 ? 'each minibatch' : `lowest and highest of ${steps} minibatches`;
  const { epochsPerEntry } = run.curve;
  return epochsPerEntry === 1 ? batches : `${batches}, every ${epochsPerEntry} epochs`;
}

/** The epochs on the x axis. On a logarithmic one it begins with the first. */
export function xScale({ run, others, zoom, isLogX }: TrainingChartInput, width: number): LiveScale {
  const planned = run.opened?.plan.epochs.value ?? 10;
  const isOver = run.end !== null || run.error !== null;
  const own = isOver ? Math.max(1, run.curve.epochCount) : planned;
  const last = Math.max(own, ...others.map(({ curve }) => curve.epochCount));
  const [from, to] = zoom ?? [0, last];
  if (isLogX) return logScale(Math.max(from, Math.min(0.5, to / 4)), to);
  return linearScale(from, to, Math.max(2, Math.min(7, Math.round(width / 90))));
}

/** Room at the right of a plot in a chart this wide. */
export function rightRoom(width: number): number {
  return width >= 500 ? LABEL_ROOM : 16;
}

/** A name beside the end of its line; over the line where there is no room beside it. */
export function endTag(frame: LiveFrame, row: Row, { text, colour }: { text: string; colour: string }): Tag {
  const x = pixelX(frame, row.c0);
  const y = pixelY(frame, row.c1);
  const isOver = x + 10 + widthOf(text) > frame.width + frame.right;
  if (!isOver) return { text, x: x + 10, y, colour, align: 'left', weight: 600 };
  return { text, x: x - 8, y: y - 13, colour, align: 'right', weight: 600 };
}

/** Runs whose losses are of the same kind and of the same target. */
function comparable({ run, others }: TrainingChartInput): TrainingRunRecord[] {
  return others.filter(
    ({ settings, opened }) =>
      settings.loss === run.settings.loss && opened?.target.name === run.opened?.target.name,
  );
}

function frameOf(input: TrainingChartInput, room: Room): LiveFrame {
  const [top, bottom] = [32, 24];
  const right = rightRoom(room.width);
  const width = room.width - GUTTER - right;
  const height = room.height - top - bottom;
  const x = xScale(input, width);
  return { left: GUTTER, right, top, bottom, width, height, x, y: yScale(input, x, height) };
}

function yScale(input: TrainingChartInput, x: LiveScale, height: number): LiveScale {
  const { run, isLogY } = input;
  const raw = rawLine(input, { x, width: 400 });
  const scales = { x, y: { ...x, isLog: isLogY } };
  const epochs = [
    trainOf(run.curve),
    validationOf(run.curve),
    ...comparable(input).map(({ curve }) => trainOf(curve)),
  ];
  const values = [...raw.y, ...epochs.flatMap((values) => epochRows(scales, values).map(({ c1 }) => c1))];
  const { exactLoss = null } = run.opened ?? {};
  if (exactLoss !== null) values.push(exactLoss);
  const shown = values.filter((value) => Number.isFinite(value) && (!isLogY || value > 0));
  const low = shown.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const high = shown.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  if (low > high) return isLogY ? logScale(1, 1000) : linearScale(0, 1, 4);
  if (isLogY) return logScale(low / 1.15, high * 1.15);
  const margin = (high - low || Math.abs(high) || 1) * 0.05;
  return linearScale(low - margin, high + margin, Math.round(height / 45));
}

function rawLine({ run }: TrainingChartInput, { x, width }: { x: LiveScale; width: number }) {
  const stepsPerEpoch = run.opened?.plan.stepsPerEpoch ?? 1;
  const range: Range = [x.low, x.high];
  return decimated(run.curve, {
    ...{ stepsPerEpoch, range, columns: Math.max(1, Math.round(width)) },
    place: (epoch) => (x.isLog && epoch <= 0 ? -1 : placeOn(x, epoch)),
  });
}

/** The moving average goes over what is stored, before anything is decimated. */
function smoothRows({ run, smoothing, ...input }: TrainingChartInput, frame: LiveFrame): Row[] {
  if (smoothing === 0) return [];
  const { low, high } = run.curve;
  const middle = smoothed(
    low.map((value, i) => (value + high[i]!) / 2),
    smoothing,
  );
  const curve: LossCurve = { ...run.curve, low: middle, high: middle };
  const line = rawLine({ ...input, smoothing, run: { ...run, curve } }, frame);
  return rowsOf(frame, line.x, line.y);
}

function rowsOf({ x, y }: LiveFrame, xs: readonly number[], ys: readonly number[]): Row[] {
  const rows: Row[] = [];
  for (let i = 0; i < xs.length; i++) {
    if ((x.isLog && xs[i]! <= 0) || !canStand(y, ys[i]!)) continue;
    rows.push({ c0: xs[i]!, c1: ys[i]! });
  }
  return rows;
}

function exactRows({ x, y }: LiveFrame, { opened }: TrainingRunRecord): Row[] {
  const loss = opened?.exactLoss ?? null;
  if (loss === null || (y.isLog && loss <= 0)) return [];
  return [x.low, x.high].map((c0) => ({ c0, c1: loss }));
}

/** Names at the ends of the lines, moved apart where they would meet. */
function tagsOf({ run }: TrainingChartInput, frame: LiveFrame, { palette }: Room): Tag[] {
  const train = lastRow(frame, trainOf(run.curve))[0];
  const validation = lastRow(frame, validationOf(run.curve))[0];
  const exact = exactRows(frame, run)[1];
  const ends = [
    train && endTag(frame, train, { text: `train ${formatNumber(train.c1)}`, colour: palette.rowsText }),
    validation &&
      endTag(frame, validation, { text: `validation ${formatNumber(validation.c1)}`, colour: palette.look }),
  ]
    .filter((tag) => tag !== undefined)
    // The exact line goes on at the height of the ends: names stand above and below it.
    .sort((a, b) => a.y - b.y)
    .map((tag, k) => (tag.align === 'left' ? { ...tag, y: tag.y + (k === 0 ? -11 : 11) } : tag));
  const exactTag = exact && exactTagOf(frame, { row: exact, ends, colour: palette.ink });
  return movedApart(frame, exactTag ? [...ends, exactTag] : ends);
}

function exactTagOf(
  frame: LiveFrame,
  { row, ends, colour }: { row: Row; ends: readonly Tag[]; colour: string },
): Tag {
  const text = `exact ${formatNumber(row.c1)}`;
  const y = pixelY(frame, row.c1);
  if (frame.right >= LABEL_ROOM) return { text, x: frame.width + 8, y, colour, align: 'left', weight: 400 };
  // Without room beside the plot it stands under its line, before the names of the others.
  const isCrowded = ends.some(({ align }) => align === 'right');
  const x = isCrowded
    ? frame.width - 16 - Math.max(...ends.map((tag) => widthOf(tag.text)))
    : frame.width - 4;
  return { text, x, y: y + 12, colour, align: 'right', weight: 400 };
}

/** Tags whose words would overlap are laid out under each other in the order of their lines. */
export function movedApart(frame: LiveFrame, tags: readonly Tag[]): Tag[] {
  const sorted = [...tags].sort((a, b) => a.y - b.y);
  const placed: Tag[] = [];
  for (const tag of sorted) {
    const above = placed.filter((other) => overlaps(other, tag)).at(-1);
    placed.push(above && tag.y - above.y < TAG_HEIGHT ? { ...tag, y: above.y + TAG_HEIGHT } : tag);
  }
  // The whole stack moves up by half of what it grew, and stays inside the plot.
  const grown = placed.reduce((sum, tag, k) => Math.max(sum, tag.y - sorted[k]!.y), 0);
  const lowest = Math.max(...placed.map(({ y }) => y));
  const lift = Math.max(grown / 2, lowest - frame.height + 7);
  return placed.map((tag) => ({ ...tag, y: Math.max(6, tag.y - Math.max(0, lift)) }));
}

function overlaps(a: Tag, b: Tag): boolean {
  const [from, to] = spanOf(a);
  const [start, end] = spanOf(b);
  return from < end + 8 && start < to + 8;
}

function spanOf({ x, text, align }: Tag): [number, number] {
  const width = widthOf(text);
  return align === 'left' ? [x, x + width] : [x - width, x];
}
