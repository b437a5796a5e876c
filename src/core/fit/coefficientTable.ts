import { type FileSolution, sandwichVariances } from '../judge/fileUnits.js';
import { droppedCoefficient, inferCoefficient } from '../judge/inference.js';
import type { CoefficientRow } from './fit.js';
import type { FitParts } from './fitParts.js';
import type { SecondPass } from './secondPass.js';

/** One row per coefficient asked for, intercept first, then the features in the order of the formula. */
export function coefficientTable(parts: FitParts, file: FileSolution, pass: SecondPass): CoefficientRow[] {
  const { spec, design, solution } = parts;
  const { kept, dfResidual } = solution;
  const p = kept.length;
  const robust = pass.spread && sandwichVariances(file.root, pass.spread, p);
  const first = design.hasIntercept ? 1 : 0;
  const names = design.hasIntercept ? ['(Intercept)', ...spec.features] : spec.features;
  return names.map((name, column) => {
    const featureSd = column < first ? null : featureSdOf(parts, column);
    const k = kept.indexOf(column);
    if (k < 0) return droppedCoefficient(name, featureSd);
    return inferCoefficient(
      {
        name,
        estimate: file.estimates[k]!,
        standardError: file.sigma * rowNorm(file.root, k, p),
        robustStandardError: robust && Math.sqrt(robust[k]!) / design.scale.at(-1)!,
        vif: column < first ? null : solution.covariance[k * p + k]! * solution.norms[k]! ** 2,
        featureSd,
      },
      { dfResidual, confidence: parts.confidence, isPerfectFit: parts.isPerfectFit },
    );
  });
}

function featureSdOf({ design, moments, solution }: FitParts, column: number): number {
  const scale = design.scale[column - (design.hasIntercept ? 1 : 0)]!;
  return Math.sqrt(moments.centredSquares(column) / (solution.n - 1)) / scale;
}

function rowNorm(values: Float64Array, k: number, p: number): number {
  return Math.hypot(...values.subarray(k * p, (k + 1) * p));
}
