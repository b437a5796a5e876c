import type { FitReport } from '../../src/protocol/index.js';
import { nearestMark, orderAlongX } from '../charts/nearest.js';
import { listening } from '../element.js';
import type { MarkPositions } from '../overlay.js';
import type { ViewContext } from './context.js';
import { cardFacts } from './hoverCard.js';
import { linesOf } from './lines.js';

/** What the pointer needs of a chart. `positions` is null until it is painted. */
export type PointedChart = {
  readonly plot: HTMLElement;
  readonly positions: MarkPositions | null;
  readonly report: FitReport;
  readonly context: ViewContext;
};

/** How long a pointer rests on another mark before an open card changes: else it could never be reached. */
const DWELL_MS = 90;

/** Makes the marks of a chart answer: hover lights, a click goes to the line, arrows walk, Enter follows, Esc clears. */
export function attachPointer(chart: PointedChart): void {
  let dwelling: ReturnType<typeof setTimeout> | undefined;
  // A card that opens under a resting pointer makes it leave; that must not undo a walk with the arrows.
  let isWalking = false;
  const light = (mark: number | null) => {
    clearTimeout(dwelling);
    chart.context.spotlight.set({ hovered: mark });
    if (mark === null) chart.context.card.leave();
    else dwelling = setTimeout(() => showCard(chart, mark), DWELL_MS);
  };
  listening(chart.plot, {
    pointermove: (event) => {
      isWalking = false;
      light(markAt(chart, event));
    },
    pointerleave: () => {
      if (!isWalking) light(null);
    },
    click: (event) => {
      const mark = markAt(chart, event);
      if (mark !== null) choose(chart, mark, false);
    },
    keydown: (event) => {
      isWalking = true;
      onKey(chart, event);
    },
    blur: () => {
      isWalking = false;
      light(null);
    },
  });
}

function markAt(chart: PointedChart, event: PointerEvent | MouseEvent): number | null {
  if (!chart.positions) return null;
  const box = chart.plot.getBoundingClientRect();
  const at = { x: event.clientX - box.left, y: event.clientY - box.top };
  const index = nearestMark(chart.positions.pixels, at);
  chart.plot.classList.toggle('on-mark', index >= 0);
  return index < 0 ? null : chart.positions.points.mark[index]!;
}

function showCard(chart: PointedChart, mark: number): void {
  const place = chart.positions?.placeOf(mark);
  if (!place || !chart.positions) return;
  chart.context.card.show(chart.report, mark, { plot: chart.plot, ...place, pixels: chart.positions.pixels });
}

function choose(chart: PointedChart, mark: number, takeFocus: boolean): void {
  chart.context.select(chart.report, mark);
  chart.context.goToLines(linesOf(chart.report, mark), takeFocus);
}

function onKey(chart: PointedChart, event: KeyboardEvent): void {
  const { spotlight, card } = chart.context;
  const current = spotlight.now.hovered ?? spotlight.now.selected;
  const steps: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  const step = steps[event.key];
  if (step !== undefined) walk(chart, (at, count) => (at < 0 ? (step > 0 ? 0 : count - 1) : at + step));
  else if (event.key === 'Home') walk(chart, () => 0);
  else if (event.key === 'End') walk(chart, (_, count) => count - 1);
  else if (event.key === 'Enter' && current !== null) choose(chart, current, true);
  else if (event.key === 'Escape') {
    spotlight.set({ hovered: null });
    chart.context.select(chart.report, null);
    card.hide();
  } else return;
  event.preventDefault();
}

/** Moves the light along x and says which row it stands on. */
function walk(chart: PointedChart, next: (at: number, count: number) => number): void {
  const { positions, context, report } = chart;
  if (!positions || positions.points.mark.length === 0) return;
  const order = orderAlongX(positions.pixels);
  const { hovered, selected } = context.spotlight.now;
  const current = hovered ?? selected;
  const at = order.findIndex((index) => positions.points.mark[index] === current);
  const index = order[Math.max(0, Math.min(order.length - 1, next(at, order.length)))]!;
  const mark = positions.points.mark[index]!;
  context.spotlight.set({ hovered: mark });
  showCard(chart, mark);
  const facts = cardFacts(report, mark).map(([name, value]) => `${name} ${value}`);
  announce(`line ${report.marks.firstLine[mark]}: ${facts.join(', ')}`);
}

/** Says a sentence to screen readers through the page's one live region. */
function announce(text: string): void {
  document.querySelector('[data-part="live"]')?.replaceChildren(text);
}
