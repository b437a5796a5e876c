import {
  isAdvice,
  NOTHING_SETTLED,
  type PanelPhase,
  type PanelView,
  type ResidualsTab,
  type ShownReading,
} from '../../src/protocol/index.js';
import type { CompletionColumns } from '../completion.js';
import { type Child, element, listening } from '../element.js';
import { Region } from '../region.js';
import { activeRun, type PanelModel, shownSource } from '../state.js';
import { type AdviceActions, adviceKey, adviceLine } from './adviceLine.js';
import type { AssumptionsPart } from './assumptionsPart.js';
import { type ChartStage, isReportView } from './chartStage.js';
import type { CompareView } from './compare/compareView.js';
import type { ViewContext } from './context.js';
import { emptyState } from './emptyState.js';
import { FormulaBar } from './formulaBar.js';
import type { InfluenceView } from './influence/influenceView.js';
import { leftOutList } from './leftOutList.js';
import { metricGhosts, ProgressRow, progressBar, skeleton } from './loading.js';
import type { MenuItem } from './menu.js';
import { cancelledNote, errorBox, mendedFormula, warningBoxes } from './messages.js';
import { metricStrip } from './metrics.js';
import type { ModelView } from './model/modelView.js';
import type { PredictView } from './predict/predictView.js';
import { rankActions } from './rankActions.js';
import type { ColumnSearch } from './reading/columnTable.js';
import { otherReadings } from './reading/otherReadings.js';
import type { ReadingActions } from './reading/readingActions.js';
import { readingSheet } from './reading/readingSheet.js';
import type { CurvesView } from './residuals/curvesView.js';
import type { LikelihoodsPart } from './residuals/likelihoodsPart.js';
import { residualsTabs } from './residuals/residualsTabs.js';
import type { SimulateView } from './simulate/simulateView.js';
import { sourceStrip } from './sourceStrip.js';
import { tabs } from './tabs.js';
import { offersMend } from './training/trainingMessages.js';
import type { TrainingTabs } from './training/trainingTabs.js';
import { truthTable } from './truthTable.js';

export type PanelActions = {
  onFit(formula: string): void;
  onDraft(formula: string): void;
  onView(view: PanelView): void;
  onResidualsTab(tab: ResidualsTab): void;
  onTrain(): void;
  onCancel(): void;
  onOpen(): void;
  onSample(name: string): void;
  onSimulate(): void;
  onToggleLeftOut(): void;
  reading: ReadingActions;
  advice: AdviceActions;
  menu(): readonly MenuItem[];
};

const NO_COLUMNS: CompletionColumns = { columns: [], rowCount: 0 };

/** The page: every region says which part of the model it shows, and is built again when that part changes. */
export class Panel {
  private readonly shell: HTMLElement;
  private readonly empty = element('div', {});
  private readonly formula: FormulaBar;
  private tab: PanelView | null = null;
  private readonly progress: ProgressRow;
  private readonly search: ColumnSearch = { text: '' };
  private readonly regions: Region<PanelModel>[];

  constructor(
    root: HTMLElement,
    private readonly actions: PanelActions,
    private readonly context: ViewContext,
    private readonly views: {
      stage: ChartStage;
      training: TrainingTabs;
      influence: InfluenceView;
      assumptions: AssumptionsPart;
      likelihoods: LikelihoodsPart;
      curves: CurvesView;
      predict: PredictView;
      model: ModelView;
      compare: CompareView;
      simulate: SimulateView;
    },
  ) {
    this.formula = new FormulaBar(actions);
    this.progress = new ProgressRow(actions.onCancel);
    const made = this.makeRegions();
    this.regions = [...made.values()];
    const host = (name: string) => made.get(name)!.element;
    const tabLine = element('div', { class: 'tab-line' }, host('tabs'), host('bar'));
    this.shell = element(
      'main',
      { class: 'shell' },
      host('strip'),
      host('sheet'),
      this.formula.element,
      host('error'),
      host('metrics'),
      tabLine,
      host('work'),
      host('warnings'),
      host('residuals'),
      views.stage.element,
      host('truth'),
      views.assumptions.element,
      views.likelihoods.element,
      views.curves.element,
      views.influence.element,
      views.training.element,
      views.predict.element,
      views.model.element,
      views.compare.element,
      host('skeleton'),
    );
    const live = element('div', { class: 'unseen', 'aria-live': 'polite', 'data-part': 'live' });
    root.replaceChildren(views.simulate.element, this.empty, this.shell, live);
  }

