import type { Checkpoint } from '../checkpoint.js';
import { GausslineError } from '../errors.js';
import type { Design } from '../fit/design.js';
import { type DesignBlock, designBlocks } from '../fit/designBlocks.js';
import type { Standard } from '../train/standardise.js';

/**
 * All that least squares needs of standardised rows: means over the rows of products of two features (`gram`, d × d)
 * and of a feature and the target (`right`, length d). The mean square of the target is 1.
 */
export type Moments = { standard: Standard; gram: Float64Array; right: Float64Array };

/** The moments of the features of a standard. Throws what `checkpoint` throws. */
export async function momentsOf(standard: Standard, checkpoint: Checkpoint): Promise<Moments> {
  const { design, features } = standard;
  const size = features.length;
  const gram = new Float64Array(size * size);
  const right = new Float64Array(size);
  for (const block of designBlocks(design)) {
    const columns = [...features.keys()].map((k) => standardColumn(standard, block, k));
    const target = standardTarget(standard, block);
    for (let j = 0; j < size; j++) {
      for (let i = 0; i <= j; i++) gram[j * size + i]! += dot(columns[i]!, columns[j]!);
      right[j]! += dot(columns[j]!, target);
    }
    await checkpoint({ rows: block.start + block.rowCount });
  }
  const n = design.rows.length;
  for (let j = 0; j < size; j++) for (let i = 0; i <= j; i++) gram[i * size + j] = gram[j * size + i]! /= n;
  return { standard, gram, right: right.map((value) => value / n) };
}

/**
 * The standard of every feature that varies, collinear ones too; for the squared loss.
 *
 * @throws GausslineError `fit/no-terms` where no feature varies; what `checkpoint` throws.
 */
export async function standardOfAll(
  design: Design,
  hasIntercept: boolean,
  checkpoint: Checkpoint,
): Promise<Standard> {
  const first = hasIntercept ? 1 : 0;
  const target = design.isConstant.length - 1;
  const isFeature = (k: number) => k < target && !design.isConstant[k];
  const features = [...design.isConstant.keys()].filter(isFeature);
  if (features.length === 0) throw noFeature();
  const columns = [...features, target].map((k) => k + first);
  const centre = hasIntercept ? await meansOf(design, columns, checkpoint) : columns.map(() => 0);
  const spread = await spreadsOf(design, columns, { centre, checkpoint });
  return {
    ...{ design, hasIntercept, features, loss: 'squared' },
    centre: Float64Array.from(centre.slice(0, -1)),
    spread: Float64Array.from(spread.slice(0, -1)),
    targetCentre: centre.at(-1)!,
    targetSpread: spread.at(-1)! || 1,
  };
}

/** The moments with one feature said twice. */
export function withCopy({ standard, gram, right }: Moments, copied: number): Moments {
  const order = [...standard.features.keys(), copied];
  const size = standard.features.length;
  const pick = (values: Float64Array) => Float64Array.from(order, (k) => values[k]!);
  return {
    standard: {
      ...standard,
      features: order.map((k) => standard.features[k]!),
      centre: pick(standard.centre),
      spread: pick(standard.spread),
    },
    gram: Float64Array.from(order.flatMap((j) => order.map((i) => gram[j * size + i]!))),
    right: pick(right),
  };
}

/** The gradient of half the mean squared error, standardised. */
export function gradientOf({ gram, right }: Moments, weights: Float64Array): Float64Array {
  const size = weights.length;
  return right.map((value, j) => dot(gram.subarray(j * size, (j + 1) * size), weights) - value);
}

/** Half the mean squared error, standardised: a half without any weight. `gradient` is that of the weights. */
export function lossOf({ right }: Moments, weights: Float64Array, gradient: Float64Array): number {
  return 0.5 + 0.5 * (dot(weights, gradient) - dot(weights, right));
}

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function standardColumn({ features, hasIntercept, centre, spread }: Standard, block: DesignBlock, k: number) {
  const column = columnOf(block, features[k]! + (hasIntercept ? 1 : 0));
  return column.map((value) => (value - centre[k]!) / spread[k]!);
}

function standardTarget({ targetCentre, targetSpread }: Standard, { values, rowCount }: DesignBlock) {
  return values.slice(values.length - rowCount).map((value) => (value - targetCentre) / targetSpread);
}

function columnOf({ values, rowCount }: DesignBlock, column: number): Float64Array {
  return values.subarray(column * rowCount, (column + 1) * rowCount);
}

async function meansOf(
  design: Design,
  columns: readonly number[],
  checkpoint: Checkpoint,
): Promise<number[]> {
  const sums = columns.map(() => 0);
  for (const block of designBlocks(design)) {
    for (const [k, column] of columns.entries())
      for (const value of columnOf(block, column)) sums[k]! += value;
    await checkpoint({ rows: block.start + block.rowCount });
  }
  return sums.map((sum) => sum / design.rows.length);
}

async function spreadsOf(
  design: Design,
  columns: readonly number[],
  { centre, checkpoint }: { centre: readonly number[]; checkpoint: Checkpoint },
): Promise<number[]> {
  const sums = columns.map(() => 0);
  for (const block of designBlocks(design)) {
    for (const [k, column] of columns.entries())
      for (const value of columnOf(block, column)) sums[k]! += (value - centre[k]!) ** 2;
    await checkpoint({ rows: block.start + block.rowCount });
  }
  return sums.map((sum) => Math.sqrt(sum / design.rows.length));
}

function noFeature(): GausslineError {
  return new GausslineError(
    'fit/no-terms',
    'The model has no feature that varies, and this experiment needs one.',
    'Add a feature to the formula.',
  );
}
