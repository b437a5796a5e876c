import type { CountBars } from '../../src/protocol/index.js';
import { extentOf } from './frame.js';
import { chartSpec, Layers, titleOf } from './marks.js';
import type { Picture, PlottedColumn, Points, Room } from './picture.js';
import { residualFrame } from './residualFrame.js';
import type { ResidualsInput } from './shapeChart.js';

/** Rows to each count as bars, and over them how many Poisson's distribution expects about the fitted means. */
export function countsChart(report: ResidualsInput, room: Room): Picture {
  const { edges, rows, expected } = barsOf(report);
  const extents = { x: extentOf(edges), y: extentOf(rows, expected, [0]) };
  const frame = residualFrame(room, extents, true);
  const layers = new Layers(frame, room.palette, { x: titleOf(report.target), y: 'rows' });
  layers.bars(edges, rows).line(middlesOf(edges), expected);
  return { spec: chartSpec(frame, room.palette, layers.list), frame, points: marksOnBaseline(report) };
}

export function countsColumns(report: ResidualsInput): PlottedColumn[] {
  const { edges, rows, expected } = barsOf(report);
  return [
    { name: 'count from', values: edges.slice(0, -1).map((edge) => edge + 0.5) },
    { name: 'count to', values: edges.slice(1).map((edge) => edge - 0.5) },
    { name: 'rows', values: rows },
    { name: 'expected rows', values: expected },
  ];
}

/** A view without bars is not drawn. */
function barsOf({ residualsView: { counts } }: ResidualsInput): CountBars {
  return (
    counts?.bars ?? { edges: new Float64Array(1), rows: new Float64Array(0), expected: new Float64Array(0) }
  );
}

function middlesOf(edges: Float64Array): Float64Array {
  return edges.slice(1).map((edge, k) => (edge + edges[k]!) / 2);
}

/** A row stands on the baseline under its count. */
function marksOnBaseline({ marks }: ResidualsInput): Points {
  const mark = Uint32Array.from(marks.actual, (_, i) => i);
  return { x: marks.actual, y: new Float64Array(mark.length), mark, modelY: null };
}
