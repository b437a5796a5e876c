import type { LeftOutColumn } from '../core/model/modelSpec.js';
import type { OneFeatureView, SeveralFeaturesView } from '../core/plot/plot.js';
import type { FitReport } from '../core/report.js';
import { isCoefficient, isLeftOut, isRidgePath, isSummary, isTermRow } from './fitShape.js';
import {
  isInfluenceView,
  isLabel,
  isMarkTable,
  isOneFeatureView,
  isResidualsView,
  isSeveralFeaturesView,
} from './plotShape.js';
import { isWarning } from './sentenceShape.js';
import { either, isNumber, isString, listOf, orNull, record } from './shape.js';
import { isSource } from './sourceShape.js';
import { isSpec } from './specShape.js';

// Each shape, here and in the files it is put together from, names its type, so that a field added to a type is a compile
// error until it is checked too.

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
