import { GausslineError } from '../errors.js';
import { type DesignColumn, plainColumn } from '../model/designColumn.js';
import type { ModelSpec } from '../model/modelSpec.js';
import type { Ranges } from './ranges.js';

/**
 * The frame a model's arithmetic runs in. A framed value is `(value - shift) * scale`: the shift is the value of some
 * row, so that a large offset costs no digits; the scale is a power of two, which rounds nothing and keeps squares from
 * overflow and underflow. Plain data.
 */
export type Frame = {
  /** Features in the order of the formula, then the target. */
  columns: readonly DesignColumn[];
  hasIntercept: boolean;
  /** Zero without intercept. One per column, as the scale. */
  shift: Float64Array;
  scale: Float64Array;
  /** True when rows are reduced in double-double. */
  isExact: boolean;
  /** Column of precision weights; null where all rows weigh 1. It is not framed and comes after the others. */
  weights: string | null;
  /** Rows of the part asked that the user left out, by their numbers in it, ascending; absent where there are none. */
  without?: readonly number[];
};

/** The columns of a model's design, in the order of its frame. */
export function columnsOf({
  features,
  target,
}: Pick<ModelSpec, 'features' | 'target'>): readonly DesignColumn[] {
  return [...features, target];
}

/** The columns a part reads for a frame: those of the model, then the weights. */
export function columnsRead({
  columns,
  weights,
}: Pick<Frame, 'columns' | 'weights'>): readonly DesignColumn[] {
  return weights === null ? columns : [...columns, plainColumn(weights)];
}

/** Number of columns of `[1 X y]`, the first only with an intercept. */
export function widthOf({ columns, hasIntercept }: Pick<Frame, 'columns' | 'hasIntercept'>): number {
  return columns.length + (hasIntercept ? 1 : 0);
}

/**
 * The frame about the first row of these ranges, which may be those of a few rows: any frame gives the same fit up to
 * rounding, as long as it `suits` all rows.
 *
 * @throws GausslineError `fit/overflow` when the values of a column span more than a double can hold.
 */
export function frameOf(spec: ModelSpec, ranges: Ranges, isExact = false): Frame {
  const columns = columnsOf(spec);
  // What a Poisson fit is linear in is not the target: that one is left as it is.
  const isLeft = (k: number) => spec.family?.name === 'poisson' && k === columns.length - 1;
  const shift = ranges.first.map((value, k) => (spec.hasIntercept && !isLeft(k) ? value : 0));
  const scale = shift.map((about, k) => {
    const reach = reachOf(ranges, k, about);
    if (!Number.isFinite(reach)) throw overflow(columns[k]!.name, ranges, k);
    return reach === 0 || isLeft(k) ? 1 : 2 ** -Math.max(-1000, Math.min(1000, Math.floor(Math.log2(reach))));
  });
  const { hasIntercept, weights = null } = spec;
  return { columns, hasIntercept, shift, scale, weights, isExact };
}

/** How far from one the size of a framed column may be: its squares, and sums of them, stay far from the limits. */
const FAR = 2 ** 60;

/** True when no column is far larger or smaller than one in this frame. */
export function suits({ shift, scale }: Frame, ranges: Ranges): boolean {
  return shift.every((about, k) => {
    const reach = reachOf(ranges, k, about) * scale[k]!;
    return reach === 0 || (reach < FAR && reach > 1 / FAR);
  });
}

function reachOf({ low, high }: Ranges, k: number, about: number): number {
  return Math.max(high[k]! - about, about - low[k]!);
}

function overflow(name: string, { low, high }: Ranges, k: number): GausslineError {
  return new GausslineError(
    'fit/overflow',
    `The values of \`${name}\` go from ${low[k]} to ${high[k]}; their difference is beyond the range of a number (1.8e308).`,
    `Divide \`${name}\` by a power of ten in the file.`,
  );
}
