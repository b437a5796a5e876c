import type { TopLevelSpec } from 'vega-lite';
import type { Palette } from '../theme.js';
import type { Frame } from './frame.js';

/** The room a chart has, in CSS pixels, and the colours of the theme. */
export type Room = { width: number; height: number; palette: Palette };

/** Marks that can be pointed at, in values of the chart; parallel arrays. */
export type Points = {
  x: Float64Array;
  y: Float64Array;
  /** Index into the report's mark table. */
  mark: Uint32Array;
  /** Where the residual of each mark ends on the model, as a y value; null where a chart shows none. */
  modelY: Float64Array | null;
};

/** A chart ready to be painted, and what the pointer needs to find its marks. */
export type Picture = { spec: TopLevelSpec; frame: Frame; points: Points };

/** What a chart plots, for its table and its CSV. Columns have the same length. */
export type PlottedColumn = { name: string; values: ArrayLike<number> };
