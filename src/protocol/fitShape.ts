import type {
  CountSummary,
  Diagnostics,
  ExplainedShare,
  HuberSummary,
  LeftOut,
  ModelSummary,
  QuantileSummary,
  TermRow,
  Test,
} from '../core/fit/fit.js';
import type { RidgePath, RidgePlace } from '../core/fit/ridgePath.js';
import { COVARIANCE_KINDS } from '../core/judge/covarianceKind.js';
import type { RateRatio } from '../core/judge/inference.js';
import type { ShownCoefficient } from '../core/report.js';
import { isLabel } from './plotShape.js';
import {
  either,
  isBoolean,
  isCount,
  isNumber,
  isString,
  isUndefined,
  listOf,
  oneOf,
  oneOfOrNull,
  orNull,
  pairOf,
  record,
} from './shape.js';

const isTest = record<Test>({ statistic: isNumber, pValue: isNumber });
const isAtLine = record<{ value: number; line: number }>({ value: isNumber, line: isCount });
const isDiagnostics = record<Diagnostics>({
  durbinWatson: orNull(isNumber),
  jarqueBera: orNull(isTest),
  breuschPagan: orNull(isTest),
  maxLeverage: orNull(isAtLine),
  maxCooksDistance: orNull(isAtLine),
  conditionNumber: orNull(isNumber),
});
const isLink = oneOf('log', 'identity');
const isCounts = record<CountSummary>({
  link: isLink,
  steps: isCount,
  isConverged: isBoolean,
  nullDeviance: isNumber,
  dfNull: isNumber,
  pearson: isNumber,
  pearsonPValue: isNumber,
});
const isRobust = either<[QuantileSummary, HuberSummary]>(
  record<QuantileSummary>({
    kind: oneOf('quantile'),
    quantile: isNumber,
    absolute: isNumber,
    loss: isNumber,
    isUnique: isBoolean,
    ranges: orNull(listOf(orNull(pairOf(isNumber)))),
    rowsMet: isCount,
    gap: isNumber,
    samples: isCount,
  }),
  record<HuberSummary>({
    kind: oneOf('huber'),
    constant: isNumber,
    scale: isNumber,
    steps: isCount,
    isConverged: isBoolean,
    downweighted: isCount,
  }),
);
export const isSummary = record<ModelSummary>({
  ridge: orNull(record<NonNullable<ModelSummary['ridge']>>({ lambda: isNumber, effectiveDf: isNumber })),
  covariance: oneOf(...COVARIANCE_KINDS),
  n: isCount,
  rank: isCount,
  aliased: listOf(isString),
  dfResidual: isNumber,
  residualStandardError: orNull(isNumber),
  rootMeanSquaredError: isNumber,
  meanAbsoluteError: isNumber,
  rSquared: orNull(isNumber),
  adjustedRSquared: orNull(isNumber),
  fStatistic: orNull(
    record<NonNullable<ModelSummary['fStatistic']>>({
      value: isNumber,
      dfModel: isNumber,
      dfResidual: isNumber,
      pValue: isNumber,
    }),
  ),
  rss: orNull(isNumber),
  deviance: orNull(isNumber),
  logLikelihood: orNull(isNumber),
  aic: orNull(isNumber),
  bic: orNull(isNumber),
  diagnostics: isDiagnostics,
  method: isString,
  estimatedDigits: isNumber,
  isPerfectFit: isBoolean,
  targetMean: isNumber,
  leaveOneOutError: orNull(isNumber),
  counts: orNull(isCounts),
  robust: orNull(isRobust),
});
const isShare = record<ExplainedShare>({
  df: isCount,
  sumOfSquares: isNumber,
  meanSquare: orNull(isNumber),
  fStatistic: orNull(isNumber),
  pValue: orNull(isNumber),
});
export const isTermRow = record<TermRow>({
  name: isString,
  sequential: isShare,
  dropOne: orNull(isShare),
  inflation: orNull(isNumber),
  inflationPerDf: orNull(isNumber),
});
const isRateRatio = record<RateRatio>({ value: isNumber, interval: pairOf(isNumber) });
export const isCoefficient = record<ShownCoefficient>({
  name: isString,
  estimate: orNull(isNumber),
  standardError: orNull(isNumber),
  statistic: orNull(isNumber),
  pValue: orNull(isNumber),
  confidenceInterval: orNull(pairOf(isNumber)),
  robustStandardError: orNull(isNumber),
  vif: orNull(isNumber),
  featureSd: orNull(isNumber),
  standardisedEstimate: orNull(isNumber),
  label: orNull(isLabel),
  rateRatio: orNull(isRateRatio),
});
const isRidgePlace = record<RidgePlace>({
  lambda: isNumber,
  effectiveDf: isNumber,
  gcv: isNumber,
  crossValidated: isNumber,
  moves: listOf(isNumber),
});
export const isRidgePath = record<RidgePath>({
  places: listOf(isRidgePlace),
  best: record<RidgePath['best']>({ gcv: isNumber, cv: isNumber }),
  folds: isCount,
  rule: oneOfOrNull('gcv', 'cv'),
});
const isReason = oneOf(
  'missing value',
  'not a number',
  'undefined value',
  'weight is zero',
  'weight is negative',
  'left out by you',
);
const isOptionalCount = either<[number, undefined]>(isCount, isUndefined);
export const isLeftOut = record<LeftOut>({
  count: isCount,
  byReason: record<LeftOut['byReason']>({
    'missing value': isOptionalCount,
    'not a number': isOptionalCount,
    'weight is zero': isOptionalCount,
    'weight is negative': isOptionalCount,
    'undefined value': isOptionalCount,
    'left out by you': isOptionalCount,
  }),
  rows: listOf(
    record<LeftOut['rows'][number]>({
      row: isCount,
      line: isCount,
      lastLine: isCount,
      reason: isReason,
      column: isString,
      cell: isString,
    }),
  ),
});
