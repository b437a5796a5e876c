import { formatNumber } from '../../../src/protocol/index.js';
import { pixelX, pixelY } from '../../charts/training/liveChart.js';
import { nearestEntry, pairNames, pathRows, type SurfaceInput } from '../../charts/training/surfaceChart.js';
import { element, listening, svgElement } from '../../element.js';
import type { LiveChartCard } from './liveChartCard.js';

/** The epoch of the path under the pointer, or under the arrows. */
export class SurfacePointer {
  private readonly card = element('div', { class: 'epoch-card', 'data-part': 'surface-card' });
  private entry = -1;

  constructor(
    private readonly chart: LiveChartCard,
    private readonly input: () => SurfaceInput | null,
  ) {
    listening(chart.plot, {
      pointermove: (event) => this.move(event),
      pointerleave: () => this.show(-1),
      blur: () => this.show(-1),
      keydown: (event) => this.onKey(event),
    });
  }

  /** After the chart was drawn anew the point stands elsewhere. */
  redraw(): void {
    const { frame, overlay } = this.chart;
    const input = this.input();
    const row = input && pathRows(input)[this.entry];
    if (!frame || !row) {
      overlay.replaceChildren();
      this.card.remove();
      return;
    }
    const at = { cx: frame.left + pixelX(frame, row.c0), cy: frame.top + pixelY(frame, row.c1) };
    overlay.replaceChildren(svgElement('circle', { class: 'path-ring', ...at, r: 6 }));
  }

  private move(event: MouseEvent): void {
    const { frame, plot } = this.chart;
    const input = this.input();
    if (!frame || !input) return;
    const box = plot.getBoundingClientRect();
    const at = { x: event.clientX - box.left - frame.left, y: event.clientY - box.top - frame.top };
    this.show(nearestEntry(frame, pathRows(input), at));
  }

  private show(entry: number): string {
    this.entry = entry;
    const input = this.input();
    const row = input && pathRows(input)[entry];
    this.redraw();
    if (!row) return '';
    const { epochsPerWeights, epochCount } = input.run.curve;
    const epoch = Math.min(entry * epochsPerWeights, epochCount);
    const values = pairNames(input).map((name, axis) => ({
      name,
      words: formatNumber(axis === 0 ? row.c0 : row.c1, 4),
    }));
    const lines = values.map(({ name, words }) =>
      element('tr', {}, element('th', {}, name), element('td', {}, words)),
    );
    this.card.replaceChildren(
      element('table', {}, element('tr', { class: 'quiet' }, element('th', {}, `epoch ${epoch}`)), ...lines),
    );
    this.place(row);
    return `epoch ${epoch}: ${values.map(({ name, words }) => `${name} ${words}`).join(', ')}`;
  }

  /** Beside the point, inside the chart. */
  private place(row: { c0: number; c1: number }): void {
    const { frame, plot } = this.chart;
    if (!frame) return;
    plot.append(this.card);
    const x = frame.left + pixelX(frame, row.c0);
    const isRight = x + this.card.offsetWidth + 24 > plot.clientWidth;
    this.card.style.left = `${Math.max(0, isRight ? x - this.card.offsetWidth - 14 : x + 14)}px`;
    this.card.style.top = `${Math.max(0, frame.top + pixelY(frame, row.c1) - this.card.offsetHeight - 10)}px`;
  }

  private onKey(event: KeyboardEvent): void {
    const input = this.input();
    const last = input ? pathRows(input).length - 1 : -1;
    const far = Math.max(1, Math.round(last / 10));
    const next: Record<string, number> = {
      ...{ ArrowRight: this.entry + 1, ArrowLeft: this.entry - 1, Home: 0, End: last },
      ...{ PageDown: this.entry + far, PageUp: this.entry - far, Escape: -1 },
    };
    const to = next[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const words = this.show(to < 0 && event.key !== 'Escape' ? 0 : Math.min(last, to));
    if (words !== '') document.querySelector('[data-part="live"]')?.replaceChildren(words);
  }
}
