// The public names of core, in reading order. Not imported from inside core.

// A CSV becomes a table,

export { type ByteSource, memorySource } from './table/byteSource.js';
export type { Dialect, Encoding } from './table/dialect.js';
export { readTable } from './table/readTable.js';
export type { CategoryColumn, Column, NumberColumn, Table, TextColumn } from './table/table.js';

// a formula becomes a plan, and with a look at the rows a design,

export { modelOf, specOf } from './fitFormula.js';
export type { DesignColumn, Expression, Indicator } from './model/designColumn.js';
export { designRow, featureInputs, type NewRow } from './model/designRow.js';
export { formatFormula, specFromColumns } from './model/formatFormula.js';
export type { Formula, FormulaNode } from './model/formulaAst.js';
export type { ModelPlan, References } from './model/modelPlan.js';
export type { Factor, LeftOutColumn, ModelSpec, ProposedModel, Term } from './model/modelSpec.js';
export { parseFormula } from './model/parseFormula.js';
export { proposeModel } from './model/proposeModel.js';
export { resolveFormula } from './model/resolveFormula.js';

// the model is fitted,

export type { CoefficientRow, Fit, LeftOut, ModelSummary, RowTable, TermRow } from './fit/fit.js';
export { fitLinear } from './fit/fitLinear.js';
export { fitFormula, warningsOf } from './fitFormula.js';

// or the rank of its design is looked into,

export { diagnoseFormula } from './diagnoseFormula.js';
export type { DoctorOptions } from './doctor/compareWaysOut.js';
export type { JitterWay, RankDiagnosis, RidgeWay, WayOut } from './doctor/waysOut.js';

// or predicts new rows, those of another file among them,

export type { Extrapolation } from './predict/extrapolation.js';
export { modelOfFit } from './predict/modelOfFit.js';
export { inputReadings } from './predict/newRows.js';
export type { InputFacts, PredictionModel } from './predict/predictionModel.js';
export { type Prediction, Predictor } from './predict/predictor.js';
export { type ScoredRow, scoreSource } from './predict/scoreSource.js';

// or trained, step by step,

export { DEFAULT_HYPERPARAMETERS, type Hyperparameters } from './train/hyperparameters.js';
export { openTraining, type TrainingOptions } from './train/openTraining.js';
export type { Planned, TrainingPlan } from './train/plan.js';
export type { Trainer } from './train/trainer.js';
export type { TrainingControl } from './train/trainingControl.js';
export type { TrainingResult, TrainingRun } from './train/trainingRun.js';

// and the fit is put into pictures and words.

export { analyse, buildReport } from './buildReport.js';
export type { FitReport, SourceSummary } from './report.js';
export { summariseSource } from './summariseSource.js';
export { fitToJson } from './words/json.js';
export { fitSummary } from './words/summary.js';

// Every failure a user can meet.

export { type ErrorCode, GausslineError, type Warning, type WarningCode } from './errors.js';
