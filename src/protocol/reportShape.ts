import type { Warning } from '../core/errors.js';
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
import type { Family } from '../core/model/family.js';
import type { Factor, LeftOutColumn, LevelCount, ModelSpec, Term } from '../core/model/modelSpec.js';
import type { CountBars } from '../core/plot/expectedCounts.js';
import type {
  BandedLine,
  Bands,
  Cells,
  Cloud,
  ColumnLabel,
  CookContour,
  CountsView,
  InfluenceView,
  MarkTable,
  OneFeatureView,
  PartialEffect,
  ResidualsView,
  SeveralFeaturesView,
  Smooth,
} from '../core/plot/plot.js';
import type {
  CellPreview,
  ColumnSummary,
  FitReport,
  ShownCoefficient,
  SourceSummary,
} from '../core/report.js';
import { COLUMN_KINDS } from '../core/table/readChoices.js';
import type { Sentence, SentencePart } from '../core/words/sentence.js';
import { isDesignColumn } from './designShape.js';
import { isFamily } from './familyShape.js';
import { isDialect, isDialectNote, isLayout } from './readingShape.js';
import {
  either,
  isBoolean,
  isCount,
  isFloat64Array,
  isNull,
  isNumber,
  isString,
  isUint32Array,
  isUndefined,
  listOf,
  oneOf,
  orNull,
  pairOf,
  record,
} from './shape.js';

// Each shape names its type, so that a field added to a type is a compile error here until it is checked too.

const isLabel = record<ColumnLabel>({ name: isString, label: isString, unit: orNull(isString) });

const isPart = either<[string, Exclude<SentencePart, string>]>(
  isString,
  either<[{ strong: string }, { line: number; lastLine: number }, { column: string }]>(
    record<{ strong: string }>({ strong: isString }),
    record<{ line: number; lastLine: number }>({ line: isCount, lastLine: isCount }),
    record<{ column: string }>({ column: isString }),
  ),
);
export const isSentence = record<Sentence>({ verdict: oneOfOrNull('good', 'look'), parts: listOf(isPart) });

const isCells = record<Cells>({
  width: isNumber,
  height: isNumber,
  left: isFloat64Array,
  bottom: isFloat64Array,
  count: isUint32Array,
});
const isCloud = record<Cloud>({
  x: isFloat64Array,
  y: isFloat64Array,
  mark: isUint32Array,
  cells: orNull(isCells),
});
const isMarkTable = record<MarkTable>({
  row: isUint32Array,
  firstLine: isUint32Array,
  lastLine: isUint32Array,
  actual: isFloat64Array,
  fitted: isFloat64Array,
  residual: isFloat64Array,
  devianceResidual: isFloat64Array,
  leverage: isFloat64Array,
  studentised: isFloat64Array,
  cooksDistance: isFloat64Array,
  isComplete: isBoolean,
  flagged: listOf(isCount),
});
const isBands = record<Bands>({
  averageLow: isFloat64Array,
  averageHigh: isFloat64Array,
  newRowLow: isFloat64Array,
  newRowHigh: isFloat64Array,
});
const isBandedLine = record<BandedLine>({
  x: isFloat64Array,
  fitted: isFloat64Array,
  bands: orNull(isBands),
});
const isOneFeatureView = record<OneFeatureView>({
  kind: oneOf('one'),
  feature: orNull(isLabel),
  cloud: isCloud,
  line: orNull(isBandedLine),
  sentence: isSentence,
});
const isPartialEffect = record<PartialEffect>({
  feature: isLabel,
  cloud: isCloud,
  x: pairOf(isNumber),
  y: pairOf(isNumber),
});
const isSeveralFeaturesView = record<SeveralFeaturesView>({
  kind: oneOf('several'),
  cloud: isCloud,
  partials: listOf(isPartialEffect),
  sentence: isSentence,
});

const isSmooth = record<Smooth>({ x: isFloat64Array, y: isFloat64Array });
const isResidualsView = record<ResidualsView>({
  kind: oneOf('raw', 'weighted', 'deviance'),
  counts: orNull(
    record<CountsView>({
      bars: orNull(
        record<CountBars>({ edges: isFloat64Array, rows: isFloat64Array, expected: isFloat64Array }),
      ),
      sentence: isSentence,
    }),
  ),
  shape: record<ResidualsView['shape']>({
    edges: isFloat64Array,
    density: isFloat64Array,
    curve: orNull(
      record<NonNullable<ResidualsView['shape']['curve']>>({
        x: isFloat64Array,
        density: isFloat64Array,
        sigma: isNumber,
        noise: oneOf('normal', 'laplace'),
      }),
    ),
    sentence: isSentence,
  }),
  tails: record<ResidualsView['tails']>({
    cloud: isCloud,
    band: orNull(
      record<NonNullable<ResidualsView['tails']['band']>>({
        x: isFloat64Array,
        low: isFloat64Array,
        high: isFloat64Array,
      }),
    ),
    sentence: isSentence,
  }),
  trend: record<ResidualsView['trend']>({ cloud: isCloud, smooth: orNull(isSmooth), sentence: isSentence }),
  spread: record<ResidualsView['spread']>({
    cloud: isCloud,
    smooth: orNull(isSmooth),
    level: isNumber,
    sentence: isSentence,
  }),
});

