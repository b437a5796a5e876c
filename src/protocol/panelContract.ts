import type { FitComparison } from '../core/compare/comparison.js';
import type { DesignMatrix } from '../core/designMatrix.js';
import type { DoctorOptions } from '../core/doctor/compareWaysOut.js';
import type { RankDiagnosis } from '../core/doctor/waysOut.js';
import type { LikelihoodComparison } from '../core/likelihood/compareLikelihoods.js';
import type { NewRow } from '../core/model/designRow.js';
import type { FitReport, SourceSummary } from '../core/report.js';
import type { Simulation } from '../core/simulate/simulation.js';
import type { Dialect } from '../core/table/dialect.js';
import { NO_CHOICES, type ReadChoices } from '../core/table/readChoices.js';
import type { LossSurface, Pair } from '../core/train/lossSurface.js';
import type { GpuCarried, GpuCarriedBack } from './gpuContract.js';
import type { AssumptionTest, DescribedRows, WithoutRows } from './influenceContract.js';
import type { EmptyRows, RowPrediction, ShownForm } from './predictionContract.js';
import type { RememberedFit } from './rememberedFit.js';
import type { ShownError } from './shownError.js';
import type { SimulationPreview } from './simulationContract.js';
import type { StudyKind, StudySnapshot, StudyWish } from './studyContract.js';
import type {
  Pace,
  SteerAction,
  TrainingDelta,
  TrainingOrder,
  TrainingSettings,
  TrainingSnapshot,
} from './trainingContract.js';
import type { FitChoices, WorkProgress } from './workerContract.js';

export type { ShownError };

/** What the panel is doing. One value holds all of it, so that first show, reload, move and restore are one path. */
export type PanelPhase =
  /** No file yet: the empty state with samples. */
  | { kind: 'empty' }
  /** A fit runs. `previous` stays on screen, dimmed, if there is one. */
  | { kind: 'working'; progress: WorkProgress | null; previous: FitReport | null }
  /** `stale` says in words why the text no longer is what was fitted, null while it is. */
  | { kind: 'fitted'; report: FitReport; stale: string | null }
  /** `source` is what was read, where that went well. */
  | { kind: 'failed'; error: ShownError; previous: FitReport | null; source: SourceSummary | null }
  /** The user cancelled; nothing was lost. */
  | { kind: 'cancelled'; previous: FitReport | null };

/** Who settled what about the file; the rest is guessed. */
export type ShownReading = {
  /** What was clicked, for this file. */
  chosen: ReadChoices;
  /** What the setting `gaussline.dialects` says. */
  bySetting: Partial<Dialect>;
};

export const NOTHING_SETTLED: ShownReading = { chosen: NO_CHOICES, bySetting: {} };

/** Everything the panel needs to draw itself from nothing. */
export type PanelSnapshot = {
  /** Null in the empty state. */
  file: { uri: string; name: string } | null;
  /** What stands in the formula bar; empty before the first fit of a file. */
  formula: string;
  /** What is settled about the model besides its formula. */
  fitChoices: FitChoices;
  phase: PanelPhase;
  reading: ShownReading;
  training: TrainingSnapshot;
  /** The last study of each kind. */
  studies: readonly StudySnapshot[];
  /** What the data of the fit on screen were made with; null where that is not known, as of any real data. */
  truth: Simulation | null;
  /** Advice that is not to be said of this file any more, see `PanelSide`. */
  dismissedAdvice: readonly string[];
  /** Fits of the file that can be compared, the newest last. */
  fits: readonly RememberedFit[];
  /** Names of the samples the empty state offers. */
  samples: readonly string[];
};

/** What the Training view shows: a run, or one of the places where studies are made. */
export type TrainingTab = 'run' | 'tune' | 'many' | 'experiments' | 'benchmark';

/** What the Residuals view shows: its charts and tests, likelihoods side by side, or curves to move. */
export const RESIDUALS_TABS = ['charts', 'likelihoods', 'curves'] as const;
export type ResidualsTab = (typeof RESIDUALS_TABS)[number];

/** What the curve stands over: nothing but the textbook's three, the residuals, or the target where it counts something. */
export const CURVE_GROUNDS = ['textbook', 'residuals', 'counts'] as const;
export type CurveGround = (typeof CURVE_GROUNDS)[number];

/** How the normal curves are set. Plain JSON. */
export type CurvesLook = {
  ground: CurveGround;
  textbook: { mean: number; sigma: number };
  /** Null: the estimates of the fit on screen. */
  residuals: { mean: number; sigma: number } | null;
  /** Poisson's mean; null: that of the target. */
  countMean: number | null;
  /** Whether Laplace's curve of the same mean and standard deviation is drawn too. */
  hasLaplace: boolean;
  /** The formula of the fit that `residuals` and `countMean` were set for. */
  formula: string;
};

export type PanelView = 'fit' | 'residuals' | 'training' | 'influence' | 'predict' | 'model' | 'compare';

