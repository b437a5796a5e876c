import type { Link } from '../model/family.js';
import { halfDeviance, meanOf, workingWeight } from './poisson/counts.js';

/** What a fit makes of some rows; arrays of one length. */
export type JudgedRows = {
  /** In the units of the file. */
  fitted: Float64Array;
  residual: Float64Array;
  devianceResidual: Float64Array;
  /** Residual over the spread that its row's weight or mean gives it, in the frame. */
  pearson: Float64Array;
  /** Roots of the weights that the rows have in the triangle; null where all weigh 1. */
  factors: Float64Array | null;
};

/** Rows of a least squares fit, from their residuals in the frame. */
export function judgeResiduals(
  error: Float64Array,
  { actual, roots, targetScale }: { actual: Float64Array; roots: Float64Array | null; targetScale: number },
): JudgedRows {
  const residual = error.map((value) => value / targetScale);
  const fitted = actual.map((value, i) => value - residual[i]!);
  if (roots === null) return { fitted, residual, devianceResidual: residual, pearson: error, factors: null };
  const pearson = error.map((value, i) => value * roots[i]!);
  const devianceResidual = residual.map((value, i) => value * roots[i]!);
  return { fitted, residual, devianceResidual, pearson, factors: roots };
}

/** Counts of a Poisson fit, from their linear predictors. */
export function judgeCounts(
  predictor: Float64Array,
  { actual, roots, link }: { actual: Float64Array; roots: Float64Array | null; link: Link },
): JudgedRows {
  const fitted = predictor.map((value) => meanOf(link, value));
  const residual = actual.map((value, i) => value - fitted[i]!);
  const root = (i: number) => roots?.[i] ?? 1;
  const devianceResidual = residual.map((error, i) => {
    const size = root(i) * Math.sqrt(2 * halfDeviance(actual[i]!, fitted[i]!));
    return error < 0 ? -size : size;
  });
  const pearson = residual.map((error, i) =>
    fitted[i]! > 0 ? (root(i) * error) / Math.sqrt(fitted[i]!) : 0,
  );
  const factors = fitted.map((mean, i) => root(i) * Math.sqrt(workingWeight(link, mean)));
  return { fitted, residual, devianceResidual, pearson, factors };
}
