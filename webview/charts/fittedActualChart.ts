import type { FitReport, SeveralFeaturesView } from '../../src/protocol/index.js';
import { cloudColumns, cloudExtents, pointsOf } from './cloud.js';
import { acrossScale, extentOf, type Frame, gutterFor, scaleOver, ticksUp } from './frame.js';
import { chartSpec, Layers, titleOf } from './marks.js';
import type { Picture, PlottedColumn, Room } from './picture.js';

export type FittedActualInput = {
  view: SeveralFeaturesView;
  report: Pick<FitReport, 'marks' | 'target' | 'summary'>;
};

/** Fitted against actual on one shared scale; a good fit hugs the dashed diagonal. */
export function fittedActualChart({ view, report }: FittedActualInput, room: Room): Picture {
  const { cloud } = view;
  const frame = frameOf(view, room);
  const target = titleOf(report.target);
  const layers = new Layers(frame, room.palette, { x: `fitted ${target}`, y: `actual ${target}` });
  const low = Math.max(frame.x.low, frame.y.low);
  const high = Math.min(frame.x.high, frame.y.high);
  layers.reference([low, high], [low, high]).cloud(cloud, report.marks, { rowCount: report.summary.n });
  const points = pointsOf(cloud, (i) => cloud.x[i]!);
  return { spec: chartSpec(frame, room.palette, layers.list), frame, points };
}

export function fittedActualColumns({ view, report }: FittedActualInput): PlottedColumn[] {
  return cloudColumns(view.cloud, report.marks, { x: 'fitted', y: report.target.name });
}

function frameOf(view: SeveralFeaturesView, room: Room): Frame {
  const extents = cloudExtents(view.cloud);
  const both = extentOf(extents.x, extents.y);
  const y = scaleOver(both, ticksUp(room.height - 72));
  const left = gutterFor(y);
  const width = room.width - left - 14;
  const x = acrossScale(both, width);
  return { left, right: 14, top: 30, bottom: 42, width, height: room.height - 72, x, y };
}
