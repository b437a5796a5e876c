import type { CovarianceKind } from '../judge/covarianceKind.js';
import { studentTwoSidedQuantile } from '../judge/distributions.js';
import { type FileSolution, sandwichVariances } from '../judge/fileUnits.js';
import { droppedCoefficient, inferCoefficient } from '../judge/inference.js';
import type { CoefficientRow, TermRow } from './fit.js';
import type { FitBasis } from './fitBasis.js';
import type { RowSums } from './rowSummary.js';

/** One row per coefficient asked for, intercept first, then the features in the order of the formula. */
export function coefficientTable(
  basis: FitBasis,
  file: FileSolution,
  { sums, terms }: { sums: RowSums; terms: readonly TermRow[] },
): CoefficientRow[] {
  const { spec, frame, solution } = basis;
  const { kept, dfResidual } = solution;
  const targetSd = featureSdOf(basis, frame.columns.length - 1 + (frame.hasIntercept ? 1 : 0));
  const inflations = inflationsOf(basis, terms);
  const robust = standardErrors(basis, file, { sums, kind: 'hc3' });
  const chosen = standardErrors(basis, file, { sums, kind: basis.covariance });
  const critical = studentTwoSidedQuantile(1 - basis.confidence, dfResidual);
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
        standardError: chosen && chosen[k]!,
        robustStandardError: robust && robust[k]!,
        vif: inflations[column - first] ?? null,
        featureSd,
        standardisedEstimate:
          featureSd === null || targetSd === 0 ? null : (file.estimates[k]! * featureSd) / targetSd,
      },
      { dfResidual, critical, isPerfectFit: basis.isPerfectFit },
    );
  });
}

/** One to a feature: that of its term; null where terms are not analysed. */
function inflationsOf({ spec }: FitBasis, terms: readonly TermRow[]): readonly (number | null)[] {
  const inflations: (number | null)[] = spec.features.map(() => null);
  terms.forEach(({ inflation }, k) => {
    for (const feature of spec.terms[k]!.features) inflations[feature] = inflation;
  });
  return inflations;
}

/** Of the kept coefficients, in the units of the file; null where a leverage of 1 or a bias leaves them undefined. */
function standardErrors(
  { frame, solution, lambda }: FitBasis,
  file: FileSolution,
  { sums, kind }: { sums: RowSums; kind: CovarianceKind },
): Float64Array | null {
  if (lambda > 0) return null;
  const { kept, n, dfResidual } = solution;
  const p = kept.length;
  if (kind === 'classic') return Float64Array.from(kept, (_, k) => file.sigma * rowNorm(file.root, k, p));
  if (sums.leverageOne.count > 0 && (kind === 'hc2' || kind === 'hc3')) return null;
  const meat = kind === 'hc3' ? sums.spread : sums.meat;
  if (meat === null) throw new Error(`The walk over the rows was not asked to gather what ${kind} needs.`);
  const correction = kind === 'hc1' ? n / dfResidual : 1;
  return sandwichVariances(file.root, meat, p).map(
    (variance) => Math.sqrt(correction * variance) / frame.scale.at(-1)!,
  );
}

/** Standard deviation of a column of `[1 X y]` in the units of the file. */
export function featureSdOf(
  { frame, moments, solution }: Pick<FitBasis, 'frame' | 'moments' | 'solution'>,
  column: number,
): number {
  const scale = frame.scale[column - (frame.hasIntercept ? 1 : 0)]!;
  return Math.sqrt(moments.squares[column]! / (solution.n - 1)) / scale;
}

function rowNorm(values: Float64Array, k: number, p: number): number {
  return Math.hypot(...values.subarray(k * p, (k + 1) * p));
}
