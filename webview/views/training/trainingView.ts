import {
  formatNumber,
  isOver,
  type TrainingRunRecord,
  type TrainingSettings,
} from '../../../src/protocol/index.js';
import { GUTTER, rawWords, rightRoom } from '../../charts/training/lossChart.js';
import { chosenPair } from '../../charts/training/pair.js';
import { type Child, element, icon, linkButton, listening } from '../../element.js';
import { Region } from '../../region.js';
import { activeRun, type PanelModel, shownRun, type TrainingLook } from '../../state.js';
import type { ViewContext } from '../context.js';
import { chartInput, contentOf } from './chartContent.js';
import { type ControlActions, controlButtons, epochWords, paceSelect } from './controls.js';
import { EpochPointer } from './epochPointer.js';
import { LiveChartCard } from './liveChartCard.js';
import { pairSelects } from './pairSelects.js';
import { pathsContent } from './pathsContent.js';
import { Redraw } from './redraw.js';
import { RunCoefficients } from './runCoefficients.js';
import { type RunActions, RunsTable } from './runsTable.js';
import { backendReason } from './settings.js';
import { SettingsForm } from './settingsForm.js';
import { surfaceContent, surfaceInput } from './surfaceContent.js';
import { SurfacePointer } from './surfacePointer.js';
import { trainingMessages } from './trainingMessages.js';

export type TrainingActions = ControlActions &
  RunActions & {
    onSettings(settings: TrainingSettings): void;
    /** Takes these settings and trains with them. */
    onTrainWith(settings: TrainingSettings): void;
    onLook(change: Partial<TrainingLook>): void;
  };

/** Controls, settings, the two curves, runs and coefficients. Made once; only what has changed is written again. */
export class TrainingView {
  readonly element = element('div', {
    id: 'training-run',
    role: 'tabpanel',
    class: 'training',
    'aria-labelledby': 'tab-run',
  });
  private model: PanelModel | null = null;
  private readonly regions: readonly Region<PanelModel>[];
  private readonly form: SettingsForm;
  private readonly runs: RunsTable;
  private readonly coefficients = new RunCoefficients();
  private readonly bar = element('div', { class: 'bar' });
  private readonly rawLegend = element('span', { class: 'key raw' });
  private readonly tools: Region<PanelModel>;
  private readonly loss: LiveChartCard;
  private readonly gap: LiveChartCard;
  private readonly paths: LiveChartCard;
  private readonly surface: LiveChartCard;
  private readonly surfacePointer: SurfacePointer;
  private readonly pair: Region<PanelModel>;
  private readonly pointer: EpochPointer;
  private readonly redraws: Redraw;

  constructor(
    private readonly actions: TrainingActions,
    context: ViewContext,
    private readonly onDrawn: (chartCount: number) => void,
  ) {
    this.form = new SettingsForm(actions.onSettings);
    this.runs = new RunsTable(actions);
    this.pointer = new EpochPointer((zoom) => actions.onLook({ zoom }));
    const height = (least: number, share: number) => (width: number) =>
      Math.round(Math.max(least, Math.min(340, width * share)));
    this.tools = new Region(element('div', { class: 'aside' }), toolDeps, (model) => this.toolsOf(model));
    const lossPlan = {
      name: 'loss',
      word: 'Loss',
      label: 'Loss by epoch',
      aside: this.tools.element,
    } as const;
    this.loss = new LiveChartCard({ ...lossPlan, height: height(220, 0.34) }, context);
    const gapPlan = {
      name: 'gap',
      word: 'Gap to the exact answer',
      label: 'Gap to the exact answer by epoch',
      aside: null,
    } as const;
    this.gap = new LiveChartCard({ ...gapPlan, height: height(190, 0.28) }, context);
    const pathsPlan = {
      name: 'paths',
      word: 'Weight paths',
      label: 'Coefficients by epoch',
      aside: null,
    } as const;
    this.paths = new LiveChartCard({ ...pathsPlan, height: height(240, 0.34) }, context);
    this.pair = new Region(element('div', { class: 'aside' }), pairDeps, (model) => this.pairOf(model));
    const surfacePlan = {
      name: 'surface',
      word: 'Loss surface',
      label: 'Mean training loss over two coefficients',
      aside: this.pair.element,
    } as const;
    this.surface = new LiveChartCard({ ...surfacePlan, height: height(300, 0.55) }, context);
    this.surfacePointer = new SurfacePointer(this.surface, () => this.model && surfaceInput(this.model));
    for (const chart of [this.loss, this.gap, this.paths])
      this.pointer.attach({
        plot: chart.plot,
        overlay: chart.overlay,
        frame: () => chart.frame,
        table: (epoch) => chart.table(epoch),
      });
    this.redraws = new Redraw(() => this.draw(), context.failed);
    const made = this.makeRegions();
    this.regions = [...Object.values(made), this.tools, this.pair];
    this.element.append(
      element('div', { class: 'controls' }, made.buttons.element, made.epochs.element, made.pace.element),
      element('div', { class: 'run-bar', 'aria-hidden': 'true' }, this.bar),
      made.message.element,
      this.form.element,
      element('div', { class: 'curves' }, this.loss.element, this.gap.element),
      this.runs.element,
      element('div', { class: 'curves' }, this.paths.element, this.surface.element),
      this.coefficients.element,
      made.backend.element,
    );
    new ResizeObserver(() => this.redraws.ask()).observe(this.element);
  }

