import '@vscode-elements/elements/dist/vscode-button/index.js';
import {
  Channel,
  type FitChoices,
  NO_CHOICES,
  type PanelHostSide,
  type PanelSide,
  type PanelSnapshot,
  type PanelView,
  type ReadChoices,
} from '../src/protocol/index.js';
import { ComparisonClient } from './comparisonClient.js';
import { DoctorClient } from './doctorClient.js';
import { fitQuestions } from './fitQuestions.js';
import { GpuWorkers } from './gpuWorkers.js';
import { InfluenceClient } from './influenceClient.js';
import { markOfLine } from './influenceRows.js';
import { Keeper } from './keeper.js';
import { type PanelMenuActions, panelMenu } from './panelMenu.js';
import { PredictionClient } from './predictionClient.js';
import { withChange, withKind, withLines, withoutField, withoutLines } from './reading.js';
import { reduce } from './reduce.js';
import { SimulationClient } from './simulationClient.js';
import { Spotlight } from './spotlight.js';
import { FIRST_MODEL, type PanelAction, type PanelModel } from './state.js';
import { SurfaceClient } from './surfaceClient.js';
import { readPalette, watchTheme } from './theme.js';
import { TrainingClient } from './trainingClient.js';
import { AssumptionsPart } from './views/assumptionsPart.js';
import { ChartStage } from './views/chartStage.js';
import { CompareView } from './views/compare/compareView.js';
import type { ViewContext } from './views/context.js';
import { HoverCard } from './views/hoverCard.js';
import { InfluenceView } from './views/influence/influenceView.js';
import type { Lines } from './views/lines.js';
import { ModelView } from './views/model/modelView.js';
import { Panel, type PanelActions } from './views/panel.js';
import { PredictView } from './views/predict/predictView.js';
import type { ReadingActions } from './views/reading/readingActions.js';
import { CurvesView } from './views/residuals/curvesView.js';
import { LikelihoodsPart } from './views/residuals/likelihoodsPart.js';
import { SimulateView } from './views/simulate/simulateView.js';
import { TrainingTabs } from './views/training/trainingTabs.js';
import { TrainingView } from './views/training/trainingView.js';
import { keptState, windowPort } from './vscodeApi.js';

/** Work that is done sooner is never announced. */
const SLOW_MS = 150;

const channel = new Channel<PanelSide, PanelHostSide>(windowPort, {});
const spotlight = new Spotlight();
const kept = keptState();
let model: PanelModel = {
  ...FIRST_MODEL,
  ...(kept && {
    view: kept.view,
    trainingTab: kept.trainingTab ?? FIRST_MODEL.trainingTab,
    residualsTab: kept.residualsTab ?? FIRST_MODEL.residualsTab,
    curves: kept.curves ?? FIRST_MODEL.curves,
    selectedLine: kept.selectedLine,
    predict: { ...FIRST_MODEL.predict, row: kept.newRow },
  }),
};
let palette = readPalette();
let slowTimer: ReturnType<typeof setTimeout> | undefined;
const context: ViewContext = makeContext();
const keeper = new Keeper(() => model);
const stage = new ChartStage(context, onDrawn);
const trainer = new TrainingClient(channel, () => model, dispatch);
const run = new TrainingView(trainer.actions, context, (count) => onDrawn('training', count));
const training = new TrainingTabs(run, { context, actions: trainer.studyActions });
const modelView = new ModelView({
  onFit: fitNow,
  onChoose: chooseModel,
  onDiagnose: (change) => doctor.diagnose(change),
  onDesign: () => questions.design.ask(),
  onLikelihoods: showLikelihoods,
  onShow: showPart,
  goToLines: (lines) => goToLines(lines, false),
});
const predictions = new PredictionClient(
  channel,
  () => model,
  (change) => dispatch({ kind: 'predict', change }),
  context.failed,
);
const surfaces = new SurfaceClient(
  channel,
  () => model,
  (surface) => dispatch({ kind: 'surface', surface }),
  context.failed,
);
const predictView = new PredictView({
  onRow: (row) => predictions.setRow(row),
  onStartFrom: (line) => predictions.startFrom(line),
  onScore: () => channel.announce('scoreCsv', null),
  goTo: (lines) => goToLines(lines, false),
});
const influences = new InfluenceClient(
  channel,
  () => model,
  (change) => dispatch({ kind: 'influence', change }),
  context.failed,
);
const influenceView = new InfluenceView({
  onSelect: (report, mark) => context.select(report, mark),
  onLeaveOut: leaveOut,
  onTick: (ticked) => dispatch({ kind: 'influence', change: { ticked } }),
  onMore: () => dispatch({ kind: 'influence', change: { isLong: true } }),
  onExport: exportRows,
  goTo: goToLines,
});
const questions = fitQuestions({ channel, model: () => model, dispatch, failed: context.failed });
const doctor = new DoctorClient(
  channel,
  () => model,
  (change) => dispatch({ kind: 'doctor', change }),
  context.failed,
);
const curves = new CurvesView((look) => dispatch({ kind: 'curves', look }), context);
const comparisons = new ComparisonClient(
  channel,
  () => model,
  (change) => dispatch({ kind: 'comparing', change }),
  context.failed,
);
const compareView = new CompareView({
  onPair: (change) => dispatch({ kind: 'comparing', change }),
  onKeep: (id, isKept) => channel.announce('keepFit', { id, isKept }),
  onRename: (id, name) => channel.announce('renameFit', { id, name }),
  onRemove: (id) => channel.announce('removeFit', { id }),
  onFitAgain: (formula, choices) => {
    dispatch({ kind: 'fitChoices', choices });
    dispatch({ kind: 'submit', formula });
    channel.announce('chooseModel', { formula, choices });
  },
});
const simulations = new SimulationClient(
  channel,
  () => model,
  (change) => dispatch({ kind: 'simulating', change }),
  context.failed,
);
const simulateView = new SimulateView({
  onSimulation: (simulation) => simulations.set(simulation),
  onMake: () => simulations.make(),
  onClose: () => simulations.close(),
});
const root = document.getElementById('gaussline')!;
const panel = new Panel(root, makeActions(), context, {
  ...{
    stage,
    training,
    influence: influenceView,
    assumptions: new AssumptionsPart(),
    likelihoods: new LikelihoodsPart({ onChoose: chooseModel }),
    curves,
    predict: predictView,
    model: modelView,
    compare: compareView,
    simulate: simulateView,
  },
});
// Before anything is known nothing is shown.
panel.update(model);
new GpuWorkers(channel, root.dataset.gpu ?? '');

