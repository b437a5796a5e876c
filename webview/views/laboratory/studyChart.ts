import type { Sentence } from '../../../src/protocol/index.js';
import type { PlottedColumn, Room } from '../../charts/picture.js';
import type { LivePicture } from '../../charts/training/liveChart.js';
import type { ViewContext } from '../context.js';
import { LiveChartCard } from '../training/liveChartCard.js';
import { Redraw } from '../training/redraw.js';

/** What a chart of a study shows now. */
export type StudyPicture = {
  picture(room: Room): LivePicture;
  sentence: Sentence;
  sourceName: string;
  columns(): PlottedColumn[];
};

const HEIGHT_SHARE = 0.34;
const [LEAST_HEIGHT, MOST_HEIGHT] = [220, 340];

/** A chart that is painted when it has something to show and a width to show it in. */
export class StudyChart {
  readonly element: HTMLElement;
  private readonly card: LiveChartCard;
  private readonly redraws: Redraw;
  private shown: StudyPicture | null = null;

  /** `name` is part of the names of saved files. */
  constructor(
    plan: { name: string; word: string; label: string; height?: (width: number) => number },
    context: ViewContext,
  ) {
    const height = (width: number) =>
      Math.round(Math.max(LEAST_HEIGHT, Math.min(MOST_HEIGHT, width * HEIGHT_SHARE)));
    this.card = new LiveChartCard({ aside: null, height, ...plan }, context);
    this.element = this.card.element;
    this.redraws = new Redraw(() => this.draw(), context.failed);
    new ResizeObserver(() => this.repaint()).observe(this.card.plot);
  }

  show(content: StudyPicture): void {
    this.shown = content;
    this.redraws.ask();
  }

  /** Paints again: another size or theme. */
  repaint(): void {
    if (this.shown !== null) this.redraws.ask(true);
  }

  private async draw(): Promise<void> {
    if (this.shown !== null) await this.card.draw(this.shown);
  }
}
