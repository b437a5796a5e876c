import { acrossScale, extentOf, type Frame, gutterFor, scaleBetween, ticksUp } from './frame.js';
import { chartSpec, Layers } from './marks.js';
import type { Picture, PlottedColumn, Points, Room } from './picture.js';
import { type InfluenceInput, namedMarks } from './pullChart.js';

/** A stem lower than this share of the highest one is less than a pixel. */
const UNSEEN = 1 / 400;

/** Cook's distance of each row, at its line. */
export function placeChart(report: InfluenceInput, room: Room): Picture {
  const points = placePoints(report);
  const frame = frameOf(points, room);
  const layers = new Layers(frame, room.palette, { x: 'line in the file', y: "Cook's distance" });
  const [, highest] = extentOf(points.y, [0]);
  const seen = Array.from(points.mark.keys()).filter((i) => points.y[i]! > highest * UNSEEN);
  layers.sticks(
    seen.map((i) => points.x[i]!),
    seen.map((i) => points.y[i]!),
    seen.map(() => 0),
  );
  layers.flags(points, namedMarks(report), ['above', 'right', 'left', 'higher', 'highest']);
  return { spec: chartSpec(frame, room.palette, layers.list), frame, points };
}

export function placeColumns(report: InfluenceInput): PlottedColumn[] {
  const { x, y } = placePoints(report);
  return [
    { name: 'line', values: x },
    { name: "Cook's distance", values: y },
  ];
}

/** The marks whose distance is defined. */
export function placePoints({ marks }: InfluenceInput): Points {
  const { cooksDistance, firstLine } = marks;
  const mark = Uint32Array.from(cooksDistance, (_, i) => i).filter((i) => Number.isFinite(cooksDistance[i]!));
  return {
    x: Float64Array.from(mark, (i) => firstLine[i]!),
    y: Float64Array.from(mark, (i) => cooksDistance[i]!),
    mark,
    modelY: null,
  };
}

function frameOf(points: Points, room: Room): Frame {
  const height = room.height - 78;
  const [, highest] = extentOf(points.y, [0]);
  const y = scaleBetween(0, (highest || 1) * 1.16, ticksUp(height));
  const left = gutterFor(y);
  const width = room.width - left - 14;
  const x = acrossScale(extentOf(points.x), width);
  const whole = { ...x, ticks: x.ticks.filter((tick) => Number.isInteger(tick) && tick > 0), decimals: 0 };
  return { left, right: 14, top: 36, bottom: 42, width, height, x: whole, y };
}