window.addEventListener('error', (event) => context.failed(event.error ?? event.message));
window.addEventListener('unhandledrejection', (event) => context.failed(event.reason));
watchTheme(() => {
  palette = readPalette();
  training.repaint();
  curves.repaint();
  stage.redraw().catch(context.failed);
});
channel.on('snapshot', onSnapshot);
channel.on('progress', (progress) => dispatch({ kind: 'progress', progress }));
channel.on('training', (snapshot) => dispatch({ kind: 'training', training: snapshot }));
channel.on('trainingDelta', (delta) => dispatch({ kind: 'trainingDelta', delta }));
channel.on('study', (study) => dispatch({ kind: 'study', study }));
channel.on('showSimulation', () => simulations.open());
channel.on('showView', ({ view, trainingTab }) => {
  simulations.close();
  dispatch({ kind: 'view', view });
  if (trainingTab !== null) dispatch({ kind: 'trainingTab', tab: trainingTab });
});
channel.on('cursor', ({ line }) => dispatch({ kind: 'cursor', line }));
channel.call('ready', null).then(onSnapshot, context.failed);

function onDrawn(view: PanelView, chartCount: number): void {
  channel.announce('drawn', { view, chartCount });
  if (keeper.isWaiting) keeper.now();
}

/** The only place where the model changes. */
function dispatch(action: PanelAction): void {
  model = reduce(model, action);
  panel.update(model);
  light();
  trainer.askForPlan();
  doctor.ask();
  predictions.open();
  surfaces.ask();
  influences.ask();
  for (const question of Object.values(questions)) question.askWhereWanted();
  comparisons.ask();
  // A slider that is dragged must not write a report down at every step.
  const isFrequent = action.kind === 'trainingDelta' || action.kind === 'study' || action.kind === 'curves';
  if (isFrequent) keeper.later();
  else if (action.kind !== 'progress' && action.kind !== 'cursor') keeper.soon();
}

/** A chart, or another part, of a view: once it is drawn, so that it stays where it was brought to. */
function showPart(view: PanelView, name: string): void {
  if (view === 'residuals') dispatch({ kind: 'residualsTab', tab: 'charts' });
  dispatch({ kind: 'view', view });
  stage.whenDrawn(() => {
    const part = root.querySelector<HTMLElement>(`[data-chart="${name}"], [data-part="${name}"]`);
    part?.scrollIntoView();
    part?.querySelector<HTMLElement>('.plot')?.focus({ preventScroll: true });
  });
}

function showLikelihoods(): void {
  dispatch({ kind: 'residualsTab', tab: 'likelihoods' });
  dispatch({ kind: 'view', view: 'residuals' });
}

function onSnapshot(snapshot: PanelSnapshot): void {
  clearTimeout(slowTimer);
  if (snapshot.phase.kind === 'working') slowTimer = setTimeout(() => dispatch({ kind: 'slow' }), SLOW_MS);
  dispatch({ kind: 'snapshot', snapshot });
}

