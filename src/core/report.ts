import type { Warning } from './errors.js';
import type { CoefficientRow, LeftOut, ModelSummary } from './fit/fit.js';
import type { LeftOutColumn, ModelSpec } from './model/modelSpec.js';
import type {
  ColumnLabel,
  MarkTable,
  OneFeatureView,
  ResidualsView,
  SeveralFeaturesView,
} from './plot/plot.js';
import type { Dialect } from './table/dialect.js';
import type { ColumnKind } from './table/readChoices.js';

/**
 * All that a panel shows of a fit, ready to draw: numbers, arrays and sentences. Plain data and typed arrays only,
 * so that it crosses a thread or a window border as it is.
 */
export type FitReport = {
  source: SourceSummary;
  spec: ModelSpec;
  target: ColumnLabel;
  confidence: number;
  leftOut: LeftOut;
  /** Columns that are not in the model, where the model was proposed and not written by the user. */
  leftOutColumns: readonly LeftOutColumn[];
  summary: ModelSummary;
  /** `label` is null for the intercept. */
  coefficients: readonly (CoefficientRow & { label: ColumnLabel | null })[];
  marks: MarkTable;
  fitView: OneFeatureView | SeveralFeaturesView;
  residualsView: ResidualsView;
  warnings: readonly Warning[];
  /** Milliseconds spent on reading and on fitting, in the worker. */
  elapsed: { readMs: number; fitMs: number };
};

/** What was read, and how. */
export type SourceSummary = {
  name: string;
  dialect: Dialect;
  rowCount: number;
  byteCount: number;
  fingerprint: string;
  headerLine: number | undefined;
  columns: readonly ColumnSummary[];
};

export type ColumnSummary = ColumnLabel & {
  kind: ColumnKind;
  missingCount: number;
  distinctCount: number | null;
};
