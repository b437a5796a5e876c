import type { Warning } from '../core/errors.js';
import type { Sum } from '../core/predict/addsUp.js';
import type { InputReading } from '../core/predict/newRows.js';
import type { PredictionForm } from '../core/predict/predictionForm.js';
import type { PredictionModel } from '../core/predict/predictionModel.js';
import type { Interval, Prediction } from '../core/predict/predictor.js';
import type { Dialect } from '../core/table/dialect.js';
import type { ReadRequest } from './readRequest.js';

/** All that predictions need of a fit and of how its file is written. The host keeps it for the worker. */
export type PredictionKit = {
  model: PredictionModel;
  readings: readonly InputReading[];
  decimal: Dialect['decimal'];
  /** Columns of the target. */
  emptyIn: readonly string[];
};

/** A form for new rows. */
export type OpenedPrediction = {
  form: PredictionForm;
  kit: PredictionKit;
  /** False where no row was left out because its target is empty. */
  hasEmptyRows: boolean;
  /** Of the text that the fit is of. */
  fingerprint: string;
};

/** What the page gets of it. */
export type ShownForm = Pick<OpenedPrediction, 'form' | 'hasEmptyRows'>;

export type RowPrediction = {
  prediction: Prediction;
  /** How it adds up. */
  sum: Sum;
  /** Why it is a guess beyond the rows of the fit. */
  beyond: readonly string[];
};

/** Rows of the file whose target is empty; `rows` are the first hundred. */
export type EmptyRows = {
  count: number;
  rows: readonly {
    line: number;
    lastLine: number;
    fit: number;
    predictionInterval: Interval | null;
    beyond: readonly string[];
  }[];
};

/** Another file to be scored, and where to. */
export type ScoreRequest = ReadRequest & { kit: PredictionKit; target: string };

export type Scored = {
  rowCount: number;
  leftOutCount: number;
  byteCount: number;
  warnings: readonly Warning[];
};