  update(model: PanelModel): void {
    const isInFront = model.view === 'training' && model.trainingTab === 'run';
    const isShown = isInFront && model.snapshot !== null && model.report !== null;
    this.element.hidden = !isShown;
    this.model = model;
    if (!isShown || !model.snapshot) return;
    for (const region of this.regions) region.update(model);
    this.form.update(model.snapshot.training);
    this.redraws.ask();
  }

  /** The theme is another one. */
  repaint(): void {
    this.redraws.ask();
  }

  private makeRegions() {
    const host = (name: string, part: string) => element('div', { class: name, 'data-part': part });
    const active = (model: PanelModel) => activeRun(model) ?? shownRun(model);
    return {
      buttons: new Region<PanelModel>(
        host('buttons', 'training-buttons'),
        (m) => [activeRun(m)?.token, activeRun(m)?.state, canTrain(m)],
        (m) => controlButtons(activeRun(m), canTrain(m), this.actions),
      ),
      epochs: new Region<PanelModel>(
        host('epochs', 'epochs'),
        (m) => [active(m)?.curve, active(m)?.state, active(m)?.opened],
        (m) => epochWords(active(m)),
      ),
      pace: new Region<PanelModel>(
        host('pace-host', 'pace-host'),
        (m) => [m.snapshot?.training.pace, plannedEpochs(m)],
        (m) => [paceSelect(m.snapshot!.training.pace, plannedEpochs(m), this.actions.onPace)],
      ),
      message: new Region<PanelModel>(
        host('training-message', 'training-message'),
        (m) => [
          m.snapshot?.training.error,
          shownRun(m)?.error,
          shownRun(m)?.end,
          m.snapshot?.training.settings,
        ],
        (m) => trainingMessages(m, this.actions.onTrainWith),
      ),
      backend: new Region<PanelModel>(
        host('backend', 'backend'),
        (m) => [planOf(m)?.backend, rateWords(m)],
        (m) => backendWords(m),
      ),
    };
  }

  /** Axes and smoothing stay out of the way until they are wanted. */
  private toolsOf({ look }: PanelModel): Child[] {
    const { onLook } = this.actions;
    const box = (
      word: string,
      part: string,
      [isOn, isUsual]: readonly [boolean, boolean],
      change: (isOn: boolean) => Partial<TrainingLook>,
    ) => {
      const input = listening(element('input', { type: 'checkbox', checked: isOn, 'data-part': part }), {
        change: () => onLook(change(input.checked)),
      });
      return element('label', { class: isOn === isUsual ? null : 'on' }, input, word);
    };
    const range = {
      type: 'range',
      min: 0,
      max: 0.99,
      step: 0.01,
      value: look.smoothing,
      'data-part': 'smoothing',
    };
    const slider = listening(element('input', range), {
      input: () => onLook({ smoothing: Number(slider.value) }),
    });
    const smoothing = element('label', { class: look.smoothing > 0 ? 'on' : null }, 'smooth', slider);
    const tools = [
      look.zoom && linkButton('Show all epochs', () => onLook({ zoom: null }), { 'data-part': 'zoom-out' }),
      smoothing,
      box('log loss', 'log-y', [look.isLogY, true], (isLogY) => ({ isLogY })),
      box('log epochs', 'log-x', [look.isLogX, false], (isLogX) => ({ isLogX, zoom: null })),
    ];
    const legend = element('div', { class: 'legend' }, this.rawLegend);
    return [legend, element('div', { class: 'tools' }, ...tools)];
  }

