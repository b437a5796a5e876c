import { isOver } from '../../../src/protocol/index.js';
import type { TrainingChartInput } from '../../charts/training/lossChart.js';
import { chosenPair, type NamedPair } from '../../charts/training/pair.js';
import { type Child, element } from '../../element.js';
import { Region } from '../../region.js';
import { type PanelModel, shownRun } from '../../state.js';
import type { ViewContext } from '../context.js';
import { contentOf } from './chartContent.js';
import { EpochPointer } from './epochPointer.js';
import { LiveChartCard, type LiveContent } from './liveChartCard.js';
import { pairSelects } from './pairSelects.js';
import { pathsContent } from './pathsContent.js';
import { surfaceContent, surfaceInput } from './surfaceContent.js';
import { SurfacePointer } from './surfacePointer.js';

export type RunChartActions = {
  onZoom(zoom: readonly [number, number] | null): void;
  onPair(pair: NamedPair): void;
  /** A chart comes into sight that may show what is no longer so. */
  onSight(): void;
};

/** The charts of a run: its curves, then its weights by epoch and on the surface of the loss. */
export class RunCharts {
  readonly count = 4;
  readonly curves: HTMLElement;
  readonly weights: HTMLElement;
  private model: PanelModel | null = null;
  private readonly loss: LiveChartCard;
  private readonly gap: LiveChartCard;
  private readonly paths: LiveChartCard;
  private readonly surface: LiveChartCard;
  private readonly pointer: EpochPointer;
  private readonly surfacePointer: SurfacePointer;
  private readonly pair: Region<PanelModel>;
  private readonly inSight = new Set<Element>();

  /** `tools` stand beside the title of the loss. */
  constructor(
    tools: HTMLElement,
    private readonly actions: RunChartActions,
    context: ViewContext,
  ) {
    this.pair = new Region(element('div', { class: 'aside' }), pairDeps, (model) => this.pairOf(model));
    const plans = plansOf(tools, this.pair.element);
    this.loss = new LiveChartCard(plans.loss, context);
    this.gap = new LiveChartCard(plans.gap, context);
    this.paths = new LiveChartCard(plans.paths, context);
    this.surface = new LiveChartCard(plans.surface, context);
    this.pointer = new EpochPointer(actions.onZoom);
    for (const chart of [this.loss, this.gap, this.paths])
      this.pointer.attach({
        plot: chart.plot,
        overlay: chart.overlay,
        frame: () => chart.frame,
        table: (epoch) => chart.table(epoch),
      });
    this.surfacePointer = new SurfacePointer(this.surface, () => this.model && surfaceInput(this.model));
    this.curves = element('div', { class: 'curves' }, this.loss.element, this.gap.element);
    this.weights = element('div', { class: 'curves' }, this.paths.element, this.surface.element);
    this.watchSight();
  }

  /** Of the loss, in pixels. */
  get width(): number {
    return this.loss.plot.clientWidth;
  }

  update(model: PanelModel): void {
    this.model = model;
    this.pair.update(model);
  }

  async draw(model: PanelModel, input: TrainingChartInput | null): Promise<void> {
    // While a run goes on, only what is in sight moves.
    const isMoving = input !== null && !isOver(input.run.state);
    const draw = async (card: LiveChartCard, content: () => LiveContent) => {
      if (!isMoving || this.inSight.has(card.element) || !card.isDrawn) await card.draw(content());
    };
    await draw(this.loss, () => contentOf(model, input, 'loss'));
    await draw(this.gap, () => contentOf(model, input, 'gap'));
    await draw(this.paths, () => pathsContent(model, input));
    await draw(this.surface, () => surfaceContent(model));
    this.pointer.redraw();
    this.surfacePointer.redraw();
  }

  private watchSight(): void {
    const observer = new IntersectionObserver((changes) => {
      for (const { target, isIntersecting } of changes)
        if (isIntersecting) this.inSight.add(target);
        else this.inSight.delete(target);
      if (changes.some(({ isIntersecting }) => isIntersecting)) this.actions.onSight();
    });
    for (const card of [this.loss, this.gap, this.paths, this.surface]) observer.observe(card.element);
  }

  private pairOf(model: PanelModel): Child[] {
    const run = shownRun(model);
    return run?.opened?.weightSpace?.bowl ? pairSelects(run, model.look.pair, this.actions.onPair) : [];
  }
}

function plansOf(tools: HTMLElement, pair: HTMLElement) {
  const height = (least: number, share: number) => (width: number) =>
    Math.round(Math.max(least, Math.min(340, width * share)));
  return {
    loss: { name: 'loss', word: 'Loss', label: 'Loss by epoch', aside: tools, height: height(220, 0.34) },
    gap: {
      ...{ name: 'gap', word: 'Gap to the exact answer', label: 'Gap to the exact answer by epoch' },
      ...{ aside: null, height: height(190, 0.28) },
    },
    paths: {
      ...{ name: 'paths', word: 'Weight paths', label: 'Coefficients by epoch' },
      ...{ aside: null, height: height(240, 0.34) },
    },
    surface: {
      ...{ name: 'surface', word: 'Loss surface', label: 'Mean training loss over two coefficients' },
      ...{ aside: pair, height: height(300, 0.55) },
    },
  } as const;
}

/** A select that is open must not be built again; what a run begins with decides the default. */
function pairDeps(model: PanelModel): unknown[] {
  const run = shownRun(model);
  const pair = run && model.look.pair === null ? chosenPair(run, null) : model.look.pair;
  return [run?.token, run?.opened === null, JSON.stringify(pair)];
}
