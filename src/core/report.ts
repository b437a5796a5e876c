import type { Warning } from './errors.js';
import type { CoefficientRow, LeftOut, ModelSummary, TermRow } from './fit/fit.js';
import type { RidgePath } from './fit/ridgePath.js';
import type { RateRatio } from './judge/inference.js';
import type { LeftOutColumn, ModelSpec } from './model/modelSpec.js';
import type {
  ColumnLabel,
  InfluenceView,
  MarkTable,
  OneFeatureView,
  ResidualsView,
  SeveralFeaturesView,
} from './plot/plot.js';
import type { Dialect, Layout } from './table/dialect.js';
import type { ColumnKind, DialectNote } from './table/readChoices.js';
import type { NumberForm } from './table/table.js';

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
  coefficients: readonly ShownCoefficient[];
  terms: readonly TermRow[];
  marks: MarkTable;
  fitView: OneFeatureView | SeveralFeaturesView;
  residualsView: ResidualsView;
  influenceView: InfluenceView;
  /** Null where no other penalty was looked at. */
  ridgePath: RidgePath | null;
  warnings: readonly Warning[];
  /** Milliseconds spent on reading and on fitting, in the worker. */
  elapsed: { readMs: number; fitMs: number };
};

/** `label` is null for the intercept; `rateRatio` is there in a Poisson fit with a log link. */
export type ShownCoefficient = CoefficientRow & { label: ColumnLabel | null; rateRatio: RateRatio | null };

/** What was read, and how. */
export type SourceSummary = {
  name: string;
  dialect: Dialect;
  layout: Layout;
  /** What was decided about the dialect, and what else fits. */
  notes: readonly DialectNote[];
  rowCount: number;
  byteCount: number;
  fingerprint: string;
  headerLine: number | undefined;
  columns: readonly ColumnSummary[];
};

export type ColumnSummary = ColumnLabel & {
  kind: ColumnKind;
  /** How its numbers are written; null where the column holds none. */
  form: NumberForm | null;
  /** The day that a date's number counts from, as the file writes it; null for other forms. */
  firstDay: string | null;
  missingCount: number;
  /** Cells of a number column that are neither missing nor a number. */
  oddCount: number;
  distinctCount: number | null;
  /** How its values are spread, see `columnShape`; null where that is not known. */
  shape: readonly number[] | null;
  /** The first few cells, row by row. */
  preview: readonly CellPreview[];
};

/** A cell as it stands in the file, and what became of it; null where it holds no value. */
export type CellPreview = { raw: string; read: number | string | null };
