import type { Sentence } from '../../../src/protocol/index.js';
import type { PlottedColumn, Room } from '../../charts/picture.js';
import type { LiveFrame, LivePicture } from '../../charts/training/liveChart.js';
import { drawLive, type LiveDrawing } from '../../draw.js';
import { type Child, element, svgElement } from '../../element.js';
import { chartMenu } from '../chartMenu.js';
import type { ViewContext } from '../context.js';
import { menuButton } from '../menu.js';
import { sentenceElement, sentenceText } from '../sentence.js';
import type { EpochTable } from './epochPointer.js';

export type LiveChartPlan = {
  /** The stable name, `data-chart` in the page and part of the names of saved files. */
  name: string;
  word: string;
  label: string;
  aside: Child;
  height(width: number): number;
};

/** What a live chart shows now; no picture where nothing can be drawn. */
export type LiveContent = {
  picture: ((room: Room) => LivePicture) | null;
  sentence: Sentence;
  sourceName: string;
  columns(): PlottedColumn[];
  /** What a pointer at an epoch is told; absent where none points. */
  table?(epoch: number): EpochTable;
};

/** One chart of a run: painted anew on another size or theme, else only given new data. */
export class LiveChartCard {
  readonly element: HTMLElement;
  readonly plot: HTMLElement;
  readonly overlay = svgElement('svg', { class: 'overlay', 'aria-hidden': 'true' });
  private readonly canvas = element('div', { class: 'canvas' });
  private readonly caption = element('figcaption', {});
  private drawing: LiveDrawing | null = null;
  private key = '';
  private picture: LivePicture | null = null;
  private content: LiveContent | null = null;
  private words = '';

  constructor(
    private readonly plan: LiveChartPlan,
    private readonly context: ViewContext,
  ) {
    const { name, word, label, aside } = plan;
    this.plot = element(
      'div',
      {
        class: 'plot live',
        tabindex: 0,
        role: 'application',
        'aria-roledescription': 'chart',
        'aria-label': label,
      },
      this.canvas,
      this.overlay,
    );
    const menu = menuButton(`${label}: save or show`, this.menuItems(), 'chart-menu');
    this.element = element(
      'figure',
      { class: 'chart', 'data-chart': name },
      element('div', { class: 'chart-head' }, element('h2', {}, word), aside, menu),
      this.plot,
      this.caption,
    );
  }

  get isDrawn(): boolean {
    return this.drawing !== null;
  }

  get frame(): LiveFrame | null {
    return this.picture?.frame ?? null;
  }

  table(epoch: number): EpochTable {
    return this.content?.table?.(epoch) ?? { head: [], rows: [] };
  }

  /** Paints at the width there is now. Calls must not overlap. */
  async draw(content: LiveContent): Promise<void> {
    this.content = content;
    if (this.plot.hidden !== (content.picture === null)) this.plot.hidden = content.picture === null;
    const width = this.plot.clientWidth;
    if (content.picture !== null && width > 0) await this.paint(content.picture(this.room(width)));
    this.showSentence(content.sentence);
    if (content.picture === null || width > 0) this.element.dataset.drawn = 'true';
  }

  private async paint(picture: LivePicture): Promise<void> {
    if (this.drawing !== null && picture.key === this.key) {
      await this.drawing.update(picture);
    } else {
      const host = element('div', {});
      const drawing = await drawLive(host, picture);
      this.canvas.replaceChildren(host);
      this.drawing?.dispose();
      this.drawing = drawing;
      this.key = picture.key;
      const { frame } = picture;
      this.overlay.setAttribute('width', String(frame.left + frame.width + frame.right));
      this.overlay.setAttribute('height', String(frame.top + frame.height + frame.bottom));
    }
    this.picture = picture;
  }

  private room(width: number): Room {
    return { width, height: this.plan.height(width), palette: this.context.palette() };
  }

  private showSentence(sentence: Sentence): void {
    const words = `${sentence.verdict} ${sentenceText(sentence)}`;
    if (words === this.words) return;
    this.words = words;
    this.caption.replaceChildren(sentenceElement(sentence, this.context));
    this.plot.setAttribute('aria-label', `${this.plan.label}. ${sentenceText(sentence)}`);
  }

  private menuItems() {
    const { plan, context } = this;
    return chartMenu({
      name: plan.name,
      label: plan.label,
      context,
      sourceName: () => this.content?.sourceName ?? '',
      host: () => this.element,
      spec: () => this.content!.picture!(this.room(this.plot.clientWidth)).spec(),
      columns: () => this.content?.columns() ?? [],
    });
  }
}
