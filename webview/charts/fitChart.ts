import {
  type BandedLine,
  type Bands,
  type FitReport,
  fittedWord,
  formatShare,
  type ModelSpec,
  type ModelSummary,
  type OneFeatureView,
} from '../../src/protocol/index.js';

import { cloudColumns, cloudExtents, pointsOf } from './cloud.js';
import {
  acrossScale,
  extentOf,
  type Frame,
  gutterFor,
  type Scale,
  scaleOver,
  ticksUp,
  yPixel,
} from './frame.js';
import { chartSpec, Layers, titleOf } from './marks.js';
import type { Picture, PlottedColumn, Room } from './picture.js';

export type FitChartInput = {
  view: OneFeatureView;
  report: Pick<FitReport, 'marks' | 'target' | 'confidence' | 'summary' | 'spec'>;
  showsSticks: boolean;
  /** Names stand at the end of the line where there is room, else in a legend above the chart. */
  labelsLine: boolean;
};

const LABEL_ROOM = 134;

/** One feature against the target, with the fitted line and its two bands. */
export function fitChart(input: FitChartInput, room: Room): Picture {
  const { view, report } = input;
  const { marks } = report;
  const points = pointsOf(view.cloud, (i) => marks.fitted[view.cloud.mark[i]!]!);
  const frame = frameOf(input, room);
  const x = view.feature ? titleOf(view.feature) : 'record';
  const layers = new Layers(frame, room.palette, { x, y: titleOf(report.target) });
  if (view.line?.bands) addBands(layers, view.line.x, view.line.bands, room);
  if (input.showsSticks && points.modelY) layers.sticks(points.x, points.y, points.modelY);
  layers.cloud(view.cloud, marks, { rowCount: report.summary.n });
  if (view.line) layers.line(view.line.x, view.line.fitted);
  if (view.line && input.labelsLine) addLabels(layers, view.line, { frame, room, names: lineNames(report) });
  return { spec: chartSpec(frame, room.palette, layers.list), frame, points };
}

/** What the chart plots: lines, both values and where the model lies. */
export function fitColumns({ view, report }: Pick<FitChartInput, 'view' | 'report'>): PlottedColumn[] {
  const names = { x: view.feature?.name ?? 'record', y: report.target.name };
  const columns = cloudColumns(view.cloud, report.marks, names);
  if (view.cloud.cells !== null) return columns;
  const fitted = Float64Array.from(view.cloud.mark, (mark) => report.marks.fitted[mark]!);
  return [...columns, { name: 'fitted', values: fitted }];
}

function frameOf({ view, labelsLine }: FitChartInput, room: Room): Frame {
  const { line } = view;
  const cloud = cloudExtents(view.cloud);
  const y = scaleOver(
    line
      ? extentOf(cloud.y, line.fitted, line.bands?.newRowLow ?? [], line.bands?.newRowHigh ?? [])
      : cloud.y,
    ticksUp(room.height - 78),
  );
  const left = gutterFor(y);
  const right = line && labelsLine ? LABEL_ROOM : 14;
  const width = room.width - left - right;
  const across = acrossScale(line ? extentOf(cloud.x, line.x) : cloud.x, width);
  const x = view.feature === null ? wholeTicks(across) : across;
  return { left, right, top: 36, bottom: 42, width, height: room.height - 78, x, y };
}

/** A record has no half. */
function wholeTicks(scale: Scale): Scale {
  return { ...scale, ticks: scale.ticks.filter(Number.isInteger), decimals: 0 };
}

function addBands(layers: Layers, x: Float64Array, bands: Bands, { palette }: Room): void {
  const isStrong = palette.kind === 'contrast';
  const average = isStrong ? 0.4 : palette.kind === 'light' ? 0.22 : 0.26;
  const newRow = isStrong ? { fill: 0.13, edge: 1 } : { fill: 0.075, edge: 0.25 };
  layers.band(x, [bands.newRowLow, bands.newRowHigh], newRow);
  layers.band(x, [bands.averageLow, bands.averageHigh], { fill: average, edge: 0 });
}

/**
 * What the line and its bands are called: counts with a log link follow a curve, and a row may weigh more than another.
 */
export function lineNames({ summary, spec, confidence }: Pick<FitReport, 'summary' | 'spec' | 'confidence'>) {
  const share = formatShare(confidence);
  return {
    line: lineName(summary, spec),
    average: `average, ${share}`,
    newRow: spec.weights === undefined ? `one new row, ${share}` : `row of weight 1, ${share}`,
  };
}

function lineName({ counts }: ModelSummary, { family }: ModelSpec): string {
  if (family?.name === 'laplace') return fittedWord(family);
  return counts?.link === 'log' ? 'fitted curve' : 'fitted line';
}

type Naming = { frame: Frame; room: Room; names: ReturnType<typeof lineNames> };

/** The names at the right end, moved apart where the bands are narrow. */
function addLabels(layers: Layers, line: BandedLine, at: Naming): void {
  const { frame, names } = at;
  const { ink, quiet } = at.room.palette;
  const end = line.x.length - 1;
  const pixel = (values: Float64Array) => yPixel(frame, values[end]!) - frame.top;
  const middle = pixel(line.fitted);
  const x = frame.width + 6;
  layers.label(names.line, { x, y: middle }, { colour: ink, weight: 600 });
  if (line.bands === null) return;
  const above = Math.min(pixel(line.bands.newRowHigh), middle - 16);
  layers.label(names.newRow, { x, y: above }, { colour: quiet });
  layers.label(
    names.average,
    { x, y: Math.max(pixel(line.bands.averageLow), middle + 16) },
    { colour: quiet },
  );
}