const isInfluenceView = record<InfluenceView>({
  kind: oneOfOrNull('least squares', 'counts'),
  pearson: orNull(isFloat64Array),
  contours: listOf(record<CookContour>({ level: isNumber, x: isFloat64Array, y: isFloat64Array })),
  sample: orNull(
    record<NonNullable<InfluenceView['sample']>>({
      leverage: isFloat64Array,
      upright: isFloat64Array,
      of: isCount,
    }),
  ),
  top: listOf(isCount),
  sentence: isSentence,
});

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
const isSummary = record<ModelSummary>({
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
const isTermRow = record<TermRow>({
  name: isString,
  sequential: isShare,
  dropOne: orNull(isShare),
  inflation: orNull(isNumber),
  inflationPerDf: orNull(isNumber),
});
const isRateRatio = record<RateRatio>({ value: isNumber, interval: pairOf(isNumber) });
const isCoefficient = record<ShownCoefficient>({
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
const isRidgePath = record<RidgePath>({
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
const isLeftOut = record<LeftOut>({
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

const isSpec = record<ModelSpec>({
  formula: isString,
  target: isDesignColumn,
  features: listOf(isDesignColumn),
  hasIntercept: isBoolean,
  terms: listOf(record<Term>({ label: isString, variables: listOf(isString), features: listOf(isCount) })),
  factors: listOf(
    record<Factor>({
      label: isString,
      column: isString,
      levels: listOf(record<LevelCount>({ level: isString, count: isCount })),
    }),
  ),
  isPolynomial: isBoolean,
  weights: either<[string, undefined]>(isString, isUndefined),
  family: either<[Family, undefined]>(isFamily, isUndefined),
});
const isPreview = record<CellPreview>({
  raw: isString,
  read: either<[number, string, null]>(isNumber, isString, isNull),
});
const isColumn = record<ColumnSummary>({
  name: isString,
  label: isString,
  unit: orNull(isString),
  kind: oneOf(...COLUMN_KINDS),
  form: oneOfOrNull('plain', 'percent', 'currency', 'date', 'boolean'),
  firstDay: orNull(isString),
  missingCount: isCount,
  oddCount: isCount,
  distinctCount: orNull(isCount),
  shape: orNull(listOf(isCount)),
  preview: listOf(isPreview),
});
const isSource = record<SourceSummary>({
  name: isString,
  dialect: isDialect,
  layout: isLayout,
  notes: listOf(isDialectNote),
  rowCount: isCount,
  byteCount: isCount,
  fingerprint: isString,
  headerLine: either<[number, undefined]>(isCount, isUndefined),
  columns: listOf(isColumn),
});
export const isWarning = record<Warning>({
  // A code is checked as text only: an unknown one is still worth showing.
  code: isString as (value: unknown) => value is Warning['code'],
  message: isString,
  hint: either<[string, undefined]>(isString, isUndefined),
});

/** True when a value has every field of a `FitReport`, with the type it should have. */
export const isFitReport = record<FitReport>({
  source: isSource,
  spec: isSpec,
  target: isLabel,
  confidence: isNumber,
  leftOut: isLeftOut,
  leftOutColumns: listOf(record<LeftOutColumn>({ name: isString, reason: isString })),
  summary: isSummary,
  coefficients: listOf(isCoefficient),
  terms: listOf(isTermRow),
  ridgePath: orNull(isRidgePath),
  marks: isMarkTable,
  fitView: either<[OneFeatureView, SeveralFeaturesView]>(isOneFeatureView, isSeveralFeaturesView),
  residualsView: isResidualsView,
  influenceView: isInfluenceView,
  warnings: listOf(isWarning),
  elapsed: record<FitReport['elapsed']>({ readMs: isNumber, fitMs: isNumber }),
});

function oneOfOrNull<const T extends string>(...choices: readonly T[]) {
  return orNull(oneOf(...choices));
}
