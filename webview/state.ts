import {
  type AssumptionTest,
  type CurvesLook,
  type DescribedRows,
  type DesignMatrix,
  type DoctorOptions,
  type EmptyRows,
  FIRST_SIMULATION,
  type FitChoices,
  type FitComparison,
  type FitReport,
  isOver,
  type LikelihoodComparison,
  type LossSurface,
  type NewRow,
  type PanelSnapshot,
  type PanelView,
  type RankDiagnosis,
  type ReadChoices,
  type ResidualsTab,
  type RowPrediction,
  type ShownForm,
  type Simulation,
  type SimulationPreview,
  type SourceSummary,
  type StudySnapshot,
  type TrainingDelta,
  type TrainingRunRecord,
  type TrainingSettings,
  type TrainingSnapshot,
  type TrainingTab,
  type WithoutRows,
  type WorkProgress,
} from '../src/protocol/index.js';
import type { NamedPair } from './charts/training/pair.js';
import { FIRST_CURVES } from './curves.js';

/** How the curves of training are looked at. */
export type TrainingLook = {
  /** The run in front; null for the newest. */
  run: number | null;
  /** In epochs; null for all. */
  zoom: readonly [number, number] | null;
  isLogX: boolean;
  isLogY: boolean;
  /** Weight of the moving average; 0 for none. */
  smoothing: number;
  /** The coefficients of the loss surface; null for those that went farthest. */
  pair: NamedPair | null;
};

export type Sheet = 'left-out' | 'reading';

/** All that decides what is on screen. */
export type PanelModel = {
  /** Null until the host has answered. */
  snapshot: PanelSnapshot | null;
  /** The fit on screen: the result, or the last one that worked. The same object while it is the same fit. */
  report: FitReport | null;
  view: PanelView;
  /** What stands in the formula field. */
  draft: string;
  /** What was last sent to be fitted. */
  submitted: string | null;
  /** First line of the selected mark. */
  selectedLine: number | null;
  /** Line of the cursor in the text beside. */
  cursorLine: number | null;
  /** The work has lasted long enough to show it. */
  isSlow: boolean;
  /** What is unfolded under the source line. */
  sheet: Sheet | null;
  look: TrainingLook;
  /** What is in front in the Training view. */
  trainingTab: TrainingTab;
  /** What is in front in the Residuals view. */
  residualsTab: ResidualsTab;
  curves: CurvesLook;
  doctor: Doctor;
  predict: Predicting;
  surface: Surfacing;
  influence: Influencing;
  /** The tests of what the fit on screen assumes. */
  assumptions: Asked<readonly AssumptionTest[]>;
  design: Asked<DesignMatrix>;
  /** Likelihoods of other models beside that of the fit on screen. */
  likelihoods: Asked<LikelihoodComparison>;
  simulating: Simulating;
  comparing: Comparing;
};

/** The fits that are set side by side: their ids, or null for those that come of themselves. */
export type Comparing = {
  first: number | null;
  second: number | null;
  /** Of the two that were asked for last, or of those before while these are on their way. */
  comparison: { of: readonly [number, number]; value: FitComparison } | null;
  error: string | null;
};

/** The form for new data from a model. What stands in it outlives the file on screen. */
export type Simulating = {
  isOpen: boolean;
  simulation: Simulation;
  /** Of the simulation, or of the one before while that is on its way or makes no sense. */
  preview: SimulationPreview | null;
  /** Why such data cannot be made. */
  error: string | null;
  isMaking: boolean;
};

/** The loss surface, and what it was asked for. */
export type Surfacing = { key: string; token: number | null; value: LossSurface | null };

/** What is known of the rank of the fit on screen, and how the ways out of it are compared. */
export type Doctor = {
  options: DoctorOptions;
  /** The fit it was asked for; null before. */
  report: FitReport | null;
  /** Null while it is on its way. The one before stays meanwhile where it is of the same fit. */
  diagnosis: RankDiagnosis | null;
  error: string | null;
};

/** The form for new rows, and what it says. */
export type Predicting = {
  /** The fit the form was asked for; null before. */
  report: FitReport | null;
  /** Null while it is on its way. */
  form: ShownForm | null;
  /** What stands in the form. It outlives the fit: columns of the next one keep their values. */
  row: NewRow | null;
  /** Of the row, or of the one before while that is on its way. */
  answer: RowPrediction | null;
  /** Rows of the file whose target is empty; null before they are known. */
  emptyRows: EmptyRows | null;
  /** Why there is no form, or no prediction of the row. */
  error: string | null;
};

/** Something that is asked once of a fit. */
export type Asked<T> = {
  /** The fit that was asked about; null before. */
  report: FitReport | null;
  /** Null while it is on its way. */
  answer: T | null;
  error: string | null;
};

/** What single rows do to the fit on screen. */
export type Influencing = {
  /** The fit that was asked about; null before. */
  report: FitReport | null;
  /** The rows in the list; null while they are on their way. */
  described: DescribedRows | null;
  /** True once more than the first rows were asked for. */
  isLong: boolean;
  /** Rows that are taken out together, by their index in the file. */
  ticked: readonly number[];
  /** The fit without the chosen rows, or without those before while that is on its way. */
  without: WithoutRows | null;
  error: string | null;
};

