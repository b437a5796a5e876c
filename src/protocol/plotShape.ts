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
import { isSentence } from './sentenceShape.js';
import {
  isBoolean,
  isCount,
  isFloat64Array,
  isNumber,
  isString,
  isUint32Array,
  listOf,
  oneOf,
  oneOfOrNull,
  orNull,
  pairOf,
  record,
} from './shape.js';

export const isLabel = record<ColumnLabel>({ name: isString, label: isString, unit: orNull(isString) });

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
export const isMarkTable = record<MarkTable>({
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
export const isOneFeatureView = record<OneFeatureView>({
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
export const isSeveralFeaturesView = record<SeveralFeaturesView>({
  kind: oneOf('several'),
  cloud: isCloud,
  partials: listOf(isPartialEffect),
  sentence: isSentence,
});

const isSmooth = record<Smooth>({ x: isFloat64Array, y: isFloat64Array });
export const isResidualsView = record<ResidualsView>({
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

export const isInfluenceView = record<InfluenceView>({
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