/** The selected line and the cursor's line as marks of the fit on screen. */
function light(): void {
  spotlight.set({
    selected: markOfLine(model.report, model.selectedLine),
    cursor: markOfLine(model.report, model.cursorLine),
  });
}

function goToLines(lines: Lines, takeFocus: boolean): void {
  channel.announce('goToLines', { ...lines, takeFocus });
}

function lineText(lines: Lines): Promise<string | null> {
  return channel.call('lineText', lines).catch(() => null);
}

function makeContext(): ViewContext {
  return {
    spotlight,
    card: new HoverCard({ lineText, goToLines }),
    palette: () => palette,
    goToLines,
    lineText,
    select: (report, mark) =>
      dispatch({ kind: 'select', line: mark === null ? null : report.marks.firstLine[mark]! }),
    choose: chooseModel,
    save: (suggestedName, content) => channel.announce('save', { suggestedName, content }),
    failed: (error) => {
      const { message, stack } = error instanceof Error ? error : new Error(String(error));
      channel.announce('failed', { message, stack: stack ?? '' });
    },
  };
}

/** What is settled is read and fitted at once. */
function read(change: (chosen: ReadChoices) => ReadChoices): void {
  const choices = change(model.snapshot?.reading.chosen ?? NO_CHOICES);
  dispatch({ kind: 'choices', choices });
  channel.announce('read', { choices });
}

/** Leaves rows of the fit on screen out of every fit, by their lines. */
function leaveOut(lines: readonly number[]): void {
  const fingerprint = model.report?.source.fingerprint ?? null;
  read((chosen) => withoutLines(chosen, lines, fingerprint));
}

function makeReadingActions(): ReadingActions {
  return {
    onSettle: (change) => read((chosen) => withChange(chosen, change)),
    onForget: (field) => read((chosen) => withoutField(chosen, field)),
    onKind: (column, kind) => read((chosen) => withKind(chosen, column, kind)),
    onTakeBack: (lines) => read((chosen) => withLines(chosen, lines)),
    onSettings: () => channel.announce('openSettings', null),
    onSheet: () => dispatch({ kind: 'toggleSheet', sheet: 'reading' }),
    onExport: () => channel.announce('exportCsv', null),
  };
}

function fitNow(formula: string): void {
  dispatch({ kind: 'submit', formula });
  channel.announce('fit', { formula });
}

/** With the formula of the fit on screen: what stands half typed in the field is not meant yet. */
function chooseModel(change: FitChoices, formula = model.report?.spec.formula ?? model.draft): void {
  const before = model.snapshot?.fitChoices ?? {};
  const references = { ...before.references, ...change.references };
  const choices = { ...before, ...change, references };
  dispatch({ kind: 'fitChoices', choices });
  dispatch({ kind: 'submit', formula });
  channel.announce('chooseModel', { formula, choices });
}

function makeActions(): PanelActions {
  return {
    onFit: fitNow,
    onDraft: (formula) => dispatch({ kind: 'draft', formula }),
    onView: (view) => dispatch({ kind: 'view', view }),
    onResidualsTab: (tab) => dispatch({ kind: 'residualsTab', tab }),
    onTrain: () => trainer.train(),
    onCancel: () => channel.announce('cancel', null),
    onOpen: () => channel.announce('openFile', null),
    onSample: (name) => channel.announce('openSample', { name }),
    onSimulate: () => simulations.open(),
    onToggleLeftOut: () => dispatch({ kind: 'toggleSheet', sheet: 'left-out' }),
    reading: makeReadingActions(),
    advice: {
      onFit: fitNow,
      onChoose: chooseModel,
      onChooseColumns: () => channel.announce('chooseColumns', null),
      onLikelihoods: showLikelihoods,
      onDismiss: (advice) => channel.announce('dismissAdvice', { advice }),
    },
    menu: () => panelMenu(model, menuActions),
  };
}

const menuActions: PanelMenuActions = {
  onTrain: () => trainer.train(),
  onChooseColumns: () => channel.announce('chooseColumns', null),
  onFit: fitNow,
  onCompare: keepAndCompare,
  onReading: () => dispatch({ kind: 'toggleSheet', sheet: 'reading' }),
  onExport: () => channel.announce('exportCsv', null),
  onExportRows: exportRows,
  onRecallAdvice: () => channel.announce('recallAdvice', null),
  onSimulate: () => simulations.open(),
  onCopy: (text) => channel.announce('copy', { text }),
};

function exportRows(): void {
  channel.announce('exportRows', null);
}

/** The fit on screen is the newest. */
function keepAndCompare(): void {
  const newest = model.snapshot?.fits.at(-1);
  if (newest !== undefined) channel.announce('keepFit', { id: newest.id, isKept: true });
  dispatch({ kind: 'view', view: 'compare' });
}
