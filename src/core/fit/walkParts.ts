import { meatFor } from '../judge/covarianceKind.js';
import { studentTwoSidedQuantile } from '../judge/distributions.js';
import { plainNameOf } from '../model/designColumn.js';
import { linkOf } from '../model/family.js';
import { logTargetOf } from '../predict/logTarget.js';
import type { FitBasis } from './fitBasis.js';
import { OFTEN } from './predictiveSums.js';
import type { Reduction } from './reduction.js';
import { noiseOf } from './robust/judgeRobust.js';
import type { ChartedFeature, Position, RowPart } from './rowPart.js';
import type { RowSummary } from './rowSummary.js';

/** A fit whose rows are to be walked over. */
export type Walking = FitBasis & { keepsAll: boolean; charted: readonly ChartedFeature[] };

/** Walks over all parts, each knowing how much comes before it. */
export async function walkParts(
  parts: readonly RowPart[],
  reductions: readonly Reduction[],
  walking: Walking,
): Promise<RowSummary[]> {
  const { spec, frame, solution, robust, isPerfectFit, covariance, keepsAll, charted } = walking;
  const meat = spec.family === undefined ? meatFor(covariance) : null;
  const noise = robust === null || isPerfectFit ? null : noiseOf(robust, solution.n);
  const belowZero = reachBelowZero(walking);
  const shared = { frame, solution, noise, isPerfectFit, belowZero, keepsAll, meat, charted };
  let before: Position = { rows: 0, used: 0, lines: 0 };
  const orders = reductions.map(({ survey }) => {
    const link = linkOf(spec.family);
    const logBase = link === null ? (logTargetOf(spec.target)?.logBase ?? null) : null;
    const order = { ...shared, link, logBase, before };
    before = {
      rows: before.rows + survey.rowCount,
      used: before.used + survey.used,
      lines: before.lines + survey.lineCount,
    };
    return order;
  });
  return Promise.all(parts.map((part, k) => part.walk(orders[k]!)));
}

/** Rows that may be below 0 are counted where the target is a column that never is, and the noise Gaussian. */
function reachBelowZero({ spec, survey, solution, isPerfectFit, lambda }: Walking): number | null {
  const isPlainFit = spec.family === undefined && spec.weights === undefined && lambda === 0;
  const isNeverBelow = plainNameOf(spec.target) !== null && survey.low.at(-1)! >= 0;
  if (!isPlainFit || !isNeverBelow || isPerfectFit) return null;
  return studentTwoSidedQuantile(2 * OFTEN, solution.dfResidual);
}

/** One to a part: how many rows come before it. */
export function countsBefore(reductions: readonly Reduction[], what: 'rowCount' | 'used'): number[] {
  let count = 0;
  return reductions.map(({ survey }) => {
    const before = count;
    count += survey[what];
    return before;
  });
}
