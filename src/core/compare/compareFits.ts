import type { ModelSummary } from '../fit/fit.js';
import { type Comparability, comparable } from './comparable.js';
import type {
  ComparedCoefficient,
  ComparedEstimate,
  ComparedStatistic,
  FitComparison,
  StatisticName,
} from './comparison.js';
import type { DigestedCoefficient, FitDigest } from './fitDigest.js';
import { nestedTest } from './nestedTest.js';
import type { FitRelation } from './relateFits.js';

/**
 * Two fits side by side.
 *
 * @param relation null where the fits are of different texts, targets or weights.
 */
export function compareFits(
  first: FitDigest,
  second: FitDigest,
  relation: FitRelation | null,
): FitComparison {
  const comparability = comparable(first, second, relation);
  const { notes, hasOneUnit } = comparability;
  const tested = nestedTest(first, second, relation);
  return {
    coefficients: coefficientsOf(first, second, hasOneUnit && haveOneLink(first, second)),
    statistics: statisticsOf(first.summary, second.summary, comparability),
    test: typeof tested === 'string' ? null : tested,
    whyNoTest: typeof tested === 'string' ? tested : null,
    notes,
    spaces: relation?.spaces ?? null,
  };
}

function haveOneLink({ spec: a }: FitDigest, { spec: b }: FitDigest): boolean {
  const isLog = ({ family }: FitDigest['spec']) => family?.name === 'poisson' && family.link === 'log';
  return isLog(a) === isLog(b);
}

/** Those of the first in its order, then those that only the second has. */
function coefficientsOf(
  { coefficients: first }: FitDigest,
  { coefficients: second }: FitDigest,
  hasOneUnit: boolean,
): ComparedCoefficient[] {
  const names = [...new Set([...first, ...second].map(({ name }) => name))];
  const [inFirst, inSecond] = [byName(first), byName(second)];
  return names.map((name) => {
    const [a, b] = [inFirst.get(name) ?? null, inSecond.get(name) ?? null];
    const difference = hasOneUnit ? less(a?.estimate, b?.estimate) : null;
    return { name, first: a, second: b, difference };
  });
}

function byName(rows: readonly DigestedCoefficient[]): ReadonlyMap<string, ComparedEstimate> {
  return new Map(rows.map(({ name, estimate, standardError }) => [name, { estimate, standardError }]));
}

/** A statistic that neither has is left out. */
function statisticsOf(
  first: ModelSummary,
  second: ModelSummary,
  { hasOneUnit, hasOneLikelihood, hasOneOrigin }: Comparability,
): ComparedStatistic[] {
  const row = (name: StatisticName, of: (summary: ModelSummary) => number | null, isAlike: boolean) => {
    const [a, b] = [of(first), of(second)];
    return { name, first: a, second: b, difference: isAlike ? less(a, b) : null };
  };
  return [
    row('n', ({ n }) => n, true),
    row('coefficients', ({ rank }) => rank, true),
    row('rSquared', ({ rSquared }) => rSquared, hasOneOrigin),
    row('adjustedRSquared', ({ adjustedRSquared }) => adjustedRSquared, hasOneOrigin),
    row('residualStandardError', ({ residualStandardError: sigma }) => sigma, hasOneUnit),
    row('rootMeanSquaredError', ({ rootMeanSquaredError }) => rootMeanSquaredError, hasOneUnit),
    row('leaveOneOutError', ({ leaveOneOutError }) => leaveOneOutError, hasOneUnit),
    row('deviance', ({ counts, deviance }) => (counts === null ? null : deviance), hasOneLikelihood),
    row('logLikelihood', ({ logLikelihood }) => logLikelihood, hasOneLikelihood),
    row('aic', ({ aic }) => aic, hasOneLikelihood),
    row('bic', ({ bic }) => bic, hasOneLikelihood),
  ].filter(({ first: a, second: b }) => a !== null || b !== null);
}

function less(first: number | null | undefined, second: number | null | undefined): number | null {
  return first == null || second == null ? null : second - first;
}
