import type { CoefficientRow } from '../fit/fit.js';
import { plainNameOf } from '../model/designColumn.js';
import { linkOf } from '../model/family.js';
import type { ModelSpec } from '../model/modelSpec.js';
import { featureNames, type Simulation, TARGET } from './simulation.js';

/** A coefficient beside the one that the data were made with. */
export type TruthRow = {
  name: string;
  truth: number;
  /** Null where it was left out of the fit, or is not in the model. */
  estimate: number | null;
  standardError: number | null;
  interval: readonly [number, number] | null;
  /** Null where there is no interval. */
  isInside: boolean | null;
  isInModel: boolean;
};

/** Why the fit says nothing about the truth: another target, or another scale. */
export type NoComparison = 'other target' | 'not as counts' | 'as counts';

/**
 * The coefficients of a fit beside those of the simulation that its data come from. Terms that the simulation does not
 * have are truly zero; weights whose feature is not in the model are there too.
 */
export function compareWithTruth(
  { spec, coefficients }: { spec: ModelSpec; coefficients: readonly CoefficientRow[] },
  simulation: Simulation,
): readonly TruthRow[] | NoComparison {
  const reason = whyNot(spec, simulation);
  if (reason !== null) return reason;
  const names = featureNames(simulation);
  const truths = new Map([
    ['(Intercept)', simulation.intercept],
    ...names.map((name, k) => [name, simulation.weights[k]!] as const),
  ]);
  const inModel = coefficients.map((row) => rowOf(row, truths.get(row.name) ?? 0));
  const shown = new Set(coefficients.map(({ name }) => name));
  const missing = [...truths].filter(([name]) => !shown.has(name));
  return [...inModel, ...missing.map(([name, truth]) => missingRow(name, truth))];
}

function whyNot({ target, family }: ModelSpec, { noise }: Simulation): NoComparison | null {
  if (plainNameOf(target) !== TARGET) return 'other target';
  const isLog = linkOf(family) === 'log';
  if (noise === 'poisson') return isLog ? null : 'not as counts';
  if (family?.name === 'laplace' && family.quantile !== 0.5) return 'other target';
  return family?.name === 'poisson' ? 'as counts' : null;
}

function rowOf(
  { name, estimate, standardError, confidenceInterval: interval }: CoefficientRow,
  truth: number,
): TruthRow {
  const isInside = interval === null ? null : interval[0] <= truth && truth <= interval[1];
  return { name, truth, estimate, standardError, interval, isInside, isInModel: true };
}

function missingRow(name: string, truth: number): TruthRow {
  return {
    name,
    truth,
    estimate: null,
    standardError: null,
    interval: null,
    isInside: null,
    isInModel: false,
  };
}