export type PanelAction =
  | { kind: 'snapshot'; snapshot: PanelSnapshot }
  | { kind: 'progress'; progress: WorkProgress }
  | { kind: 'cursor'; line: number | null }
  | { kind: 'view'; view: PanelView }
  | { kind: 'draft'; formula: string }
  | { kind: 'submit'; formula: string }
  | { kind: 'select'; line: number | null }
  | { kind: 'training'; training: TrainingSnapshot }
  | { kind: 'trainingDelta'; delta: TrainingDelta }
  | { kind: 'settings'; settings: TrainingSettings }
  | { kind: 'look'; change: Partial<TrainingLook> }
  | { kind: 'trainingTab'; tab: TrainingTab }
  | { kind: 'study'; study: StudySnapshot }
  | { kind: 'slow' }
  | { kind: 'toggleSheet'; sheet: Sheet }
  | { kind: 'choices'; choices: ReadChoices }
  | { kind: 'fitChoices'; choices: FitChoices }
  | { kind: 'doctor'; change: Partial<Doctor> }
  | { kind: 'predict'; change: Partial<Predicting> }
  | { kind: 'surface'; surface: Surfacing }
  | { kind: 'simulating'; change: Partial<Simulating> }
  | { kind: 'influence'; change: Partial<Influencing> }
  | { kind: 'comparing'; change: Partial<Comparing> }
  | { kind: 'residualsTab'; tab: ResidualsTab }
  | { kind: 'likelihoods'; change: Partial<PanelModel['likelihoods']> }
  | { kind: 'curves'; look: CurvesLook }
  | { kind: 'assumptions'; change: Partial<PanelModel['assumptions']> }
  | { kind: 'design'; change: Partial<PanelModel['design']> };

/** Of the jitter, as long as nobody asks for another one. */
export const FIRST_SEED = 1;

export const FIRST_MODEL: PanelModel = {
  snapshot: null,
  report: null,
  view: 'fit',
  draft: '',
  submitted: null,
  selectedLine: null,
  cursorLine: null,
  isSlow: false,
  sheet: null,
  trainingTab: 'run',
  residualsTab: 'charts',
  curves: FIRST_CURVES,
  doctor: {
    options: { lambda: null, variance: null, seed: FIRST_SEED },
    report: null,
    diagnosis: null,
    error: null,
  },
  predict: { report: null, form: null, row: null, answer: null, emptyRows: null, error: null },
  influence: { report: null, described: null, isLong: false, ticked: [], without: null, error: null },
  assumptions: { report: null, answer: null, error: null },
  design: { report: null, answer: null, error: null },
  likelihoods: { report: null, answer: null, error: null },
  comparing: { first: null, second: null, comparison: null, error: null },
  look: { run: null, zoom: null, isLogX: false, isLogY: true, smoothing: 0, pair: null },
  surface: { key: '', token: null, value: null },
  simulating: {
    isOpen: false,
    simulation: FIRST_SIMULATION,
    preview: null,
    error: null,
    isMaking: false,
  },
};

/** Rows times squared coefficients up to which another fit takes well under a second, whatever its arithmetic. */
const SOON_FITTED = 1e8;

/** True where fitting once more takes so little that it need not be asked for. */
export function isSoonFitted({ marks, summary, coefficients }: FitReport): boolean {
  return marks.isComplete && summary.n * coefficients.length ** 2 <= SOON_FITTED;
}

/** True where the text is no longer that of the fit on screen. */
export function isStale(snapshot: PanelSnapshot | null): boolean {
  return snapshot?.phase.kind === 'fitted' && snapshot.phase.stale !== null;
}

/** The run under way, if one is. */
export function activeRun({ snapshot }: PanelModel): TrainingRunRecord | null {
  return snapshot?.training.runs.find(({ state }) => !isOver(state)) ?? null;
}

/** The run in front: the chosen one, else the newest that is not hidden. */
export function shownRun({ snapshot, look }: PanelModel): TrainingRunRecord | null {
  const runs = snapshot?.training.runs ?? [];
  const chosen = runs.find(({ token }) => token === look.run);
  return chosen ?? runs.filter(({ isHidden }) => !isHidden).at(-1) ?? null;
}

/** True where the ways out of a deficient rank can be compared: they are those of least squares on rows that weigh alike. */
export function hasDoctor({ spec }: FitReport): boolean {
  return spec.family === undefined && spec.weights === undefined && spec.features.length > 0;
}

/** What was read, also where no fit came of it; null where reading failed, or nothing is known yet. */
export function shownSource({ snapshot, report }: PanelModel): SourceSummary | null {
  return snapshot?.phase.kind === 'failed' ? snapshot.phase.source : (report?.source ?? null);
}

/** True where both are the result of one fit, though one of them crossed a border and is a copy. */
export function isSameFit(a: FitReport, b: FitReport): boolean {
  return (
    a === b ||
    (a.source.name === b.source.name &&
      a.source.fingerprint === b.source.fingerprint &&
      a.spec.formula === b.spec.formula &&
      a.summary.covariance === b.summary.covariance &&
      a.confidence === b.confidence &&
      a.summary.rss === b.summary.rss &&
      a.elapsed.fitMs === b.elapsed.fitMs)
  );
}
