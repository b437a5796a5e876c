import type { FitComparison } from '../core/compare/comparison.js';
import type { DesignMatrix } from '../core/designMatrix.js';
import type { DoctorOptions } from '../core/doctor/compareWaysOut.js';
import type { RankDiagnosis } from '../core/doctor/waysOut.js';
import type { RidgeRule } from '../core/fit/ridgePath.js';
import type { ModelChoices } from '../core/fitFormula.js';
import type { CovarianceKind } from '../core/judge/covarianceKind.js';
import type { LikelihoodComparison } from '../core/likelihood/compareLikelihoods.js';
import type { NewRow } from '../core/model/designRow.js';
import type { FitReport, SourceSummary } from '../core/report.js';
import type { Simulation } from '../core/simulate/simulation.js';
import type { LossSurface } from '../core/train/lossSurface.js';
import type { CompareRequest } from './comparisonContract.js';
import type { GpuCarried, GpuCarriedBack } from './gpuContract.js';
import type { AssumptionTest, DescribedRows, OfText, WithoutRows } from './influenceContract.js';
import type {
  EmptyRows,
  OpenedPrediction,
  PredictionKit,
  RowPrediction,
  Scored,
  ScoreRequest,
} from './predictionContract.js';
import type { ReadRequest } from './readRequest.js';
import type { Simulated, SimulateRequest, SimulationPreview } from './simulationContract.js';
import type { SourceRef } from './sourceRef.js';
import type { StudyOutcome, StudyProgress, StudyRequest } from './studyContract.js';
import type {
  Pace,
  PlanRequest,
  ShownPlan,
  SteerAction,
  SurfaceRequest,
  TrainingDelta,
  TrainingEnd,
  TrainingOpened,
  TrainRequest,
} from './trainingContract.js';

export type { ReadRequest, SourceRef };

/** What a user settles about a fit besides the formula. Plain JSON. */
export type FitChoices = ModelChoices & {
  /** Which standard errors the coefficients get; classic where it is not given. */
  covariance?: CovarianceKind | undefined;
  /** Whether double-double arithmetic is to be used, whatever the number of rows; undefined: Gaussline's choice. */
  isExact?: boolean | undefined;
  /** The penalty of a ridge, or by what it is chosen; undefined: none. */
  ridge?: number | RidgeRule | undefined;
  /** Samples of the rows that standard errors of a quantile come from; undefined: none. */
  bootstrap?: number | undefined;
};

/** What the user may ask of a fit. `null` leaves the choice to Gaussline. */
export type FitRequest = ReadRequest &
  FitChoices & {
    formula: string | null;
    /** Share of the confidence and prediction intervals, e.g. 0.95. */
    confidence: number;
  };

/** Rows of the fit that is asked for, by their index in the file. */
export type RowsRequest = FitRequest & { rows: readonly number[] };

/** What the ways out of a deficient rank are compared at. */
export type DoctorRequest = Pick<FitRequest, keyof ReadRequest | 'formula' | 'references'> & DoctorOptions;

/** A table to write as plain CSV to a path on this machine. */
export type ExportRequest = ReadRequest & { target: string };

/** The rows of a fit to write with their diagnostics to a path on this machine. */
export type ExportRowsRequest = FitRequest & { target: string };

/** What was written. */
export type Exported = { rowCount: number; byteCount: number };

