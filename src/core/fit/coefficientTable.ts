import { type FileSolution, sandwichVariances } from '../judge/fileUnits.js';
import { droppedCoefficient, inferCoefficient } from '../judge/inference.js';
import type { CoefficientRow } from './fit.js';
import type { FitBasis } from './fitBasis.js';
import type { RowSums } from './rowSummary.js';

/** One row per coefficient asked for, intercept first, then the features in the order of the formula. */
export function coefficientTable(basis: FitBasis, file: FileSolution, sums: RowSums): CoefficientRow[] {
  const { spec, frame, solution } = basis;
  const { kept, dfResidual } = solution;
  const p = kept.length;
  const robust = sums.leverageOne.count > 0 ? null : sandwichVariances(file.root, sums.spread, p);
  const first = frame.hasIntercept ? 1 : 0;
  const features = spec.features.map(({ name }) => name);
  const names = frame.hasIntercept ? ['(Intercept)', ...features] : features;
  return names.map((name, column) => {
    const featureSd = column < first ? null : featureSdOf(basis, column);
    const k = kept.indexOf(column);
    if (k < 0) return droppedCoefficient(name, featureSd);
    return inferCoefficient(
      {
        name,
        estimate: file.estimates[k]!,
        standardError: file.standardErrors[k]!,
        robustStandardError: robust && Math.sqrt(robust[k]!) / frame.scale.at(-1)!,
        vif: column < first ? null : solution.covariance[k * p + k]! * solution.norms[k]! ** 2,
        featureSd,
      },
      { dfResidual, confidence: basis.confidence, isPerfectFit: basis.isPerfectFit },
    );
  });
}

/** Standard deviation of a column of `[1 X y]` in the units of the file. */
export function featureSdOf(
  { frame, moments, solution }: Pick<FitBasis, 'frame' | 'moments' | 'solution'>,
  column: number,
): number {
  const scale = frame.scale[column - (frame.hasIntercept ? 1 : 0)]!;
  return Math.sqrt(moments.squares[column]! / (solution.n - 1)) / scale;
}
