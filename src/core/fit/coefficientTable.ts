import type { CovarianceKind } from '../judge/covarianceKind.js';
import { type FileSolution, sandwichVariances } from '../judge/fileUnits.js';
import { criticalValue, droppedCoefficient, inferCoefficient } from '../judge/inference.js';
import type { CoefficientRow, TermRow } from './fit.js';
import type { FitBasis } from './fitBasis.js';
import type { RowSums } from './rowSummary.js';

/** One row per coefficient asked for, intercept first, then the features in the order of the formula. */
export function coefficientTable(
  basis: FitBasis,
  file: FileSolution,
  { sums, terms }: { sums: RowSums; terms: readonly TermRow[] },
): CoefficientRow[] {
  const { spec, frame, solution, counts } = basis;
  const { kept, dfResidual } = solution;
  const targetSd = featureSdOf(basis, frame.columns.length - 1 + (frame.hasIntercept ? 1 : 0));
  const inflations = inflationsOf(basis, terms);
  const robust = standardErrors(basis, file, { sums, kind: counts === null ? 'hc3' : 'hc0' });
  const chosen = standardErrors(basis, file, { sums, kind: basis.covariance });
  const distribution = counts === null && basis.robust?.kind !== 'huber' ? dfResidual : 'normal';
  const critical = criticalValue(1 - basis.confidence, distribution);
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
        standardError: chosen && chosen[k]!,
        robustStandardError: robust && robust[k]!,
        vif: inflations[column - first] ?? null,
        featureSd,
        standardisedEstimate:
          featureSd === null || targetSd === 0 || counts !== null
            ? null
            : (file.estimates[k]! * featureSd) / targetSd,
      },
      { distribution, critical, isPerfectFit: basis.isPerfectFit },
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

/**
 * Of the kept coefficients, in the units of the file; null where a leverage of 1 or a bias leaves them undefined, and
 * for
 * those of counts that need leverages.
 */
function standardErrors(
  { frame, solution, lambda, counts, robust }: FitBasis,
  file: FileSolution,
  { sums, kind }: { sums: RowSums; kind: CovarianceKind },
): Float64Array | null {
  const { kept, n, dfResidual } = solution;
  const p = kept.length;
  const roots = () => Float64Array.from(kept, (_, k) => rowNorm(file.root, k, p));
  if (lambda > 0 || (robust !== null && kind !== 'classic')) return null;
  if (robust?.kind === 'quantile') return robust.standardErrors;
  if (robust?.kind === 'huber') return roots().map((root) => root * robust.errorScale);
  if (kind === 'classic') return counts === null ? file.standardErrors : roots();
  const needsLeverage = kind === 'hc2' || kind === 'hc3';
  if (needsLeverage && (sums.leverageOne.count > 0 || counts !== null)) return null;
  // The walk over counts gathers HC0, that over others HC3.
  const meat = kind === 'hc3' || counts !== null ? sums.spread : sums.meat;
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
  const { n } = solution;
  return Math.sqrt((moments.squares[column]! * (n / moments.weight)) / (n - 1)) / scale;
}

function rowNorm(values: Float64Array, k: number, p: number): number {
  return Math.hypot(...values.subarray(k * p, (k + 1) * p));
}
