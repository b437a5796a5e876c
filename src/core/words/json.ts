import type { Warning } from '../errors.js';
import type { CoefficientRow, Diagnostics, Fit, ModelSummary, TermRow } from '../fit/fit.js';

/** Left-out lines that are listed. */
const MOST_LINES = 100;

/** The parts of a fit that the headless contract speaks of. */
export type FitFacts = Pick<
  Fit,
  'spec' | 'leftOut' | 'coefficients' | 'terms' | 'summary' | 'smearing' | 'ridgePath'
>;

/** Plain JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * A fit in the form of the headless contract: every key is always there, in this order, numbers at full precision. What
 * is not finite is null, and a warning `fit/statistic-undefined` names it.
 */
export function fitToJson(fit: FitFacts, warnings: readonly Warning[]): Record<string, Json> {
  const notFinite: string[] = [];
  const facts = finite(factsOf(fit), '', notFinite) as Record<string, Json>;
  const all = notFinite.length === 0 ? warnings : [...warnings, undefinedWarning(notFinite)];
  return { ...facts, warnings: all.map(({ code, message }) => ({ code, message })) };
}

function factsOf({ spec, leftOut, coefficients, terms, summary, ridgePath }: FitFacts): Json {
  const { fStatistic } = summary;
  return {
    formula: spec.formula,
    family: spec.family?.name ?? 'gaussian',
    n: summary.n,
    leftOut: {
      count: leftOut.count,
      byReason: { ...leftOut.byReason },
      lines: leftOut.rows.slice(0, MOST_LINES).map(({ line }) => line),
    },
    standardErrors: summary.covariance,
    coefficients: coefficients.map((row, k) => ({
      ...coefficientJson(row, summary.counts === null),
      ...rangeJson(summary.robust, k),
    })),
    terms: terms.map(termJson),
    ridge: summary.ridge && ridgeJson(summary.ridge, ridgePath),
    rank: summary.rank,
    aliased: summary.aliased,
    dfResidual: summary.dfResidual,
    residualStandardError: summary.residualStandardError,
    rootMeanSquaredError: summary.rootMeanSquaredError,
    meanAbsoluteError: summary.meanAbsoluteError,
    rSquared: summary.rSquared,
    adjustedRSquared: summary.adjustedRSquared,
    fStatistic: fStatistic && {
      value: fStatistic.value,
      dfModel: fStatistic.dfModel,
      dfResidual: fStatistic.dfResidual,
      pValue: fStatistic.pValue,
    },
    ...likelihoods(summary),
    ...robustJson(summary.robust),
    diagnostics: diagnosticsJson(summary.diagnostics),
    method: summary.method,
    estimatedDigits: summary.estimatedDigits,
  };
}

/** Robust errors are HC3's or none. */
function coefficientJson(row: CoefficientRow, hasRobust: boolean): Record<string, Json> {
  return {
    name: row.name,
    estimate: row.estimate,
    standardError: row.standardError,
    statistic: row.statistic,
    pValue: row.pValue,
    confidenceInterval: row.confidenceInterval,
    robustStandardError: hasRobust ? row.robustStandardError : null,
    vif: row.vif,
    standardisedEstimate: row.standardisedEstimate,
  };
}

/** Of a quantile: where the optima lie; null where there is but one. */
function rangeJson(robust: ModelSummary['robust'], k: number): Record<string, Json> {
  return robust?.kind === 'quantile' ? { optimalInterval: robust.ranges?.[k] ?? null } : {};
}

function termJson({ name, sequential, dropOne, inflation, inflationPerDf }: TermRow): Json {
  return {
    name,
    sequential: { ...sequential },
    dropOne: dropOne && { ...dropOne },
    inflation,
    inflationPerDf,
  };
}

/** `chosenBy` is null, as the errors are, where the penalty was given. */
function ridgeJson(
  { lambda, effectiveDf }: NonNullable<ModelSummary['ridge']>,
  path: FitFacts['ridgePath'],
): Json {
  const place = path?.places.find((one) => one.lambda === lambda) ?? null;
  return {
    ...{ lambda, effectiveDf, chosenBy: path?.rule ?? null },
    gcv: place?.gcv ?? null,
    crossValidated: place?.crossValidated ?? null,
  };
}

function likelihoods({ rss, deviance, logLikelihood, aic, bic }: ModelSummary): Record<string, Json> {
  return { rss, deviance, logLikelihood, aic, bic };
}

/**
 * Keys that only these families have: a quantile's objective is the sum of absolute residuals, its check loss what is
 * smallest.
 */
function robustJson(robust: ModelSummary['robust']): Record<string, Json> {
  if (robust === null) return {};
  if (robust.kind === 'huber') {
    const { constant, scale, steps, isConverged, downweighted } = robust;
    return { huber: { constant, scale, steps, isConverged, downweighted } };
  }
  const { quantile, absolute, loss, isUnique, rowsMet, gap, samples } = robust;
  return {
    quantile,
    objective: absolute,
    checkLoss: loss,
    unique: isUnique,
    rowsMet,
    gap,
    bootstrap: samples,
  };
}

function diagnosticsJson(diagnostics: Diagnostics): Json {
  const { durbinWatson, jarqueBera, breuschPagan, maxLeverage, maxCooksDistance } = diagnostics;
  return {
    durbinWatson,
    jarqueBera: jarqueBera && { statistic: jarqueBera.statistic, pValue: jarqueBera.pValue },
    breuschPagan: breuschPagan && { statistic: breuschPagan.statistic, pValue: breuschPagan.pValue },
    maxLeverage: maxLeverage && { value: maxLeverage.value, line: maxLeverage.line },
    maxCooksDistance: maxCooksDistance && { value: maxCooksDistance.value, line: maxCooksDistance.line },
    conditionNumber: diagnostics.conditionNumber,
  };
}

/** The same with null for what JSON cannot hold; the paths of those are added to `notFinite`. */
function finite(value: Json, path: string, notFinite: string[]): Json {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    notFinite.push(path);
    return null;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value.map((item, i) => finite(item, `${path}[${i}]`, notFinite));
  const entries = Object.entries(value).map(([key, item]) => {
    return [key, finite(item, path === '' ? key : `${path}.${key}`, notFinite)] as const;
  });
  return Object.fromEntries(entries);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function undefinedWarning(paths: readonly string[]): Warning {
  return {
    code: 'fit/statistic-undefined',
    message: `Not finite, and so given as null: ${paths.join(', ')}.`,
  };
}
