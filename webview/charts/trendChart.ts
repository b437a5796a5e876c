import { cloudColumns, cloudExtents, pointsOf } from './cloud.js';
import { extentOf } from './frame.js';
import { chartSpec, Layers, titleOf } from './marks.js';
import type { Picture, PlottedColumn, Room } from './picture.js';
import { residualFrame } from './residualFrame.js';
import { type ResidualsInput, residualTitle } from './shapeChart.js';

/** Residuals against fitted values; the smooth of a good fit lies flat on zero. */
export function trendChart(report: ResidualsInput, room: Room): Picture {
  const { cloud, smooth } = report.residualsView.trend;
  const extents = cloudExtents(cloud);
  const frame = residualFrame(room, { x: extents.x, y: extentOf(extents.y, [0]) });
  const layers = new Layers(frame, room.palette, {
    x: `fitted ${titleOf(report.target)}`,
    y: residualTitle(report),
  });
  layers
    .reference([frame.x.low, frame.x.high], [0, 0])
    .cloud(cloud, report.marks, { rowCount: report.summary.n });
  if (smooth) layers.line(smooth.x, smooth.y, room.palette.look);
  return { spec: chartSpec(frame, room.palette, layers.list), frame, points: pointsOf(cloud, () => 0) };
}

export function trendColumns(report: ResidualsInput): PlottedColumn[] {
  return cloudColumns(report.residualsView.trend.cloud, report.marks, {
    x: 'fitted',
    y: residualTitle(report),
  });
}
