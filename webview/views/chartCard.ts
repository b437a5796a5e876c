import type { FitReport, Sentence } from '../../src/protocol/index.js';
import type { Picture, PlottedColumn, Room } from '../charts/picture.js';
import { type Drawing, draw } from '../draw.js';
import { type Child, element, svgElement } from '../element.js';
import { drawLit, MarkPositions } from '../overlay.js';
import { chartMenu } from './chartMenu.js';
import { attachPointer } from './chartPointer.js';
import type { ViewContext } from './context.js';
import { menuButton } from './menu.js';
import { sentenceElement, sentenceText } from './sentence.js';

export type ChartPlan = {
  /** The stable name, `data-chart` in the page and part of the names of saved files. */
  name:
    | 'fit'
    | 'fitted-actual'
    | 'partial'
    | 'counts'
    | 'shape'
    | 'tails'
    | 'trend'
    | 'spread'
    | 'pull'
    | 'place';
  /** One plain word, and the textbook's name beside it. */
  title: { word: string; textbook: string } | null;
  /** What stands at the right of the title: a legend, a switch. */
  aside?: Child;
  /** What the chart is, for those who do not see it; the sentence follows. */
  label: string;
  height(width: number): number;
  picture(room: Room): Picture;
  columns(): PlottedColumn[];
  sentence: Sentence | null;
  /** True where nothing is defined that could be drawn; the sentence says why. */
  isEmpty?: boolean;
};

/** One chart: title, drawing, what the pointer lights, sentence, and the menu that saves it. */
export class ChartCard {
  readonly element: HTMLElement;
  /** The focusable box the drawing and the lit marks stand in. */
  readonly plot: HTMLElement;
  positions: MarkPositions | null = null;
  private readonly canvas = element('div', { class: 'canvas' });
  private readonly overlay = svgElement('svg', { class: 'overlay', 'aria-hidden': 'true' });
  private drawing: Drawing | null = null;
  private turn = 0;
  private readonly stopListening: () => void;

  constructor(
    private readonly plan: ChartPlan,
    readonly report: FitReport,
    readonly context: ViewContext,
  ) {
    const label = plan.sentence ? `${plan.label}. ${sentenceText(plan.sentence)}` : plan.label;
    this.plot = element(
      'div',
      {
        class: 'plot',
        tabindex: 0,
        role: 'application',
        'aria-roledescription': 'chart',
        'aria-label': label,
      },
      this.canvas,
      this.overlay,
    );
    this.element = element(
      'figure',
      { class: 'chart', 'data-chart': plan.name },
      this.head(),
      plan.isEmpty ? element('p', { class: 'quiet-note' }, 'Nothing to draw.') : this.plot,
      plan.sentence && element('figcaption', {}, sentenceElement(plan.sentence, context)),
    );
    attachPointer(this);
    this.stopListening = context.spotlight.listen(
      (lit) => this.positions && drawLit(this.overlay, this.positions, lit),
    );
  }

  /** Paints at the width there is now. A later call overtakes an earlier one. */
  async draw(): Promise<void> {
    const turn = ++this.turn;
    const width = this.plot.clientWidth;
    if (this.plan.isEmpty) this.element.dataset.drawn = 'true';
    if (width === 0 || this.plan.isEmpty) return;
    const room = { width, height: this.plan.height(width), palette: this.context.palette() };
    const picture = this.plan.picture(room);
    const host = element('div', {});
    const drawing = await draw(host, picture.spec);
    if (turn !== this.turn) {
      drawing.dispose();
      return;
    }
    this.canvas.replaceChildren(host);
    this.drawing?.dispose();
    this.drawing = drawing;
    this.positions = new MarkPositions(picture.frame, picture.points);
    this.overlay.setAttribute('width', String(width));
    this.overlay.setAttribute('height', String(room.height));
    drawLit(this.overlay, this.positions, this.context.spotlight.now);
    this.element.dataset.drawn = 'true';
    performance.mark(`drawn ${this.plan.name}`);
  }

  dispose(): void {
    this.turn++;
    this.stopListening();
    this.drawing?.dispose();
  }

  private head(): HTMLElement {
    const { title, aside } = this.plan;
    const menu = menuButton(`${this.plan.label}: save or show`, this.menuItems(), 'chart-menu');
    return element(
      'div',
      { class: title ? 'chart-head' : 'chart-head untitled' },
      title && element('h2', {}, title.word, ' ', element('span', { class: 'quiet' }, title.textbook)),
      aside,
      !this.plan.isEmpty && menu,
    );
  }

  private menuItems() {
    return chartMenu({
      name: this.plan.name,
      label: this.plan.label,
      context: this.context,
      sourceName: () => this.report.source.name,
      host: () => this.element,
      spec: () => this.spec(),
      columns: () => this.plan.columns(),
    });
  }

  /** The same chart, drawn for a file. */
  private spec() {
    const width = this.plot.clientWidth;
    return this.plan.picture({ width, height: this.plan.height(width), palette: this.context.palette() })
      .spec;
  }
}
