import {
  type FitReport,
  type PanelSnapshot,
  runsWithDelta,
  type TrainingDelta,
  type TrainingSnapshot,
  type WorkProgress,
} from '../src/protocol/index.js';
import { withStudy } from './laboratory.js';
import { FIRST_MODEL, isSameFit, type PanelAction, type PanelModel, type Predicting } from './state.js';

/** What the panel shows after `action`. Pure. */
export function reduce(model: PanelModel, action: PanelAction): PanelModel {
  switch (action.kind) {
    case 'snapshot':
      return withSnapshot(model, action.snapshot);
    case 'progress':
      return withProgress(model, action.progress);
    case 'cursor':
      return { ...model, cursorLine: action.line };
    case 'view':
      return { ...model, view: action.view };
    case 'draft':
      return { ...model, draft: action.formula };
    case 'submit':
      return { ...model, draft: action.formula, submitted: action.formula };
    case 'select':
      return { ...model, selectedLine: action.line };
    case 'training':
      return withTraining(model, action.training);
    case 'trainingDelta':
      return withTrainingDelta(model, action.delta);
    case 'settings':
      // What the form says now, before the host has planned with it.
      return withSnapshotPart(model, ({ training }) => ({
        training: { ...training, settings: action.settings },
      }));
    case 'look':
      return { ...model, look: { ...model.look, ...action.change } };
    case 'trainingTab':
      return { ...model, trainingTab: action.tab };
    case 'study':
      return withSnapshotPart(model, ({ studies }) => ({ studies: withStudy(studies, action.study) }));
    case 'slow':
      return { ...model, isSlow: model.snapshot?.phase.kind === 'working' };
    case 'toggleSheet':
      return { ...model, sheet: model.sheet === action.sheet ? null : action.sheet };
    case 'choices':
      // What is settled now, before the host has read the file so: the next click builds on it.
      return withSnapshotPart(model, ({ reading }) => ({ reading: { ...reading, chosen: action.choices } }));
    case 'doctor':
      return { ...model, doctor: { ...model.doctor, ...action.change } };
    case 'predict':
      return { ...model, predict: { ...model.predict, ...action.change } };
    case 'simulating':
      return { ...model, simulating: { ...model.simulating, ...action.change } };
    case 'surface':
      return { ...model, surface: action.surface };
    case 'influence':
      return { ...model, influence: { ...model.influence, ...action.change } };
    case 'comparing':
      return { ...model, comparing: { ...model.comparing, ...action.change } };
    case 'assumptions':
      return { ...model, assumptions: { ...model.assumptions, ...action.change } };
    case 'residualsTab':
      return { ...model, residualsTab: action.tab };
    case 'likelihoods':
      return { ...model, likelihoods: { ...model.likelihoods, ...action.change } };
    case 'curves':
      return { ...model, curves: action.look };
    case 'design':
      return { ...model, design: { ...model.design, ...action.change } };
    case 'fitChoices':
      // What is settled about the model now, before it has been fitted so.
      return withSnapshotPart(model, () => ({ fitChoices: action.choices }));
  }
}

function withSnapshot(model: PanelModel, snapshot: PanelSnapshot): PanelModel {
  const before = model.snapshot;
  const isOtherFile = before?.file?.uri !== snapshot.file?.uri;
  const report = keptReport(model.report, shownReport(snapshot));
  const training =
    before === null || isOtherFile
      ? snapshot.training
      : { ...snapshot.training, settings: before.training.settings };
  const isUntouched = before === null || model.draft === before.formula || model.draft === model.submitted;
  return {
    ...model,
    snapshot: { ...snapshot, training },
    report,
    draft: isOtherFile || isUntouched ? snapshot.formula : model.draft,
    submitted: snapshot.phase.kind === 'working' ? model.submitted : null,
    isSlow: snapshot.phase.kind === 'working' && model.isSlow,
    selectedLine: before !== null && isOtherFile ? null : model.selectedLine,
    doctor: report === model.report ? model.doctor : { ...FIRST_MODEL.doctor, options: model.doctor.options },
    predict: predictingOf(model, report, before !== null && isOtherFile),
    sheet: isOtherFile ? null : model.sheet,
    comparing: before !== null && isOtherFile ? FIRST_MODEL.comparing : model.comparing,
  };
}

/** Another fit has another form; values of the columns that stay are kept, but not those of another file. */
function predictingOf(model: PanelModel, report: FitReport | null, isOtherFile: boolean): Predicting {
  if (report === model.report && !isOtherFile) return model.predict;
  return { ...FIRST_MODEL.predict, row: isOtherFile ? null : model.predict.row };
}

/** A run that has just begun comes to the front, with all of its epochs in sight. */
function withTraining(model: PanelModel, training: TrainingSnapshot): PanelModel {
  const { snapshot, look } = model;
  if (snapshot === null) return model;
  const newest = training.runs.at(-1)?.token;
  const isNew = newest !== undefined && !snapshot.training.runs.some(({ token }) => token === newest);
  const isGone = !training.runs.some(({ token }) => token === look.run);
  return {
    ...model,
    // The form is filled in here: what the host knows of it may be older than what stands in it.
    snapshot: { ...snapshot, training: { ...training, settings: snapshot.training.settings } },
    look: isNew || isGone ? { ...look, run: null, zoom: null } : look,
  };
}

function withTrainingDelta(model: PanelModel, delta: TrainingDelta): PanelModel {
  return withSnapshotPart(model, ({ training }) => ({
    training: { ...training, runs: runsWithDelta(training.runs, delta) },
  }));
}

/** The snapshot with what is newer of a part of it; nothing before there is one. */
function withSnapshotPart(
  model: PanelModel,
  partOf: (snapshot: PanelSnapshot) => Partial<PanelSnapshot>,
): PanelModel {
  const { snapshot } = model;
  return snapshot === null ? model : { ...model, snapshot: { ...snapshot, ...partOf(snapshot) } };
}

function withProgress(model: PanelModel, progress: WorkProgress): PanelModel {
  const { snapshot } = model;
  if (snapshot?.phase.kind !== 'working') return model;
  return { ...model, snapshot: { ...snapshot, phase: { ...snapshot.phase, progress } } };
}

function shownReport({ phase }: PanelSnapshot): FitReport | null {
  if (phase.kind === 'empty') return null;
  return phase.kind === 'fitted' ? phase.report : phase.previous;
}

/** Keeps the object on screen where the new one says the same, so that nothing is drawn again. */
function keptReport(shown: FitReport | null, next: FitReport | null): FitReport | null {
  return shown !== null && next !== null && isSameFit(shown, next) ? shown : next;
}
