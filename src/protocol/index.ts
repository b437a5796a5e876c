// The types of core that cross a border, and the error class. Host and webview import core through this file only.

export { isAdvice } from '../core/advice/targetAdvice.js';
export type { BiasAsColumn } from '../core/biasAsColumn.js';
export type {
  ComparedEstimate,
  FitComparison,
  NestedTest,
  StatisticName,
} from '../core/compare/comparison.js';
export { digestOf, type FitDigest, textKey } from '../core/compare/fitDigest.js';
export type { DesignMatrix, DesignMatrixRow } from '../core/designMatrix.js';
export type { DoctorOptions } from '../core/doctor/compareWaysOut.js';
export type {
  DroppedFeature,
  JitterRepeats,
  JitterWay,
  RankDiagnosis,
  RidgeWay,
  WayOut,
} from '../core/doctor/waysOut.js';
export type { ErrorCode, ErrorDetails, TextRange, Warning, WarningCode } from '../core/errors.js';
export { GausslineError } from '../core/errors.js';
export type {
  CoefficientRow,
  CountSummary,
  Diagnostics,
  ExplainedShare,
  HuberSummary,
  LeaveOutReason,
  LeftOut,
  ModelSummary,
  QuantileSummary,
  TermRow,
} from '../core/fit/fit.js';
export type { RidgePath, RidgePlace, RidgeRule } from '../core/fit/ridgePath.js';
export { COVARIANCE_KINDS, type CovarianceKind } from '../core/judge/covarianceKind.js';
export {
  type Gaussian,
  gaussianDensity,
  gaussianNegativeLogLikelihood,
  laplaceDensity,
  laplaceNegativeLogLikelihood,
  likeliestGaussian,
  type NumberSums,
  numberSums,
  poissonLogProbability,
  poissonNegativeLogLikelihood,
} from '../core/judge/densities.js';
export { CALMING_WORDS, type Calming, spreadOf } from '../core/lab/absoluteLossOutcome.js';
export { batchSizeName } from '../core/lab/batchSizesOutcome.js';
export { bestRate } from '../core/lab/learningRatesOutcome.js';
export type { TimedWay } from '../core/lab/vectorizationOutcome.js';
export type {
  ComparedModel,
  LikelihoodComparison,
  NoiseModel,
} from '../core/likelihood/compareLikelihoods.js';
export type { Sameness } from '../core/likelihood/sameness.js';
export {
  type DesignColumn,
  type Expression,
  type Indicator,
  inputsOf,
  plainNameOf,
} from '../core/model/designColumn.js';
export type { NewRow } from '../core/model/designRow.js';
export { fittedWord, linkOf } from '../core/model/family.js';
export {
  type FormulaParts,
  formatFormula,
  formatName,
  specFromColumns,
} from '../core/model/formatFormula.js';
export type { Factor, LeftOutColumn, LevelCount, ModelSpec, Term } from '../core/model/modelSpec.js';
export type { CountBars } from '../core/plot/expectedCounts.js';
export type {
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
export type { Sum } from '../core/predict/addsUp.js';
export type { Extrapolation } from '../core/predict/extrapolation.js';
export type { Bars, PredictionField, PredictionForm } from '../core/predict/predictionForm.js';
export type { Interval, Prediction } from '../core/predict/predictor.js';
export type {
  CellPreview,
  ColumnSummary,
  FitReport,
  ShownCoefficient,
  SourceSummary,
} from '../core/report.js';
export {
  compareWithTruth,
  type NoComparison,
  type TruthRow,
} from '../core/simulate/compareWithTruth.js';
export {
  FIRST_SIMULATION,
  formulaOf,
  NOISES,
  type Noise,
  type Simulation,
} from '../core/simulate/simulation.js';
export { DELIMITER_WORDS } from '../core/table/delimiterWords.js';
export { type Dialect, type Encoding, type Layout, MISSING_TOKENS } from '../core/table/dialect.js';
export {
  COLUMN_KINDS,
  type ColumnKind,
  type DialectNote,
  type LeftOutLines,
  NO_CHOICES,
  type ReadChoices,
} from '../core/table/readChoices.js';
export type { NumberForm } from '../core/table/table.js';
export { writeCsv } from '../core/table/writeCsv.js';
export type { Backend, BackendChoice } from '../core/train/backend.js';
export type {
  Hyperparameters,
  Loss,
  Optimiser,
  Schedule,
  Validation,
} from '../core/train/hyperparameters.js';
export { LOSSES, OPTIMISERS, SCHEDULES } from '../core/train/hyperparameters.js';
export type { LossSurface, Pair, Valley } from '../core/train/lossSurface.js';
export type { Planned } from '../core/train/plan.js';
export { bestTrial } from '../core/train/search/trial.js';
export type { Coefficient } from '../core/train/trainingRun.js';
export type { LossBowl, WeightSpace } from '../core/train/weightSpace.js';
export { pText, statisticText } from '../core/words/assumptionTable.js';
export { biasSentence } from '../core/words/biasSentence.js';
export { smallerError } from '../core/words/comparisonSummary.js';
export { STATISTIC_WORDS, settingWords, testSentence } from '../core/words/comparisonWords.js';
export {
  likelihoodNotes,
  lossFormula,
  MODEL_NOTES,
  modelTitle,
  samenessSentence,
  scaleTexts,
  suggestion,
} from '../core/words/likelihoodWords.js';
export * from '../core/words/numbers.js';
export { type PathsStory, pathsSentence } from '../core/words/pathsSentence.js';
export { formatSeconds } from '../core/words/seconds.js';
export type { Sentence, SentencePart } from '../core/words/sentence.js';
export { type SurfaceStory, surfaceSentence } from '../core/words/surfaceSentence.js';
export { type ReadModel, type TermReading, termReadings, termSymbol } from '../core/words/termReading.js';
export { gapSentence, lossSentence, type RunStory } from '../core/words/trainingSentence.js';
export { truthSentence } from '../core/words/truthSentence.js';
export { oneUnit } from '../core/words/units.js';
export * from './channel.js';
export * from './comparisonContract.js';
export * from './gpuAnswer.js';
export * from './gpuContract.js';
export * from './influenceContract.js';
export * from './keptFits.js';
export * from './keptStudies.js';
export * from './keptTraining.js';
export * from './lossCurve.js';
export * from './ownBuffers.js';
export * from './panelContract.js';
export * from './panelShape.js';
export * from './predictionContract.js';
export { isPartialDialect, isReadChoices } from './readingShape.js';
export * from './rememberedFit.js';
export * from './reportCodec.js';
export * from './runRecord.js';
export type { Shape } from './shape.js';
export * from './simulationContract.js';
export { isSimulation } from './simulationShape.js';
export * from './studyContract.js';
export { isStudyOrder, isStudySnapshot, STUDY_KINDS } from './studyShape.js';
export * from './threadPort.js';
export type { ThreadStart } from './threadStart.js';
export * from './trainingContract.js';
export * from './workerContract.js';
