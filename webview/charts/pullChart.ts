import { type Cloud, type FitReport, formatExact } from '../../src/protocol/index.js';
import { cloudColumns, pointsOf } from './cloud.js';
import { extentOf, type Frame, gutterFor, scaleBetween, scaleOver, ticksUp, yPixel } from './frame.js';
import { chartSpec, Layers } from './marks.js';
import type { Picture, PlottedColumn, Room } from './picture.js';

export type InfluenceInput = Pick<FitReport, 'marks' | 'influenceView' | 'summary'>;

/** Marks that are named in the charts of influence. */
const NAMED_MARKS = 4;
const LABEL_ROOM = 74;

/** Leverage against residual; dashed, where Cook's distance has one value. */
export function pullChart(report: InfluenceInput, room: Room): Picture {
  const { marks, influenceView, summary } = report;
  const cloud = pullCloud(report);
  const frame = frameOf(report, cloud, room);
  const layers = new Layers(frame, room.palette, { x: 'leverage', y: uprightName(report) });
  addContours(layers, report, { frame, room });
  const size = { rowCount: summary.n };
  if (influenceView.sample !== null) layers.cloud(sampleCloud(influenceView.sample), NO_FLAGS(marks), size);
  layers.cloud(cloud, namedMarks(report), size);
  return { spec: chartSpec(frame, room.palette, layers.list), frame, points: pointsOf(cloud, null) };
}

export function pullColumns(report: InfluenceInput): PlottedColumn[] {
  const cloud = pullCloud(report);
  const columns = cloudColumns(cloud, report.marks, { x: 'leverage', y: uprightName(report) });
  const distance = Float64Array.from(cloud.mark, (mark) => report.marks.cooksDistance[mark]!);
  return [...columns, { name: "Cook's distance", values: distance }];
}

/** The marks of which both values are defined. */
export function pullCloud({ marks, influenceView: { pearson } }: InfluenceInput): Cloud {
  const upright = pearson ?? marks.studentised;
  const mark = Uint32Array.from(upright, (_, i) => i).filter((i) => Number.isFinite(upright[i]!));
  const at = (values: Float64Array) => Float64Array.from(mark, (i) => values[i]!);
  return { x: at(marks.leverage), y: at(upright), mark, cells: null };
}

export function uprightName({ influenceView }: Pick<InfluenceInput, 'influenceView'>): string {
  return influenceView.pearson === null ? 'studentised residual' : 'standardised Pearson residual';
}

/** The mark table with the most influential rows as its flags. */
export function namedMarks({ marks, influenceView }: InfluenceInput): FitReport['marks'] {
  return { ...marks, flagged: influenceView.top.slice(0, NAMED_MARKS) };
}

const NO_FLAGS = (marks: FitReport['marks']) => ({ ...marks, flagged: [] });

function sampleCloud({ leverage, upright }: NonNullable<FitReport['influenceView']['sample']>): Cloud {
  return { x: leverage, y: upright, mark: new Uint32Array(leverage.length), cells: null };
}

function frameOf({ influenceView }: InfluenceInput, cloud: Cloud, room: Room): Frame {
  const height = room.height - 78;
  const sample = influenceView.sample;
  const y = scaleOver(extentOf(cloud.y, sample?.upright ?? []), ticksUp(height), 0.08);
  const left = gutterFor(y);
  const right = influenceView.contours.length > 0 ? LABEL_ROOM : 14;
  const width = room.width - left - right;
  const [, widest] = extentOf(cloud.x, sample?.leverage ?? []);
  const x = scaleBetween(0, (widest || 1) * 1.06, Math.max(2, Math.min(6, Math.round(width / 62))));
  return { left, right, top: 36, bottom: 42, width, height, x, y };
}

/** Both halves of each contour, and its level at the right end of the one that ends in sight. */
function addContours(
  layers: Layers,
  { influenceView }: InfluenceInput,
  { frame, room }: { frame: Frame; room: Room },
): void {
  let taken = Number.POSITIVE_INFINITY;
  // From the outermost on: its label is the lowest.
  for (const { level, x, y } of [...influenceView.contours].reverse())
    for (const sign of [-1, 1]) {
      const inside = Array.from(x.keys()).filter((i) => isInside(frame, sign * y[i]!));
      if (inside.length < 2) continue;
      const across = inside.map((i) => x[i]!);
      const up = inside.map((i) => sign * y[i]!);
      layers.reference(across, up);
      const place = yPixel(frame, up.at(-1)!) - frame.top;
      if (sign === 1 || Math.abs(taken - place) < 13) continue;
      layers.label(
        `Cook ${formatExact(level)}`,
        { x: frame.width + 6, y: place },
        { colour: room.palette.quiet },
      );
      taken = place;
    }
}

function isInside({ y }: Frame, value: number): boolean {
  return value >= y.low && value <= y.high;
}
