import type { Checkpoint } from '../checkpoint.js';
import { GausslineError } from '../errors.js';
import type { Design } from '../fit/design.js';
import { type DesignBlock, designBlocks } from '../fit/designBlocks.js';
import type { SolvedRows } from '../fit/solve.js';
import type { Loss } from './hyperparameters.js';

/** Standardised rows to fill: row-major, `stride` numbers a row (the rest of a row stays zero), and their targets. */
export type RowStore = { rows: Float64Array; targets: Float64Array };

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
export function standardOf(design: Design, { solution, fullTriangle }: SolvedRows, loss: Loss): Standard {
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

function isPoisson(loss: Loss): boolean {
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

/** Some rows and where they go: row i to place `places[i]`, or i. */
export type RowPart = {
  design: Design;
  store: RowStore;
  stride: number;
  places?: Uint32Array;
  checkpoint?: Checkpoint | undefined;
};

/**
 * Writes the standardised rows of a design into a store.
 *
 * @throws GausslineError `train/negative-target` for a count below zero, and what `checkpoint` throws.
 */
export async function fillRows(standard: Standard, part: RowPart): Promise<RowExtent> {
  const extent: RowExtent = { largestSquaredNorm: 0, largestTarget: -Infinity };
  for (const block of designBlocks(part.design)) {
    const { smallest, ...found } = fillBlock(standard, part, block);
    if (smallest < 0 && isPoisson(standard.loss)) throw negativeTarget(standard, smallest);
    extent.largestSquaredNorm = Math.max(extent.largestSquaredNorm, found.largestSquaredNorm);
    extent.largestTarget = Math.max(extent.largestTarget, found.largestTarget);
    await part.checkpoint?.({ rows: block.start + block.rowCount });
  }
  return extent;
}

function fillBlock(standard: Standard, part: RowPart, { values, rowCount, start }: DesignBlock) {
  const { features, centre, spread, hasIntercept } = standard;
  const { rows, targets } = part.store;
  const first = hasIntercept ? 1 : 0;
  const norms = new Float64Array(rowCount).fill(first);
  const place = (i: number) => (part.places === undefined ? start + i : part.places[start + i]!);
  for (let i = 0; i < rowCount; i++) {
    const to = place(i) * part.stride;
    for (let k = 0; k < features.length; k++) {
      const value = (values[(features[k]! + first) * rowCount + i]! - centre[k]!) / spread[k]!;
      rows[to + k] = value;
      norms[i]! += value * value;
    }
  }
  const found = { largestSquaredNorm: 0, largestTarget: -Infinity, smallest: Infinity };
  for (let i = 0; i < rowCount; i++) {
    const target = (values[values.length - rowCount + i]! - standard.targetCentre) / standard.targetSpread;
    targets[place(i)] = target;
    if (norms[i]! > found.largestSquaredNorm) found.largestSquaredNorm = norms[i]!;
    if (target > found.largestTarget) found.largestTarget = target;
    if (target < found.smallest) found.smallest = target;
  }
  return found;
}

/** Losses in the units of the file per loss of a standardised row. */
export function lossUnit({ loss, design, targetSpread }: Standard): number {
  const spread = targetSpread / design.scale.at(-1)!;
  return loss === 'squared' || loss === 'huber' ? spread * spread : spread;
}

/**
 * What brings standardised parameters to the units of the file, `offset + factor * value`: features in the order kept,
 * then the intercept, which stays at the means of the features.
 */
export function unitsOf(standard: Standard): { factor: Float64Array; offset: Float64Array } {
  const { design, features, spread, loss } = standard;
  const targetScale = design.scale.at(-1)!;
  const unit = standard.targetSpread / targetScale;
  const isLog = loss === 'poisson-log';
  const own = isLog ? 1 : unit;
  const factor = Float64Array.of(
    ...features.map((feature, k) => own * (design.scale[feature]! / spread[k]!)),
    own,
  );
  const offset = new Float64Array(features.length + 1);
  offset[features.length] = isLog
    ? Math.log(unit)
    : design.shift.at(-1)! + standard.targetCentre / targetScale;
  return { factor, offset };
}

/** Parameters in the units of the file: features in the order kept, then the intercept (0 without one). */
export function toFileParameters(standard: Standard, parameters: Float64Array): Float64Array {
  const { design, features, centre } = standard;
  const { factor, offset } = unitsOf(standard);
  const file = parameters.map((value, k) => offset[k]! + factor[k]! * value);
  let intercept = file[features.length]!;
  for (let k = 0; k < features.length; k++)
    intercept -= file[k]! * (design.shift[features[k]!]! + centre[k]! / design.scale[features[k]!]!);
  file[features.length] = standard.hasIntercept ? intercept : 0;
  return file;
}

function negativeTarget({ design, targetSpread }: Standard, smallest: number): GausslineError {
  const value = Number(((smallest * targetSpread) / design.scale.at(-1)!).toPrecision(6));
  return new GausslineError(
    'train/negative-target',
    `\`${design.columns.at(-1)!.name}\` has ${value}; a Poisson loss is for counts, and those are 0 or more.`,
    'Choose the squared loss.',
    { replacement: 'squared' },
  );
}