/** What the webview answers and announces. */
export type PanelSide = {
  calls: Record<never, never>;
  events: {
    /** User actions that need no answer. */
    fit: { formula: string };
    /** All that is settled about the model from now on, and the formula it is fitted with. */
    chooseModel: { formula: string; choices: FitChoices };
    cancel: null;
    /** Code and target of a piece of advice that the user needs no more; and that all of it may be said again. */
    dismissAdvice: { advice: string };
    recallAdvice: null;
    /** A fit that is kept does not make room for newer ones. */
    keepFit: { id: number; isKept: boolean };
    /** An empty name takes it away. */
    renameFit: { id: number; name: string };
    removeFit: { id: number };
    /** All that is settled about the file from now on; it is read and fitted again. */
    read: { choices: ReadChoices };
    exportCsv: null;
    /** Asks where to, and writes the rows of the fit on screen with residuals and influence. */
    exportRows: null;
    /** Asks for a CSV and where to, and writes the predictions of its rows by the fit on screen. */
    scoreCsv: null;
    /** Shows the setting for the reading of files. */
    openSettings: null;
    /** The settings of the form, to be planned with. */
    planTraining: { settings: TrainingSettings };
    /** Fits first where the fit on screen is not of this formula or of this text. */
    train: TrainingOrder;
    steer: { token: number; action: SteerAction };
    setPace: { pace: Pace };
    renameRun: { token: number; name: string };
    hideRun: { token: number; isHidden: boolean };
    deleteRun: { token: number };
    /** Fits first, as `train` does. One study at a time, and none beside a run. */
    startStudy: StudyWish;
    /** Ends it; what it has come to is kept. */
    stopStudy: { kind: StudyKind };
    chooseColumns: null;
    openFile: null;
    openSample: { name: string };
    /** Selects the lines in the text beside; `takeFocus` moves the keyboard there too (Enter, not click). */
    goToLines: { firstLine: number; lastLine: number; takeFocus: boolean };
    /** Opens a save dialog; the host writes the file. `suggestedName` has its extension. */
    save: { suggestedName: string; content: string | Uint8Array };
    copy: { text: string };
    /** A failure inside the panel (a bug), for the log. */
    failed: { message: string; stack: string };
    /** First chart on screen: milliseconds since the page began; the host prints it with its own clock. */
    drawn: { view: PanelView; chartCount: number };
  } & GpuCarriedBack;
};

/** What the host answers and announces to the webview. */
export type PanelHostSide = {
  calls: {
    /** The webview's first message. */
    ready: { args: null; value: PanelSnapshot };
    /** Raw text of lines `firstLine`..`lastLine` (at most 400 characters), null where it cannot be had. */
    lineText: { args: { firstLine: number; lastLine: number }; value: string | null };
    /** The ways out of a deficient rank, of the fit on screen. Another question ends the one before without an answer. */
    doctor: { args: DoctorOptions; value: RankDiagnosis };
    /** What single rows do to the fit on screen. */
    describeRows: { args: { rows: readonly number[] }; value: DescribedRows };
    /** The tests of what the fit on screen assumes. */
    testAssumptions: { args: null; value: readonly AssumptionTest[] };
    /** Likelihoods of other models beside that of the fit on screen. */
    compareLikelihoods: { args: null; value: LikelihoodComparison };
    /** The first rows of the design matrix of the fit on screen. */
    designMatrix: { args: null; value: DesignMatrix };
    /** The fit on screen without some rows. Another question ends the one before without an answer. */
    fitWithout: { args: { rows: readonly number[] }; value: WithoutRows };
    /** Two remembered fits side by side. Another question ends the one before without an answer. */
    compareFits: { args: { first: number; second: number }; value: FitComparison };
    /** The form for new rows of the fit on screen. */
    openPrediction: { args: null; value: ShownForm };
    /** By the form opened last. */
    predictRow: { args: { row: NewRow }; value: RowPrediction };
    predictEmptyRows: { args: null; value: EmptyRows };
    /** Values of the form's fields in the row of a line; null where one is missing. */
    rowOfLine: { args: { line: number }; value: NewRow | null };
    /** The first rows of a simulation, and its equation. */
    previewSimulation: { args: { simulation: Simulation }; value: SimulationPreview };
    /** Makes the data of a simulation, opens and fits them; false where the user chose no file for them. */
    simulate: { args: { simulation: Simulation }; value: boolean };
    /** The loss over two coefficients of a run; null where the run has none. */
    lossSurface: { args: { token: number; pair: Pair }; value: LossSurface | null };
  };
  events: {
    snapshot: PanelSnapshot;
    progress: WorkProgress;
    training: TrainingSnapshot;
    trainingDelta: TrainingDelta;
    /** One of them has changed. */
    study: StudySnapshot;
    /** A command asks for the form of a simulation. */
    showSimulation: null;
    /** A command asks for a view. */
    showView: { view: PanelView; trainingTab: TrainingTab | null };
    /** The cursor stands on this line of the file (null: nowhere in it). */
    cursor: { line: number | null };
  } & GpuCarried;
};

/**
 * What the webview keeps with `setState`, so that VS Code gives it back after a reload. Plain JSON: `report` is
 * encoded by `encodeReport`. Null report: too large to keep; the host fits again.
 */
export type PanelState = {
  version: 1;
  uri: string;
  formula: string;
  fitChoices: FitChoices;
  view: PanelView;
  /** First line of the selected mark, null for none. */
  selectedLine: number | null;
  report: string | null;
  /** What stands in the form for new rows; null before it was opened. */
  newRow: NewRow | null;
  /** Runs and settings, encoded by `encodeTraining`. */
  training: string | null;
  /** Encoded by `encodeStudies`; an earlier version kept none. */
  studies?: string | undefined;
  /** Encoded by `encodeFits`; an earlier version kept none. */
  fits?: string | undefined;
  /** An earlier version kept none. */
  trainingTab?: TrainingTab | undefined;
  /** An earlier version kept none. */
  residualsTab?: ResidualsTab | undefined;
  curves?: CurvesLook | undefined;
};
