import type { Palette } from '../theme.js';
import { type Frame, type Scale, tickFormat } from './frame.js';

/** Horizontal hairlines only; a line and short ticks under x. Names are drawn apart (see `titles`). */
export function axesOf(frame: Frame, palette: Palette): { x: object; y: object } {
  const text = { title: null, labelColor: palette.quiet };
  const line = { domainColor: palette.axis, tickColor: palette.axis, tickSize: 4 };
  const x = { ...text, ...line, grid: false, labelPadding: 4, labelFlush: false, labelOverlap: true };
  const grid = { grid: true, gridColor: palette.hairline, domain: false, ticks: false };
  const y = { ...text, ...grid, labelPadding: 8, labels: frame.left >= 30 };
  return { x: channel('c0', frame.x, x), y: channel('c1', frame.y, y) };
}

function channel(field: string, scale: Scale, axis: object): object {
  const format = tickFormat(scale);
  // `0e+0` and `1e+7` are how d3 writes them; people write 0 and 1e7.
  const plain = "datum.value === 0 ? '0' : replace(datum.label, 'e+', 'e')";
  return {
    field,
    type: 'quantitative',
    scale: { domain: [scale.low, scale.high], nice: false, zero: false },
    axis: { ...axis, values: [...scale.ticks], format, ...(format.endsWith('e') && { labelExpr: plain }) },
  };
}