  update(model: PanelModel): void {
    const phase = model.snapshot?.phase;
    const isEmpty = phase?.kind === 'empty';
    const isCovered = model.simulating.isOpen;
    this.empty.hidden = !isEmpty || isCovered;
    this.shell.hidden = !phase || isEmpty || isCovered;
    if (isEmpty) this.empty.replaceChildren(emptyState(model.snapshot?.samples ?? [], this.actions));
    for (const region of this.regions) region.update(model);
    this.updateFormula(model);
    this.progress.update(workOf(model));
    const isDimmed = phase?.kind === 'failed' || (phase?.kind === 'working' && model.isSlow);
    this.shell.classList.toggle('dims', isDimmed);
    this.shell.classList.toggle('bare', model.report === null && !isGhostly(model));
    const { stage, training, influence, predict, model: modelView, simulate } = this.views;
    const isAside = model.view === 'residuals' && model.residualsTab !== 'charts';
    stage.element.hidden = !isReportView(model.view) || isAside;
    if (isReportView(model.view) && !isAside) stage.show(model.report, model.view);
    training.update(model);
    influence.update(model);
    this.views.assumptions.update(model);
    this.views.likelihoods.update(model);
    this.views.curves.update(model);
    predict.update(model);
    modelView.update(model);
    this.views.compare.update(model);
    simulate.update(model);
    this.showTab(model.view);
  }