  private pairOf(model: PanelModel): Child[] {
    const run = shownRun(model);
    if (!run?.opened?.weightSpace?.bowl) return [];
    return pairSelects(run, model.look.pair, (pair) => this.actions.onLook({ pair }));
  }

  private async draw(): Promise<void> {
    const { model } = this;
    if (!model || this.element.hidden) return;
    const run = shownRun(model);
    const begun = performance.now();
    const input = chartInput(model);
    // Read before anything is written: the page is laid out once a frame.
    const { clientWidth } = this.loss.plot;
    const width = Math.max(1, clientWidth - GUTTER - rightRoom(clientWidth));
    await this.loss.draw(contentOf(model, input, 'loss'));
    await this.gap.draw(contentOf(model, input, 'gap'));
    await this.paths.draw(pathsContent(model, input));
    await this.surface.draw(surfaceContent(model));
    this.rawLegend.textContent = input ? rawWords(input, width) : '';
    this.showBar(activeRun(model) ?? run);
    this.runs.update({
      runs: model.snapshot?.training.runs ?? [],
      shown: run,
      isStale: (one) => isStale(model, one),
    });
    this.coefficients.update(run);
    this.pointer.redraw();
    this.surfacePointer.redraw();
    const isFirst = this.element.dataset.drawn === undefined;
    this.element.dataset.drawn = 'true';
    if (run && !isOver(run.state))
      performance.measure('training-frame', { start: begun, end: performance.now() });
    if (isFirst) this.onDrawn(4);
  }

  private showBar(run: TrainingRunRecord | null): void {
    const epochs = run?.opened?.plan.epochs.value ?? 1;
    const done = run?.curve.epochCount ?? 0;
    this.bar.style.width = `${Math.round((1000 * done) / epochs) / 10}%`;
    this.bar.classList.toggle('over', run === null || isOver(run.state));
  }
}

function canTrain(model: PanelModel): boolean {
  const isStudying = model.snapshot?.studies.some(({ state }) => state === 'running');
  return model.snapshot?.phase.kind !== 'working' && activeRun(model) === null && !isStudying;
}

function toolDeps({ look }: PanelModel): unknown[] {
  // A slider under the thumb must not be built again.
  return [look.zoom === null, look.isLogX, look.isLogY, look.smoothing > 0];
}

/** A select that is open must not be built again; what a run begins with decides the default. */
function pairDeps(model: PanelModel): unknown[] {
  const run = shownRun(model);
  const pair = run && model.look.pair === null ? chosenPair(run, null) : model.look.pair;
  return [run?.token, run?.opened === null, JSON.stringify(pair)];
}

function planOf(model: PanelModel) {
  return (activeRun(model) ?? shownRun(model))?.opened?.plan ?? model.snapshot?.training.plan ?? null;
}

function plannedEpochs(model: PanelModel): number {
  const { plan } = model.snapshot?.training ?? {};
  return activeRun(model)?.opened?.plan.epochs.value ?? plan?.epochs.value ?? 0;
}

function rateWords(model: PanelModel): string {
  const run = activeRun(model) ?? shownRun(model);
  const rate = run?.end?.stepsPerSecond ?? run?.now?.stepsPerSecond ?? 0;
  return rate > 0 ? `${formatNumber(rate, 2)} steps/s` : '';
}

function backendWords(model: PanelModel): Child[] {
  const backend = planOf(model)?.backend;
  if (!backend) return [];
  const { kind, name } = backend;
  const words = [name, kind === 'gpu' && 'float32', backendReason(backend)];
  return [
    icon('pulse'),
    element('span', {}, words.filter(Boolean).join(' · ')),
    element('span', { class: 'rate' }, rateWords(model)),
  ];
}

/** The text is no longer what the run learnt from. */
function isStale({ snapshot, report }: PanelModel, { opened }: TrainingRunRecord): boolean {
  if (opened === null || !report) return false;
  const isOfThisText = opened.fingerprint === report.source.fingerprint;
  return !isOfThisText || (snapshot?.phase.kind === 'fitted' && snapshot.phase.stale !== null);
}
