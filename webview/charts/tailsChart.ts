import { cloudColumns, cloudExtents, pointsOf } from './cloud.js';
import { extentOf } from './frame.js';
import { chartSpec, Layers } from './marks.js';
import type { Picture, PlottedColumn, Room } from './picture.js';
import { residualFrame } from './residualFrame.js';
import { type ResidualsInput, standardisedTitle } from './shapeChart.js';

/** Normal Q-Q: residuals divided by their own standard error against normal quantiles, inside their band. */
export function tailsChart(report: ResidualsInput, room: Room): Picture {
  const { cloud, band } = report.residualsView.tails;
  const extents = cloudExtents(cloud);
  const y = band ? extentOf(extents.y, band.low, band.high) : extents.y;
  const frame = residualFrame(room, { x: extents.x, y });
  const layers = new Layers(frame, room.palette, { x: 'normal quantile', y: standardisedTitle(report) });
  const isStrong = room.palette.kind === 'contrast';
  if (band)
    layers.band(band.x, [band.low, band.high], { fill: isStrong ? 0.2 : 0.12, edge: isStrong ? 1 : 0 });
  const low = Math.max(frame.x.low, frame.y.low);
  const high = Math.min(frame.x.high, frame.y.high);
  layers.reference([low, high], [low, high]).cloud(cloud, report.marks, { rowCount: report.summary.n });
  return { spec: chartSpec(frame, room.palette, layers.list), frame, points: pointsOf(cloud, null) };
}

export function tailsColumns(report: ResidualsInput): PlottedColumn[] {
  const names = { x: 'normal quantile', y: 'residual / standard error' };
  return cloudColumns(report.residualsView.tails.cloud, report.marks, names);
}
