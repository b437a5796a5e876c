import {
  formatNumber,
  isOver,
  type TrainingRunRecord,
  type TrainingSettings,
} from '../../../src/protocol/index.js';
import { GUTTER, rawWords, rightRoom } from '../../charts/training/lossChart.js';
import { type Child, element, icon, linkButton, listening } from '../../element.js';
import { Region } from '../../region.js';
import { activeRun, type PanelModel, shownRun, type TrainingLook } from '../../state.js';
import type { ViewContext } from '../context.js';
import { chartInput } from './chartContent.js';
import { type ControlActions, controlButtons, epochWords, paceSelect } from './controls.js';
import { Redraw } from './redraw.js';
import { RunCharts } from './runCharts.js';
import { RunCoefficients } from './runCoefficients.js';
import { type RunActions, RunsTable } from './runsTable.js';
import { backendReason } from './settings.js';
import { SettingsForm } from './settingsForm.js';
import { trainingMessages } from './trainingMessages.js';

export type TrainingActions = ControlActions &
  RunActions & {
    onSettings(settings: TrainingSettings): void;
    /** Takes these settings and trains with them. */
    onTrainWith(settings: TrainingSettings): void;
    onLook(change: Partial<TrainingLook>): void;
  };

/** Controls, settings, the charts of a run, runs and coefficients. Made once; only what has changed is written again. */
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
  private readonly charts: RunCharts;
  private readonly redraws: Redraw;

  constructor(
    private readonly actions: TrainingActions,
    context: ViewContext,
    private readonly onDrawn: (chartCount: number) => void,
  ) {
    this.form = new SettingsForm(actions.onSettings);
    this.runs = new RunsTable(actions);
    this.tools = new Region(element('div', { class: 'aside' }), toolDeps, (model) => this.toolsOf(model));
    this.charts = new RunCharts(
      this.tools.element,
      {
        onZoom: (zoom) => actions.onLook({ zoom }),
        onPair: (pair) => actions.onLook({ pair }),
        onSight: () => this.redraws.ask(),
      },
      context,
    );
    this.redraws = new Redraw(() => this.draw(), context.failed);
    const made = this.makeRegions();
    this.regions = [...Object.values(made), this.tools];
    this.element.append(
      element('div', { class: 'controls' }, made.buttons.element, made.epochs.element, made.pace.element),
      element('div', { class: 'run-bar', 'aria-hidden': 'true' }, this.bar),
      made.message.element,
      this.form.element,
      this.charts.curves,
      this.runs.element,
      this.charts.weights,
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
    this.charts.update(model);
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

  private async draw(): Promise<void> {
    const { model } = this;
    if (!model || this.element.hidden) return;
    const run = shownRun(model);
    const begun = performance.now();
    const input = chartInput(model);
    // Read before anything is written: the page is laid out once a frame.
    const { width: whole } = this.charts;
    const width = Math.max(1, whole - GUTTER - rightRoom(whole));
    await this.charts.draw(model, input);
    this.rawLegend.textContent = input ? rawWords(input, width) : '';
    this.showBar(activeRun(model) ?? run);
    this.runs.update({
      runs: model.snapshot?.training.runs ?? [],
      shown: run,
      isStale: (one) => isStale(model, one),
    });
    this.coefficients.update(run);
    const isFirst = this.element.dataset.drawn === undefined;
    this.element.dataset.drawn = 'true';
    if (run && !isOver(run.state))
      performance.measure('training-frame', { start: begun, end: performance.now() });
    if (isFirst) this.onDrawn(this.charts.count);
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
