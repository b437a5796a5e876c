import { cloudColumns, cloudExtents, pointsOf } from './cloud.js';
import { extentOf } from './frame.js';
import { chartSpec, Layers, titleOf } from './marks.js';
import type { Picture, PlottedColumn, Room } from './picture.js';
import { residualFrame } from './residualFrame.js';
import { type ResidualsInput, standardisedTitle } from './shapeChart.js';

/** Scale-location: size of the residuals against fitted values; the smooth of a good fit stays level. */
export function spreadChart(report: ResidualsInput, room: Room): Picture {
  const { cloud, smooth, level } = report.residualsView.spread;
  const extents = cloudExtents(cloud);
  const frame = residualFrame(room, { x: extents.x, y: extentOf(extents.y, smooth?.y ?? [], [0]) }, true);
  const x = `fitted ${titleOf(report.target)}`;
  const layers = new Layers(frame, room.palette, { x, y: `√ |${standardisedTitle(report)}|` });
  layers.reference([frame.x.low, frame.x.high], [level, level]);
  layers.cloud(cloud, { ...report.marks, flagged: [] }, { rowCount: report.summary.n });
  if (smooth) layers.line(smooth.x, smooth.y, room.palette.look);
  return { spec: chartSpec(frame, room.palette, layers.list), frame, points: pointsOf(cloud, null) };
}

export function spreadColumns(report: ResidualsInput): PlottedColumn[] {
  const names = { x: 'fitted', y: 'square root of |residual / standard error|' };
  return cloudColumns(report.residualsView.spread.cloud, report.marks, names);
}
