import type { FitReport, PartialEffect } from '../../src/protocol/index.js';
import { cloudColumns, cloudExtents, pointsOf } from './cloud.js';
import { acrossScale, type Extent, extentOf, type Frame, gutterFor, scaleOver } from './frame.js';
import { chartSpec, Layers, titleOf } from './marks.js';
import type { Picture, PlottedColumn, Room } from './picture.js';

export type PartialInput = {
  effect: PartialEffect;
  report: Pick<FitReport, 'marks' | 'target' | 'summary'>;
  /** The y values of all charts of the grid, so that slopes compare. */
  sharedY: Extent;
  /** Only the first chart of a line carries y labels. */
  hasLabels: boolean;
};

/** The target as one feature moves and the others stay at their means, with partial residuals as points. */
export function partialChart(input: PartialInput, room: Room): Picture {
  const { effect, report } = input;
  const frame = frameOf(input, room);
  const y = input.hasLabels ? titleOf(report.target) : '';
  const layers = new Layers(frame, room.palette, { x: titleOf(effect.feature), y });
  // A small chart needs smaller points than the rows alone would ask for.
  layers.cloud(
    effect.cloud,
    { ...report.marks, flagged: [] },
    {
      rowCount: Math.max(report.summary.n, 200),
      scale: 0.75,
    },
  );
  layers.line(effect.x, effect.y);
  const points = pointsOf(effect.cloud, (i) => onLine(effect, effect.cloud.x[i]!));
  return { spec: chartSpec(frame, room.palette, layers.list), frame, points };
}

export function partialColumns({ effect, report }: Pick<PartialInput, 'effect' | 'report'>): PlottedColumn[] {
  const names = { x: effect.feature.name, y: `${report.target.name}, others at their means` };
  return cloudColumns(effect.cloud, report.marks, names);
}

/** What the y axis of a grid of partial charts must cover. */
export function sharedExtent(partials: readonly PartialEffect[]): Extent {
  return extentOf(...partials.flatMap((effect) => [cloudExtents(effect.cloud).y, effect.y]));
}

function onLine({ x, y }: PartialEffect, at: number): number {
  return x[0] === x[1] ? y[0] : y[0] + ((at - x[0]) / (x[1] - x[0])) * (y[1] - y[0]);
}

function frameOf({ effect, sharedY, hasLabels }: PartialInput, room: Room): Frame {
  const y = scaleOver(sharedY, 4);
  const left = hasLabels ? gutterFor(y) : 8;
  const width = room.width - left - 14;
  const x = acrossScale(extentOf(cloudExtents(effect.cloud).x, effect.x), width);
  return { left, right: 14, top: 24, bottom: 42, width, height: room.height - 66, x, y };
}
