import { type FitReport, formatNumber } from '../../src/protocol/index.js';

import { extentOf, xPixel, yPixel } from './frame.js';
import { chartSpec, Layers, titleOf } from './marks.js';
import type { Picture, PlottedColumn, Points, Room } from './picture.js';
import { residualFrame } from './residualFrame.js';

export type ResidualsInput = Pick<FitReport, 'marks' | 'target' | 'summary' | 'residualsView'>;

/** Histogram of the residuals on a density scale, with the noise that the model supposes over it. */
export function shapeChart(report: ResidualsInput, room: Room): Picture {
  const { edges, density, curve } = report.residualsView.shape;
  const extents = {
    x: extentOf(edges, curve?.x ?? []),
    y: extentOf(density, curve?.density ?? [], [0]),
  };
  const frame = residualFrame(room, extents, true);
  const x = residualTitle(report);
  const layers = new Layers(frame, room.palette, { x, y: 'density' });
  layers.bars(edges, density);
  const points = marksOnBaseline(report);
  if (curve) {
    layers.line(curve.x, curve.density);
    const at = {
      x: Math.min(xPixel(frame, curve.sigma * 1.15) - frame.left, frame.width - 92),
      y: yPixel(frame, peak(curve.density) * 0.82) - frame.top,
    };
    layers.label(curveName(report, curve), at, { colour: room.palette.ink });
  }
  layers.flags(farOut(points, report), report.marks, ['above', 'higher', 'highest']);
  return { spec: chartSpec(frame, room.palette, layers.list), frame, points };
}

/** What residuals are called on an axis: with their unit, or as what they are weighed to. */
export function residualTitle({ residualsView: { kind }, target }: ResidualsInput): string {
  if (kind === 'raw') return titleOf({ label: 'residual', unit: target.unit });
  return `${kind} residual`;
}

/**
 * What residuals over their standard errors are called: counts have no sigma, Laplace's noise is brought to the
 * normal's.
 */
export function standardisedTitle({ residualsView: { kind }, summary: { robust } }: ResidualsInput): string {
  if (robust !== null) return robust.kind === 'huber' ? 'residual / scale' : 'normal score of the residual';
  return kind === 'deviance' ? 'standardised residual' : 'residual / σ';
}

type Curve = NonNullable<FitReport['residualsView']['shape']['curve']>;

function curveName(
  { residualsView: { kind }, summary: { robust } }: ResidualsInput,
  { sigma, noise }: Curve,
): string {
  if (noise === 'laplace')
    return robust?.kind === 'quantile' && robust.quantile !== 0.5 ? 'asymmetric Laplace' : 'Laplace';
  if (robust?.kind === 'huber') return `N(0, scale ${formatNumber(sigma)})`;
  return kind === 'deviance' ? 'N(0, 1)' : `N(0, σ = ${formatNumber(sigma)})`;
}

export function shapeColumns({ residualsView }: ResidualsInput): PlottedColumn[] {
  const { edges, density } = residualsView.shape;
  return [
    { name: 'residual from', values: edges.slice(0, -1) },
    { name: 'residual to', values: edges.slice(1) },
    { name: 'density', values: density },
  ];
}

/** In a histogram a row stands on the baseline under its residual. */
function marksOnBaseline({ marks }: ResidualsInput): Points {
  const mark = Uint32Array.from(marks.devianceResidual, (_, i) => i);
  return { x: marks.devianceResidual, y: new Float64Array(mark.length), mark, modelY: null };
}

/** Rings only where a row stands outside the crowd: beyond three sigma. */
function farOut(points: Points, { marks, residualsView }: ResidualsInput) {
  const limit = 3 * (residualsView.shape.curve?.sigma ?? Number.POSITIVE_INFINITY);
  const far = marks.flagged.filter((mark) => Math.abs(marks.devianceResidual[mark]!) > limit);
  return {
    x: Float64Array.from(far, (mark) => points.x[mark]!),
    y: new Float64Array(far.length),
    mark: Uint32Array.from(far),
  };
}

function peak(density: Float64Array): number {
  return density.reduce((a, b) => Math.max(a, b), 0);
}
