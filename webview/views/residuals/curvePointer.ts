import { formatNumber } from '../../../src/protocol/index.js';
import { pixelX, pixelY } from '../../charts/training/liveChart.js';
import { valueAt } from '../../charts/training/liveScale.js';
import { element, listening, svgElement } from '../../element.js';
import type { LiveChartCard } from '../training/liveChartCard.js';

/** What curves are at a place: each with its height, and how that is written. */
export type CurveValues = readonly { name: string; y: number; words: string; isOwn: boolean }[];

/** Steps of an arrow key and of a page across the whole chart. */
const [FINE, COARSE] = [100, 10];

/** The place under the pointer or the keys, with the values of the curves there. */
export class CurvePointer {
  private readonly card = element('div', { class: 'epoch-card', 'data-part': 'curve-card' });
  private place: number | null = null;

  constructor(
    private readonly chart: LiveChartCard,
    /** What stands across: its name, and the values there. */
    private readonly axis: { name(): string; isWhole(): boolean; values(place: number): CurveValues },
  ) {
    listening(chart.plot, {
      pointermove: (event) => this.show(this.placeOf(event)),
      pointerleave: () => this.show(null),
      keydown: (event) => this.onKey(event),
      blur: () => this.show(null),
    });
  }

  /** The curves have moved under it, or were drawn anew. */
  refresh(): void {
    this.show(this.place);
  }

  private show(wanted: number | null): void {
    const place = wanted === null || !this.axis.isWhole() ? wanted : Math.round(wanted);
    this.place = place;
    const { frame, overlay } = this.chart;
    if (place === null || frame === null) {
      overlay.replaceChildren();
      this.card.remove();
      return;
    }
    const values = this.axis.values(place);
    const x = frame.left + pixelX(frame, place);
    const line = { class: 'cross', x1: x, x2: x, y1: frame.top, y2: frame.top + frame.height };
    const dots = values.filter(({ y }) => y <= frame.y.high && y >= frame.y.low);
    overlay.replaceChildren(
      svgElement('line', line),
      ...dots.map(({ y }) =>
        svgElement('circle', { class: 'curve-dot', cx: x, cy: frame.top + pixelY(frame, y), r: 3.5 }),
      ),
    );
    this.fillCard(place, values);
    const isRight = x + this.card.offsetWidth + 16 > this.chart.plot.clientWidth;
    this.card.style.left = `${Math.max(0, isRight ? x - this.card.offsetWidth - 10 : x + 10)}px`;
    this.card.style.top = `${frame.top}px`;
  }

  private fillCard(place: number, values: CurveValues): void {
    const rows = values.map(({ name, words, isOwn }) =>
      element('tr', { class: isOwn ? 'own' : null }, element('th', {}, name), element('td', {}, words)),
    );
    const head = element('th', { colspan: 2 }, `${this.axis.name()} ${formatNumber(place, 4)}`);
    this.card.replaceChildren(element('table', {}, element('tr', { class: 'quiet' }, head), ...rows));
    this.chart.plot.append(this.card);
  }

  private placeOf(event: MouseEvent): number | null {
    const { frame, plot } = this.chart;
    if (frame === null) return null;
    const x = event.clientX - plot.getBoundingClientRect().left - frame.left;
    if (x < -8 || x > frame.width + 8) return null;
    return Math.max(frame.x.low, Math.min(frame.x.high, valueAt(frame.x, x / frame.width)));
  }

  private onKey(event: KeyboardEvent): void {
    const { frame } = this.chart;
    if (frame === null) return;
    const { low, high } = frame.x;
    const least = this.axis.isWhole() ? 1 : 0;
    const [fine, coarse] = [FINE, COARSE].map((steps) => Math.max(least, (high - low) / steps)) as [
      number,
      number,
    ];
    const steps: Record<string, number> = {
      ...{ ArrowRight: fine, ArrowUp: fine, ArrowLeft: -fine, ArrowDown: -fine },
      ...{ PageUp: coarse, PageDown: -coarse },
    };
    const from = this.place ?? (low + high) / 2;
    const step = this.place === null ? 0 : (steps[event.key] ?? 0);
    if (event.key === 'Escape') this.show(null);
    else if (event.key === 'Home') this.walkTo(low);
    else if (event.key === 'End') this.walkTo(high);
    else if (event.key in steps)
      this.walkTo(Math.max(low, Math.min(high, Number((from + step).toPrecision(12)))));
    else return;
    event.preventDefault();
  }

  private walkTo(place: number): void {
    this.show(place);
    const words = this.axis.values(this.place ?? place).map(({ name, words }) => `${name} ${words}`);
    document
      .querySelector('[data-part="live"]')
      ?.replaceChildren(`${this.axis.name()} ${formatNumber(this.place ?? place, 4)}: ${words.join(', ')}`);
  }
}
