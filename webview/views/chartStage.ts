import type { FitReport, PanelView } from '../../src/protocol/index.js';
import { element } from '../element.js';
import type { ChartCard } from './chartCard.js';
import type { ViewContext } from './context.js';
import { drawInTurn, fitView } from './fitView.js';
import { influenceCharts } from './influence/influenceCharts.js';
import { residualsView } from './residualsView.js';

const BUILDERS = { fit: fitView, residuals: residualsView, influence: influenceCharts } as const;
/** A view of the fit. */
export type ReportView = keyof typeof BUILDERS;

/** True for the views that are charts of the fit. */
export function isReportView(view: PanelView): view is ReportView {
  return view in BUILDERS;
}
const SETTLE_MS = 80;

/** The view on screen and its charts: built when the fit or the view changes, painted again on size and theme. */
export class ChartStage {
  readonly element = element('div', { id: 'view', role: 'tabpanel', class: 'view' });
  private charts: ChartCard[] = [];
  private shown: { report: FitReport; view: ReportView } | null = null;
  private width = 0;
  private waiting: (() => void) | null = null;
  private settling: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly context: ViewContext,
    private readonly onDrawn: (view: ReportView, chartCount: number) => void,
  ) {
    new ResizeObserver(() => this.onSize()).observe(this.element);
  }

  show(report: FitReport | null, view: ReportView): void {
    if (this.shown?.report === report && this.shown?.view === view) return;
    this.clear();
    if (!report) return;
    this.shown = { report, view };
    this.element.dataset.view = view;
    this.element.setAttribute('aria-labelledby', `tab-${view}`);
    const { content, charts } = BUILDERS[view](report, this.context);
    this.charts = charts;
    this.element.replaceChildren(...content);
    this.width = this.element.clientWidth;
    this.paint().catch(this.context.failed);
  }

  /** Calls back once the charts of the view are on screen; another call, or another view, overtakes it. */
  whenDrawn(then: () => void): void {
    if (this.element.dataset.drawn === 'true') then();
    else this.waiting = then;
  }

  /** Paints every chart of the view again. */
  async redraw(): Promise<void> {
    await drawInTurn(this.charts);
  }

  private clear(): void {
    this.context.card.hide();
    for (const chart of this.charts) chart.dispose();
    this.charts = [];
    this.shown = null;
    this.waiting = null;
    delete this.element.dataset.view;
    delete this.element.dataset.drawn;
    this.element.replaceChildren();
  }

  private async paint(): Promise<void> {
    const { shown, charts } = this;
    await drawInTurn(charts);
    if (!shown || this.shown !== shown) return;
    this.element.dataset.drawn = 'true';
    this.onDrawn(shown.view, charts.length);
    this.waiting?.();
    this.waiting = null;
  }

  /** A change of width is waited out: a panel being dragged would paint at every step. */
  private onSize(): void {
    const { clientWidth } = this.element;
    if (clientWidth === 0) this.onHidden();
    if (clientWidth === this.width || clientWidth === 0) return;
    this.width = clientWidth;
    clearTimeout(this.settling);
    this.settling = setTimeout(() => {
      this.settling = undefined;
      this.context.card.hide();
      this.redraw().catch(this.context.failed);
    }, SETTLE_MS);
  }

  /** Out of sight nothing can be painted: what was not done by then is done when the view is seen again. */
  private onHidden(): void {
    if (this.settling === undefined && this.element.dataset.drawn === 'true') return;
    clearTimeout(this.settling);
    this.settling = undefined;
    this.width = 0;
  }
}
