import { GausslineError } from '../errors.js';
import type { ModelSpec } from '../model/modelSpec.js';
import type { Survey } from './survey.js';

/**
 * The frame a model's arithmetic runs in. A framed value is `(value - shift) * scale`: the shift is the value of some
 * row, so that a large offset costs no digits; the scale is a power of two, which rounds nothing and keeps squares from
 * overflow and underflow. Any frame gives the same fit up to rounding. Plain data.
 */
export type Frame = {
  /** Features in the order of the formula, then the target. */
  columns: readonly { name: string }[];
  hasIntercept: boolean;
  /** Zero without intercept. One per column, as the scale. */
  shift: Float64Array;
  scale: Float64Array;
};

/** The columns a model reads, in the order of a frame: features, then the target. */
export function columnsOf({ features, target }: ModelSpec): readonly string[] {
  return [...features, target];
}

/**
 * The frame about the first row used of a survey; that may be a survey of a sample.
 *
 * @throws GausslineError `fit/overflow` when the values of a column span more than a double can hold.
 */
export function frameOf(
  spec: ModelSpec,
  { first, low, high }: Pick<Survey, 'first' | 'low' | 'high'>,
): Frame {
  const columns = columnsOf(spec).map((name) => ({ name }));
  const shift = first.map((value) => (spec.hasIntercept ? value : 0));
  const scale = shift.map((about, k) =>
    scaleOf({ low: low[k]!, high: high[k]!, shift: about }, columns[k]!.name),
  );
  return { columns, hasIntercept: spec.hasIntercept, shift, scale };
}

function scaleOf({ low, high, shift }: { low: number; high: number; shift: number }, name: string): number {
  const reach = Math.max(high - shift, shift - low);
  if (!Number.isFinite(reach))
    throw new GausslineError(
      'fit/overflow',
      `The values of \`${name}\` go from ${low} to ${high}; their difference is beyond the range of a number (1.8e308).`,
      `Divide \`${name}\` by a power of ten in the file.`,
    );
  return reach === 0 ? 1 : 2 ** -Math.max(-1000, Math.min(1000, Math.floor(Math.log2(reach))));
}

/** Framed values may reach this far on either side of one before a frame is no good for a column. */
const FAR = 2 ** 60;

/** True when a frame chosen from a sample serves all rows: no column is far larger or smaller in it than about one. */
export function isFrameFor({ shift, scale }: Frame, { low, high }: Pick<Survey, 'low' | 'high'>): boolean {
  return shift.every((about, k) => {
    const reach = Math.max(high[k]! - about, about - low[k]!) * scale[k]!;
    return reach === 0 || (reach < FAR && reach > 1 / FAR);
  });
}
