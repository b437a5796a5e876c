import { formatNumber, type Sentence } from '../../../src/protocol/index.js';
import { type CurvesPlan, curvesChart } from '../../charts/curves/curvesChart.js';
import type { PlottedColumn } from '../../charts/picture.js';
import type { ViewContext } from '../context.js';
import { paddedColumns } from '../laboratory/paddedColumns.js';
import { LiveChartCard } from '../training/liveChartCard.js';
import { Redraw } from '../training/redraw.js';
import { CurvePointer, type CurveValues } from './curvePointer.js';

const [LEAST_HEIGHT, MOST_HEIGHT, HEIGHT_SHARE] = [220, 320, 0.6];

/** What a chart of curves shows now. */
export type CurveContent = { plan: CurvesPlan; sourceName: string; sentence: Sentence };

/** A chart of curves that follows the sliders; hidden where it has nothing to show. */
export class CurveChart {
  readonly element: HTMLElement;
  private readonly card: LiveChartCard;
  private readonly redraws: Redraw;
  private readonly pointer: CurvePointer;
  private content: CurveContent | null = null;

  constructor(plan: { name: string; word: string; label: string }, context: ViewContext) {
    const height = (width: number) =>
      Math.round(Math.max(LEAST_HEIGHT, Math.min(MOST_HEIGHT, width * HEIGHT_SHARE)));
    this.card = new LiveChartCard({ ...plan, aside: null, height }, context);
    this.element = this.card.element;
    this.pointer = new CurvePointer(this.card, {
      name: () => this.content?.plan.titles.x ?? '',
      isWhole: () => this.content?.plan.isWhole ?? false,
      values: (place) => (this.content === null ? [] : valuesAt(this.content.plan, place)),
    });
    this.redraws = new Redraw(() => this.draw(), context.failed);
    new ResizeObserver(() => this.repaint()).observe(this.card.plot);
  }

  show(content: CurveContent | null): void {
    this.content = content;
    this.element.hidden = content === null;
    if (content !== null) this.redraws.ask(true);
  }

  /** Paints again: another size or theme. */
  repaint(): void {
    if (this.content !== null) this.redraws.ask(true);
  }

  private async draw(): Promise<void> {
    if (this.content === null) return;
    const { plan, ...rest } = this.content;
    await this.card.draw({
      ...{ ...rest, picture: (room) => curvesChart(plan, room), columns: () => columnsOf(plan) },
    });
    this.pointer.refresh();
  }
}

/** The curves at a place, and the bar there. */
function valuesAt({ curves, bars, titles }: CurvesPlan, place: number): CurveValues {
  const own = curves.map(({ name, role, at }) => {
    const y = at(place);
    return { name, y, words: formatNumber(y, 4), isOwn: role === 'own' };
  });
  if (bars === null) return own;
  const { edges, height } = bars;
  const bar = Array.from(height).findIndex((_, i) => place >= edges[i]! && place < edges[i + 1]!);
  const share = bar < 0 ? 0 : height[bar]!;
  const name = titles.y === 'density' ? 'histogram' : 'rows';
  return [...own, { name, y: share, words: formatNumber(share, 4), isOwn: false }];
}

function columnsOf({ curves, titles, bars }: CurvesPlan): PlottedColumn[] {
  const columns = curves.flatMap(({ name, x, at }) => [
    { name: `${name}: ${titles.x}`, values: x },
    { name: `${name}: ${titles.y}`, values: x.map(at) },
  ]);
  const more =
    bars === null
      ? []
      : [
          { name: 'from', values: Array.from(bars.edges).slice(0, -1) },
          { name: 'to', values: Array.from(bars.edges).slice(1) },
          { name: titles.y, values: bars.height },
        ];
  return paddedColumns([...columns, ...more]);
}
