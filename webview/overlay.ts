import { type Frame, xPixel, yPixel } from './charts/frame.js';
import type { Pixels } from './charts/nearest.js';
import type { Points } from './charts/picture.js';
import { svgElement } from './element.js';
import type { Lit } from './spotlight.js';

/** Where every mark stands on screen, worked out once after a chart is painted. */
export class MarkPositions {
  readonly pixels: Pixels;
  private readonly indexOfMark = new Map<number, number>();

  constructor(
    private readonly frame: Frame,
    readonly points: Points,
  ) {
    this.pixels = {
      x: Float32Array.from(points.x, (value) => xPixel(frame, value)),
      y: Float32Array.from(points.y, (value) => yPixel(frame, value)),
    };
    points.mark.forEach((mark, index) => {
      this.indexOfMark.set(mark, index);
    });
  }

  /** The place of a mark; undefined where this chart does not show it. */
  placeOf(mark: number): { x: number; y: number; modelY: number | null } | undefined {
    const index = this.indexOfMark.get(mark);
    if (index === undefined) return undefined;
    const { modelY } = this.points;
    return {
      x: this.pixels.x[index]!,
      y: this.pixels.y[index]!,
      modelY: modelY === null ? null : yPixel(this.frame, modelY[index]!),
    };
  }
}

/** Draws the lit marks over a chart: filled, ringed, with the residual down to the model. */
export function drawLit(overlay: SVGSVGElement, positions: MarkPositions, lit: Lit): void {
  const marks = new Set([lit.cursor, lit.selected, lit.hovered].filter((mark) => mark !== null));
  overlay.replaceChildren(
    ...[...marks].map((mark) => litMark(positions, mark)).filter((group) => group !== null),
  );
}

function litMark(positions: MarkPositions, mark: number): SVGGElement | null {
  const place = positions.placeOf(mark);
  if (!place || !Number.isFinite(place.x + place.y)) return null;
  const { x, y, modelY } = place;
  const stick = modelY === null ? null : svgElement('line', { x1: x, y1: y, x2: x, y2: modelY });
  return svgElement(
    'g',
    { class: 'lit', 'data-mark': mark },
    stick,
    svgElement('circle', { class: 'ring', cx: x, cy: y, r: 6.5 }),
    svgElement('circle', { class: 'core', cx: x, cy: y, r: 3.5 }),
  );
}
