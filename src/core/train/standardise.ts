import { GausslineError } from '../errors.js';
import type { Design } from '../fit/design.js';
import { designBlocks } from '../fit/designBlocks.js';
import type { SolvedDesign } from '../fit/fitLinear.js';
import type { Loss } from './hyperparameters.js';
import type { RowStore } from './trainer.js';

/**
 * How rows become standardised ones: a feature is `(framed - centre) / spread` with the mean and standard deviation of
 * the training rows (zero and the root mean square without intercept), and so is the target; a count is divided by the
 * mean count instead.
 */
export type Standard = {
  design: Design;
  hasIntercept: boolean;
  loss: Loss;
  /** Kept features as indexes into `design.columns`; one entry each in the vectors below, which are in the frame. */
  features: readonly number[];
  centre: Float64Array;
  spread: Float64Array;
  targetCentre: number;
  targetSpread: number;
};

/** One standard for all rows of a run, from the training rows. */
export function standardOf(design: Design, { solution, fullTriangle }: SolvedDesign, loss: Loss): Standard {
  const { kept, centre, norms, n, hasIntercept } = solution;
  const first = hasIntercept ? 1 : 0;
  const target = fullTriangle.values.length - fullTriangle.width;
  const mean = hasIntercept ? fullTriangle.values[target]! / fullTriangle.values[0]! : 0;
  return {
    ...{ design, hasIntercept, loss },
    features: kept.slice(first).map((column) => column - first),
    centre: centre.slice(first),
    spread: norms.slice(first).map((norm) => norm / Math.sqrt(n)),
    ...(isPoisson(loss)
      ? countStandard(design, hasIntercept || loss === 'poisson-identity')
      : { targetCentre: mean, targetSpread: Math.sqrt((solution.rss + solution.explained) / n) || 1 }),
  };
}

export function isPoisson(loss: Loss): boolean {
  return loss === 'poisson-identity' || loss === 'poisson-log';
}

/** A count is not centred, and scaled only where the intercept (or the link) takes the scale back. */
function countStandard(design: Design, isScaled: boolean) {
  const shift = design.shift.at(-1)!;
  const scale = design.scale.at(-1)!;
  let sum = 0;
  for (const { values, rowCount } of designBlocks(design))
    for (let i = values.length - rowCount; i < values.length; i++) sum += values[i]! / scale + shift;
  const mean = isScaled ? sum / design.rows.length : 1;
  return { targetCentre: -shift * scale, targetSpread: (mean || 1) * scale };
}

/** What the rows of a part turned out to be: needed for a learning rate that is safe on every batch. */
export type RowExtent = {
  /** Largest squared norm of a standardised row, with the 1 of the intercept. */
  largestSquaredNorm: number;
  largestTarget: number;
};

/**
 * Writes the standardised rows of a design into a store: row i goes to place `places[i]`, or i.
 *
 * @throws GausslineError `train/negative-target` for a count below zero.
 */
export function fillRows(
  standard: Standard,
  part: { design: Design; store: RowStore; stride: number; places?: Uint32Array },
): RowExtent {
  const { design, store, stride, places } = part;
  const extent: RowExtent = { largestSquaredNorm: 0, largestTarget: -Infinity };
  const first = standard.hasIntercept ? 1 : 0;
  for (const { values, rowCount, start } of designBlocks(design)) {
    for (let i = 0; i < rowCount; i++) {
      const place = places === undefined ? start + i : places[start + i]!;
      let norm = first;
      for (let k = 0; k < standard.features.length; k++) {
        const framed = values[(standard.features[k]! + first) * rowCount + i]!;
        const value = (framed - standard.centre[k]!) / standard.spread[k]!;
        store.rows[place * stride + k] = value;
        norm += value * value;
      }
      const framed = values[values.length - rowCount + i]!;
      const target = (framed - standard.targetCentre) / standard.targetSpread;
      store.targets[place] = target;
      if (norm > extent.largestSquaredNorm) extent.largestSquaredNorm = norm;
      if (target > extent.largestTarget) extent.largestTarget = target;
      if (target < 0 && isPoisson(standard.loss))
        throw negativeTarget(standard.design, target * standard.targetSpread);
    }
  }
  return extent;
}

/** Losses in the units of the file per loss of a standardised row. */
export function lossUnit({ loss, design, targetSpread }: Standard): number {
  const spread = targetSpread / design.scale.at(-1)!;
  return loss === 'squared' || loss === 'huber' ? spread * spread : spread;
}

/** Parameters in the units of the file: features in the order kept, then the intercept (0 without one). */
export function toFileParameters(standard: Standard, parameters: Float64Array): Float64Array {
  const { design, features, centre, spread, loss } = standard;
  const targetScale = design.scale.at(-1)!;
  const unit = standard.targetSpread / targetScale;
  const isLog = loss === 'poisson-log';
  const file = new Float64Array(features.length + 1);
  let intercept = isLog ? Math.log(unit) : design.shift.at(-1)! + standard.targetCentre / targetScale;
  intercept += parameters[features.length]! * (isLog ? 1 : unit);
  for (let k = 0; k < features.length; k++) {
    const scale = design.scale[features[k]!]!;
    file[k] = parameters[k]! * (isLog ? 1 : unit) * (scale / spread[k]!);
    intercept -= file[k]! * (design.shift[features[k]!]! + centre[k]! / scale);
  }
  file[features.length] = standard.hasIntercept ? intercept : 0;
  return file;
}

function negativeTarget({ columns, scale }: Design, framed: number): GausslineError {
  const value = Number((framed / scale.at(-1)!).toPrecision(6));
  return new GausslineError(
    'train/negative-target',
    `\`${columns.at(-1)!.name}\` has ${value}; a Poisson loss is for counts, and those are 0 or more.`,
    'Choose the squared loss.',
    { replacement: 'squared' },
  );
}