  /** In a narrow panel the line of tabs is longer than it shows. */
  private showTab(view: PanelView): void {
    if (view === this.tab) return;
    this.tab = view;
    document.getElementById(`tab-${view}`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  private updateFormula(model: PanelModel): void {
    const phase = model.snapshot?.phase;
    const error = phase?.kind === 'failed' ? phase.error : null;
    const isRunning = activeRun(model) !== null;
    const isSameText = model.draft === model.snapshot?.formula;
    this.formula.update({
      draft: model.draft,
      columns: shownSource(model) ?? NO_COLUMNS,
      wrong: isSameText ? (error?.details.range ?? null) : null,
      isPrimary:
        !isRunning && (error === null || mendedFormula(error, model.draft) === null) && !offersMend(model),
      isRunning,
      isWorking: phase?.kind === 'working' && model.isSlow,
    });
  }

  private makeRegions(): Map<string, Region<PanelModel>> {
    const host = (name: string, part?: string) => element('div', { class: name, 'data-part': part ?? null });
    return new Map(
      Object.entries({
        strip: new Region(host('strip', 'source-strip'), stripDeps, (model) => this.strip(model)),
        sheet: new Region(host('sheet-host'), sheetDeps, (model) => this.sheet(model)),
        error: new Region(
          host('error-host'),
          (m) => [m.snapshot?.phase],
          (model) => this.error(model),
        ),
        metrics: new Region(host('metrics', 'metrics'), (m) => [m.report, isGhostly(m)], metricsOf),
        tabs: new Region(
          host('tabs-host'),
          (m) => [m.view, isDeficient(m)],
          (m) => [tabs(m.view, this.actions.onView, isDeficient(m) ? ['model'] : [])],
        ),
        bar: new Region(
          host('bar-host'),
          (m) => [shownWork(m)],
          (m) => [shownWork(m) && progressBar(workOf(m))],
        ),
        work: new Region(
          host('work'),
          (m) => (shownWork(m) ? ['working'] : [m.snapshot?.phase, m.isSlow]),
          (model) => this.work(model),
        ),
        warnings: new Region(
          host('warnings'),
          (m) => [m.report, m.view === 'model', m.snapshot?.dismissedAdvice.join('\n')],
          (model) => this.warnings(model),
        ),
        residuals: new Region(
          host('residuals-tabs'),
          (m) => [m.report === null || m.view !== 'residuals' ? null : m.residualsTab],
          (m) => [
            m.report !== null &&
              m.view === 'residuals' &&
              residualsTabs(m.residualsTab, this.actions.onResidualsTab),
          ],
        ),
        truth: new Region(
          host('view truth-host'),
          (m) => [m.report, m.view, JSON.stringify(m.snapshot?.truth)],
          (model) => this.truth(model),
        ),
        skeleton: new Region(
          host('skeleton-host'),
          (m) => [isGhostly(m)],
          (m) => [isGhostly(m) && skeleton()],
        ),
      }),
    );
  }

  private warnings({ report, view, snapshot }: PanelModel): HTMLElement[] {
    if (report === null) return [];
    const { onFit, onView, reading, advice } = this.actions;
    const dismissed = new Set(snapshot?.dismissedAdvice);
    const warnings = report.warnings.filter(({ code }) => !isAdvice(code));
    const told = report.warnings.filter(
      ({ code }) => isAdvice(code) && !dismissed.has(adviceKey(code, report)),
    );
    // In the Model view they are compared already.
    const onCompare = view === 'model' ? null : () => onView('model');
    const boxes = warningBoxes(warnings, (code) => [
      ...otherReadings(code, report, reading),
      ...rankActions(code, report, { onFit, onCompare }),
    ]);
    return [...boxes, ...told.map((one) => adviceLine(one, report, advice))];
  }

  private truth({ report, snapshot, view }: PanelModel): Child[] {
    const truth = snapshot?.truth ?? null;
    return report && truth && view === 'fit' ? [truthTable(report, truth, this.context)] : [];
  }

  private strip(model: PanelModel): Child[] {
    const phase = model.snapshot?.phase;
    return sourceStrip({
      name: model.snapshot?.file?.name ?? '',
      source: shownSource(model),
      report: phase?.kind === 'failed' && phase.source !== null ? null : model.report,
      reading: readingOf(model),
      isNew: model.report === null && phase?.kind !== 'failed',
      stale: phase?.kind === 'fitted' ? phase.stale : null,
      sheet: model.sheet,
      actions: this.actions.reading,
      onRefit: () => this.actions.onFit(model.snapshot?.formula ?? ''),
      onToggleLeftOut: this.actions.onToggleLeftOut,
    });
  }

  private sheet(model: PanelModel): Child[] {
    const made = this.unfolded(model);
    if (made === null) return [];
    const { onToggleLeftOut, reading } = this.actions;
    const fold = model.sheet === 'reading' ? reading.onSheet : onToggleLeftOut;
    return [listening(made, { keydown: (event) => event.key === 'Escape' && fold() })];
  }

  private unfolded(model: PanelModel): HTMLElement | null {
    const { sheet, report } = model;
    const { search } = this;
    const { reading: actions } = this.actions;
    if (sheet === 'reading')
      return readingSheet({ source: shownSource(model), shown: readingOf(model), actions, search });
    if (sheet === null || !report) return null;
    return leftOutList(report, {
      goTo: (lines) => this.context.goToLines(lines, false),
      takeBack: actions.onTakeBack,
    });
  }

  private error({ snapshot }: PanelModel): Child[] {
    if (snapshot?.phase.kind !== 'failed') return [];
    return [
      errorBox(snapshot.phase.error, snapshot.formula, {
        onMend: this.actions.onFit,
        goTo: (lines) => this.context.goToLines(lines, false),
      }),
    ];
  }

  private work(model: PanelModel): Child[] {
    const phase = model.snapshot?.phase;
    if (phase?.kind === 'working' && model.isSlow) return [this.progress.element];
    if (phase?.kind === 'cancelled') return [cancelledNote(() => this.actions.onFit(model.draft))];
    if (phase?.kind !== 'failed' || !model.report) return [];
    const words = ['Below: the last fit that worked, ', element('code', {}, model.report.spec.formula)];
    return [element('p', { class: 'quiet-note', 'data-part': 'last-fit' }, ...words)];
  }
}

/** The Model view has something to say that no other view shows. */
function isDeficient({ report }: PanelModel): boolean {
  return report !== null && report.summary.aliased.length > 0;
}

function stripDeps(model: PanelModel): unknown[] {
  const phase = model.snapshot?.phase;
  const stale = phase?.kind === 'fitted' ? phase.stale : null;
  const { snapshot, report, sheet } = model;
  const read = [shownSource(model), ...readingDeps(model), phase?.kind === 'failed'];
  return [snapshot?.file?.name, snapshot?.formula, report, stale, sheet, ...read];
}

function sheetDeps(model: PanelModel): unknown[] {
  return [model.sheet, model.report, shownSource(model), ...readingDeps(model)];
}

/** A snapshot is a copy, so that what it says of the reading is compared as text. */
function readingDeps(model: PanelModel): unknown[] {
  return [JSON.stringify(readingOf(model))];
}

function readingOf({ snapshot }: PanelModel): ShownReading {
  return snapshot?.reading ?? NOTHING_SETTLED;
}

/** Work that has lasted, and nothing to show meanwhile. */
function isGhostly(model: PanelModel): boolean {
  return model.report === null && model.isSlow && model.snapshot?.phase.kind === 'working';
}

function metricsOf(model: PanelModel): Child[] {
  if (model.report) return metricStrip(model.report);
  return isGhostly(model) ? metricGhosts() : [];
}

function shownWork(model: PanelModel): PanelPhase | null {
  const phase = model.snapshot?.phase;
  return phase?.kind === 'working' && model.isSlow ? phase : null;
}

function workOf(model: PanelModel) {
  const phase = shownWork(model);
  return phase?.kind === 'working' ? phase.progress : null;
}
