import { type FileSolution, sandwichVariances } from '../judge/fileUnits.js';
import { droppedCoefficient, inferCoefficient } from '../judge/inference.js';
import type { CoefficientRow } from './fit.js';
import type { FitBasis } from './fitBasis.js';
import type { RowSums } from './rowSummary.js';

/** One row per coefficient asked for, intercept first, then the features in the order of the formula. */
export function coefficientTable(basis: FitBasis, file: FileSolution, sums: RowSums): CoefficientRow[] {
  const { spec, frame, solution, counts } = basis;
  const { kept, dfResidual } = solution;
  const p = kept.length;
  // HC0, which counts have, is defined at leverage 1 too.
  const hasRobust = counts !== null || sums.leverageOne.count === 0;
  const robust = hasRobust ? sandwichVariances(file.root, sums.spread, p) : null;
  const sigma = counts === null ? file.sigma : 1;
  const distribution = counts === null ? dfResidual : 'normal';
  const first = frame.hasIntercept ? 1 : 0;
  const features = spec.features.map(({ name }) => name);
  const names = frame.hasIntercept ? ['(Intercept)', ...features] : features;
  return names.map((name, column) => {
    const featureSd = column < first ? null : featureSdOf(basis, column);
    const k = kept.indexOf(column);
    if (k < 0 || counts?.runaway.includes(column)) return droppedCoefficient(name, featureSd);
    return inferCoefficient(
      {
        name,
        estimate: file.estimates[k]!,
        standardError: sigma * rowNorm(file.root, k, p),
        robustStandardError: robust && Math.sqrt(robust[k]!) / frame.scale.at(-1)!,
        vif: column < first ? null : solution.covariance[k * p + k]! * solution.norms[k]! ** 2,
        featureSd,
      },
      { distribution, confidence: basis.confidence, isPerfectFit: basis.isPerfectFit },
    );
  });
}

/** Standard deviation of a column of `[1 X y]` in the units of the file. */
export function featureSdOf(
  { frame, moments, solution }: Pick<FitBasis, 'frame' | 'moments' | 'solution'>,
  column: number,
): number {
  const scale = frame.scale[column - (frame.hasIntercept ? 1 : 0)]!;
  const { n } = solution;
  return Math.sqrt((moments.squares[column]! * (n / moments.weight)) / (n - 1)) / scale;
}

function rowNorm(values: Float64Array, k: number, p: number): number {
  return Math.hypot(...values.subarray(k * p, (k + 1) * p));
}
