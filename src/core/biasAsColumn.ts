import type { Fit } from './fit/fit.js';
import { solveParts } from './fit/fitParts.js';
import type { Frame } from './fit/frame.js';
import type { FramedSolution, Gap } from './fit/gap.js';
import { fittedOf } from './fit/largestGap.js';
import type { RowPart } from './fit/rowPart.js';
import type { RowBlock } from './fit/rowSource.js';
import { toFileUnits } from './judge/fileUnits.js';
import type { DesignColumn } from './model/designColumn.js';
import type { ModelSpec } from './model/modelSpec.js';

/** A fit with an intercept beside the same fit made again with a column of ones instead of it. Plain data. */
export type BiasAsColumn = {
  intercept: number;
  /** Weight of the column of ones; null where it was dropped. */
  ones: number | null;
  /** Of all rows used the one whose two predictions are furthest apart, by its index in the file, and how far. */
  largest: Gap;
  /** How far, as a share of the largest size of the target. */
  share: number;
};

const ONES: DesignColumn = { name: '(Intercept)', factors: [{ kind: 'number', value: 1 }] };

/** The model with its intercept as a feature: a column of ones before the others, and no intercept. */
export function withOnes(spec: ModelSpec): ModelSpec {
  const terms = spec.terms.map((term) => ({ ...term, features: term.features.map((k) => k + 1) }));
  return {
    ...spec,
    hasIntercept: false,
    features: [ONES, ...spec.features],
    terms: [{ label: ONES.name, variables: [], features: [0] }, ...terms],
  };
}

/**
 * Fits a model of least squares with an intercept anew, with a column of ones as a feature and no intercept: other
 * arithmetic, about zero and not about the means. All rows are predicted both ways.
 *
 * @returns `predict`, for the columns of the fit's frame: both predictions of each complete row.
 * @throws GausslineError what the parts throw.
 */
export async function biasAsColumn(
  fit: Fit,
  parts: readonly RowPart[],
): Promise<{ bias: BiasAsColumn; predict(block: RowBlock): [Float64Array, Float64Array] }> {
  const { frame, rowsBefore } = fit.solved;
  const { solved, frame: wideFrame } = await solveParts(parts, withOnes(fit.spec), tierOf(frame));
  const narrow = { frame, solution: fit.solved.solution };
  const wide = { frame: wideFrame, solution: solved.solution };
  const gaps = await Promise.all(parts.map((part) => part.gap({ wide, narrow })));
  const found = gaps.map((gap, k) => gap && { ...gap, row: gap.row + rowsBefore[k]! });
  const largest = found.reduce((one, other) =>
    other !== null && other.size > (one?.size ?? -1) ? other : one,
  );
  const { estimates } = solved.exact?.file ?? toFileUnits(wideFrame, solved.solution);
  return {
    bias: {
      intercept: fit.solved.file.estimates[0]!,
      ones: solved.solution.kept[0] === 0 ? estimates[0]! : null,
      largest: largest!,
      share: largest!.size / reachOfTarget(fit),
    },
    predict: (block) => [fittedOf(narrow, block), fittedOf(wide, widened(block, wide))],
  };
}

/** 1 for a target that is zero everywhere. */
function reachOfTarget({ columns }: Fit): number {
  const { low, high } = columns.at(-1)!;
  return Math.max(Math.abs(low), Math.abs(high)) || 1;
}

/** In double-double where the fit is, or where about zero nothing else has digits enough. */
function tierOf({ isExact }: Frame): { isExact?: true } {
  return isExact ? { isExact } : {};
}

/** A block with the column of ones before the others. */
function widened(block: RowBlock, { frame }: FramedSolution): RowBlock {
  const ones = new Float64Array(block.rowCount).fill(1);
  return {
    ...block,
    columns: [ones, ...block.columns],
    lows: frame.isExact ? [null, ...(block.lows ?? block.columns.map(() => null))] : null,
  };
}