/** What the worker answers and announces. A `type`, not an `interface`, so that it fits `Side`. */
export type WorkerSide = {
  calls: {
    /** Reads the source (or reuses the table when the bytes did not change) and fits. Honours cancel between blocks. */
    fit: { args: FitRequest; value: FitReport };
    /**
     * The rank of a formula's design, and four ways out of a deficient one side by side. Honours cancel between blocks
     * and
     * between repeats of the jitter.
     */
    doctor: { args: DoctorRequest; value: RankDiagnosis };
    /** Two fits side by side. Reads the source only where their rows must be looked at. Honours cancel between blocks. */
    compareFits: { args: CompareRequest; value: FitComparison };
    /** The form for new rows of a fit, and what predictions need of it. Honours cancel between blocks. */
    openPrediction: { args: FitRequest; value: OpenedPrediction };
    /** What single rows do to a fit. Honours cancel between blocks. */
    describeRows: { args: RowsRequest; value: OfText<DescribedRows> };
    /** The tests of what a fit assumes; none for a fit that assumes nothing of the kind. Honours cancel between blocks. */
    testAssumptions: { args: FitRequest; value: OfText<readonly AssumptionTest[]> };
    /** Likelihoods of other models beside that of a fit: fits each of them. Honours cancel between blocks. */
    compareLikelihoods: { args: FitRequest; value: OfText<LikelihoodComparison> };
    /** The first rows of a fit's design matrix, and its intercept as a column of it. Honours cancel between blocks. */
    designMatrix: { args: FitRequest; value: OfText<DesignMatrix> };
    /** The fit without some rows. Honours cancel between blocks. */
    fitWithout: { args: RowsRequest; value: OfText<WithoutRows> };
    /** Takes well under a frame: asked at every move of a slider. */
    predictRow: { args: { kit: PredictionKit; row: NewRow }; value: RowPrediction };
    /** Values of columns in the row of a line; null where one is missing. */
    rowOfLine: {
      args: ReadRequest & { columns: readonly string[]; line: number };
      value: NewRow | null;
    };
    /** The rows of the source whose target is empty. Honours cancel. */
    predictEmptyRows: { args: ReadRequest & { kit: PredictionKit }; value: EmptyRows };
    /**
     * Writes the source with predictions behind every row. Honours cancel. A write that does not come to its end leaves
     * the
     * target as it was.
     */
    scoreCsv: { args: ScoreRequest; value: Scored };
    /** Reads the source and says what columns it has, for a choice of target and features. Honours cancel. */
    describe: { args: ReadRequest; value: SourceSummary };
    /**
     * Reads the source and writes it as RFC 4180 says: comma, `\n`, cells as text, UTF-8. Honours cancel. A write that
     * does
     * not come to its end leaves the target as it was.
     */
    exportCsv: { args: ExportRequest; value: Exported };
    /** The first rows of a simulation, and its equation. */
    previewSimulation: { args: { simulation: Simulation }; value: SimulationPreview };
    /** Makes the data of a simulation. Honours cancel. */
    simulate: { args: SimulateRequest; value: Simulated };
    /**
     * Writes the source as `exportCsv` does, with residuals and influence behind every row. Honours cancel. A write that does
     * not come to its end leaves the target as it was.
     */
    exportRows: { args: ExportRowsRequest; value: Exported };
    /** Hash of the bytes, the same as `SourceSummary.fingerprint`. Never parses. Honours cancel. */
    fingerprint: { args: { source: SourceRef }; value: string };
    /** What a run with these settings would do. Trains nothing. Honours cancel. */
    planTraining: { args: PlanRequest; value: ShownPlan };
    /**
     * Trains to the end, or until it is told to stop; a cancel ends it without an answer. One run at a time: another
     * one
     * is refused with `train/already-running`. The bytes are read once, before it begins.
     */
    train: { args: TrainRequest; value: TrainingEnd };
    /** Tells the run what to do; false where no such run is under way. */
    steer: { args: { token: number; action: SteerAction }; value: boolean };
    setPace: { args: { token: number; pace: Pace }; value: boolean };
    /** Takes a few milliseconds, whatever the number of rows. */
    lossSurface: { args: SurfaceRequest; value: LossSurface };
    /**
     * Trains many models, or times something. A cancel ends it without an answer; what it has announced stands. While a
     * run or another study goes on it is refused with `train/already-running`.
     */
    study: { args: StudyRequest; value: StudyOutcome };
  };
  events: {
    /** At most ten a second while a call with this token runs. */
    progress: WorkProgress;
    trainingOpened: TrainingOpened;
    trainingDelta: TrainingDelta;
    studyProgress: StudyProgress;
  } & GpuCarried;
};

export type WorkProgress = {
  token: number;
  stage: 'reading' | 'fitting' | 'preparing charts';
  bytesRead: number;
  bytesTotal: number | null;
  rows: number;
  /** Null until it can be told. */
  rowsPerSecond: number | null;
  /** Of reading; null where it cannot be told. */
  secondsLeft: number | null;
};

/** The host answers nothing; it announces only what a GPU Worker of the panel says. */
export type WorkerHostSide = { calls: Record<never, never>; events: GpuCarriedBack };
