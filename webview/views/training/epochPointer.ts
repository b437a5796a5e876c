import type { Range } from '../../charts/training/curves.js';
import type { LiveFrame } from '../../charts/training/liveChart.js';
import { pixelX } from '../../charts/training/liveChart.js';
import { valueAt } from '../../charts/training/liveScale.js';
import { element, listening, svgElement } from '../../element.js';

/** A row of the cross-hair's table: a run and its values at the epoch. */
export type EpochRow = { name: string; isOwn: boolean; values: readonly string[] };
export type EpochTable = { head: readonly string[]; rows: readonly EpochRow[] };

/** What a chart offers the pointer. */
export type EpochChart = {
  plot: HTMLElement;
  overlay: SVGSVGElement;
  frame(): LiveFrame | null;
  table(epoch: number): EpochTable;
};

/** The epoch under the pointer, in both charts alike; and the range that is dragged. */
export class EpochPointer {
  private readonly charts: EpochChart[] = [];
  private readonly card = element('div', { class: 'epoch-card', 'data-part': 'epoch-card' });
  private epoch: number | null = null;
  private draggedFrom: number | null = null;

  constructor(private readonly onZoom: (range: Range | null) => void) {}

  attach(chart: EpochChart): void {
    this.charts.push(chart);
    listening(chart.plot, {
      pointermove: (event) => this.move(chart, epochAt(chart, event)),
      pointerleave: () => this.draggedFrom === null && this.show(chart, null),
      pointerdown: (event) => {
        if (event.button !== 0) return;
        this.draggedFrom = epochAt(chart, event);
        chart.plot.setPointerCapture(event.pointerId);
      },
      pointerup: (event) => this.drop(epochAt(chart, event)),
      dblclick: () => this.onZoom(null),
      keydown: (event) => this.onKey(chart, event),
      blur: () => this.show(chart, null),
    });
  }

  /** After a chart was drawn anew the line stands elsewhere. */
  redraw(): void {
    for (const chart of this.charts) this.drawLine(chart);
  }

  private move(chart: EpochChart, at: number | null): void {
    this.show(chart, at === null ? null : Math.round(at));
    if (this.draggedFrom !== null && at !== null) this.drawRange(chart, [this.draggedFrom, at]);
  }

  private drop(at: number | null): void {
    const from = this.draggedFrom;
    this.draggedFrom = null;
    if (from === null || at === null) return;
    const [low, high] = from < at ? [from, at] : [at, from];
    if (high - low >= 1) this.onZoom([low, high]);
    else this.redraw();
  }

  private show(chart: EpochChart, epoch: number | null): void {
    this.epoch = epoch;
    this.redraw();
    if (epoch === null) this.card.remove();
    else this.fillCard(chart, epoch);
  }

  private fillCard(chart: EpochChart, epoch: number): void {
    const frame = chart.frame();
    if (!frame) return;
    const { head, rows } = chart.table(epoch);
    const cells = (tag: 'th' | 'td', words: readonly string[]) => words.map((word) => element(tag, {}, word));
    this.card.replaceChildren(
      element(
        'table',
        {},
        element('tr', { class: 'quiet' }, element('th', {}, `epoch ${epoch}`), ...cells('th', head)),
        ...rows.map(({ name, isOwn, values }) =>
          element('tr', { class: isOwn ? 'own' : null }, element('th', {}, name), ...cells('td', values)),
        ),
      ),
    );
    chart.plot.append(this.card);
    const x = frame.left + pixelX(frame, epoch);
    const isRight = x + this.card.offsetWidth + 16 > chart.plot.clientWidth;
    this.card.style.left = `${Math.max(0, isRight ? x - this.card.offsetWidth - 10 : x + 10)}px`;
    this.card.style.top = `${frame.top}px`;
  }

  private drawLine(chart: EpochChart): void {
    const frame = chart.frame();
    if (!frame || this.epoch === null) {
      chart.overlay.replaceChildren();
      return;
    }
    const x = frame.left + pixelX(frame, this.epoch);
    const isInside = x >= frame.left - 0.5 && x <= frame.left + frame.width + 0.5;
    const line = { class: 'cross', x1: x, x2: x, y1: frame.top, y2: frame.top + frame.height };
    chart.overlay.replaceChildren(...(isInside ? [svgElement('line', line)] : []));
  }

  private drawRange(chart: EpochChart, range: Range): void {
    const frame = chart.frame();
    if (!frame) return;
    const [from, to] = range.map((epoch) => frame.left + pixelX(frame, epoch));
    const box = { x: Math.min(from!, to!), width: Math.abs(to! - from!), y: frame.top, height: frame.height };
    chart.overlay.append(svgElement('rect', { class: 'zoom-range', ...box }));
  }

  private onKey(chart: EpochChart, event: KeyboardEvent): void {
    const frame = chart.frame();
    if (!frame) return;
    const { low, high } = frame.x;
    const first = Math.max(0, Math.ceil(low));
    const at = this.epoch ?? first - 1;
    const far = Math.max(1, Math.round((high - low) / 10));
    const steps: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1, PageDown: far, PageUp: -far };
    const next =
      event.key === 'Home' ? first : event.key === 'End' ? high : at + (steps[event.key] ?? Number.NaN);
    if (Number.isFinite(next))
      this.walkTo(chart, Math.max(first, Math.min(Math.floor(high), Math.round(next))));
    else if (event.key === '+') this.onZoom([Math.max(low, at - 2.5 * far), Math.min(high, at + 2.5 * far)]);
    else if (event.key === '-' || event.key === '0') this.onZoom(null);
    else if (event.key === 'Escape') {
      this.show(chart, null);
      this.onZoom(null);
    } else return;
    event.preventDefault();
  }

  private walkTo(chart: EpochChart, epoch: number): void {
    this.show(chart, epoch);
    const { head, rows } = chart.table(epoch);
    const words = rows.map(
      ({ name, values }) => `${name} ${values.map((value, k) => `${head[k]} ${value}`).join(', ')}`,
    );
    document.querySelector('[data-part="live"]')?.replaceChildren(`epoch ${epoch}: ${words.join('; ')}`);
  }
}

function epochAt({ plot, frame: frameOf }: EpochChart, event: MouseEvent): number | null {
  const frame = frameOf();
  if (!frame) return null;
  const x = event.clientX - plot.getBoundingClientRect().left - frame.left;
  if (x < -8 || x > frame.width + 8) return null;
  return Math.max(frame.x.low, Math.min(frame.x.high, valueAt(frame.x, x / frame.width)));
}
