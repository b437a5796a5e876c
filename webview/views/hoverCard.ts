import {
  type FitReport,
  formatExact,
  formatFixed,
  formatNumber,
  gaussianDensity,
  laplaceDensity,
  poissonLogProbability,
} from '../../src/protocol/index.js';
import { countInside, type Pixels } from '../charts/nearest.js';
import { element, linkButton } from '../element.js';
import { timesWords, withUnit } from '../format.js';
import { type Lines, linesOf } from './lines.js';

/** Where a card may open: the chart it belongs to, the mark in it and the crowd to keep clear of. */
export type CardPlace = { plot: HTMLElement; x: number; y: number; pixels: Pixels };

type CardActions = {
  lineText(lines: Lines): Promise<string | null>;
  goToLines(lines: Lines, takeFocus: boolean): void;
};

const WIDTH = 256;
const LEAVE_MS = 280;

/** The one card that says what a mark is. It stays while the pointer is on it, so that its link can be reached. */
export class HoverCard {
  private readonly element = element('div', { class: 'hover-card', 'data-part': 'hover-card' });
  private leaving: ReturnType<typeof setTimeout> | undefined;
  private shown: { mark: number; plot: HTMLElement } | null = null;

  constructor(private readonly actions: CardActions) {
    this.element.addEventListener('pointerenter', () => clearTimeout(this.leaving));
    this.element.addEventListener('pointerleave', () => this.leave());
  }

  /** Called when the card has gone. */
  onGone: () => void = () => {};

  show(report: FitReport, mark: number, place: CardPlace): void {
    clearTimeout(this.leaving);
    if (this.shown?.mark === mark && this.shown.plot === place.plot && this.element.isConnected) return;
    this.shown = { mark, plot: place.plot };
    this.element.replaceChildren(...this.content(report, mark));
    this.put(place);
  }

  /** Goes in a moment, unless the pointer comes to it first. */
  leave(): void {
    clearTimeout(this.leaving);
    this.leaving = setTimeout(() => this.hide(), LEAVE_MS);
  }

  hide(): void {
    clearTimeout(this.leaving);
    this.shown = null;
    this.element.remove();
    this.onGone();
  }

  private content(report: FitReport, mark: number): HTMLElement[] {
    const lines = linesOf(report, mark);
    const raw = element('code', {}, '');
    const head = element(
      'div',
      { class: 'card-line' },
      element('span', { class: 'quiet' }, String(lines.firstLine)),
      raw,
    );
    void this.actions.lineText(lines).then((text) => raw.replaceChildren(text ?? ''));
    const facts = element('dl', {}, ...cardFacts(report, mark).map(([name, value]) => fact(name, value)));
    const go = linkButton(`Go to line ${lines.firstLine}`, () => this.actions.goToLines(lines, true));
    return [head, facts, element('div', { class: 'card-links' }, go)];
  }

  private put(place: CardPlace): void {
    const view = place.plot.closest<HTMLElement>('[data-view]');
    if (!view) return;
    this.element.classList.toggle('docked', view.clientWidth < 480);
    if (view.clientWidth < 480) {
      this.element.removeAttribute('style');
      place.plot.after(this.element);
      return;
    }
    view.append(this.element);
    const at = cardCorner(place, { view, height: this.element.offsetHeight });
    this.element.style.left = `${at.left}px`;
    this.element.style.top = `${at.top}px`;
  }
}

/** What the card says of a row, as pairs of a name and its value. */
export function cardFacts(report: FitReport, mark: number): (readonly [string, string])[] {
  const { marks, target, summary, residualsView } = report;
  const { unit } = target;
  const { kind } = residualsView;
  const residual = marks.residual[mark]!;
  const sigma = summary.residualStandardError;
  const inSigma =
    kind === 'raw' && sigma !== null && sigma > 0 ? `, ${formatFixed(residual / sigma, 1)} σ` : '';
  const judged =
    kind === 'raw' ? [] : [[`${kind} residual`, formatNumber(marks.devianceResidual[mark]!)] as const];
  const leverage = marks.leverage[mark]!;
  const times = timesWords((leverage * summary.n) / summary.rank);
  return [
    [target.label, withUnit(formatExact(marks.actual[mark]!), unit)],
    ['fitted', withUnit(fittedText(marks.fitted[mark]!), unit)],
    ['residual', withUnit(formatNumber(residual), unit) + inSigma],
    ...judged,
    ...likelihoodFact(report, mark),
    ['leverage', `${formatFixed(leverage, 3)}, ${times} the average`],
  ];
}

/** How likely the target is there, given the features: the density of the noise at the residual, of a count its probability. */
function likelihoodFact(report: FitReport, mark: number): (readonly [string, string])[] {
  const { marks, target, summary, residualsView } = report;
  const [actual, fitted] = [marks.actual[mark]!, marks.fitted[mark]!];
  const { robust, residualStandardError: sigma, n } = summary;
  if (summary.counts !== null)
    return Number.isInteger(actual) && fitted > 0
      ? [['probability', formatNumber(Math.exp(poissonLogProbability(actual, fitted)))]]
      : [];
  if (residualsView.kind !== 'raw' || summary.isPerfectFit) return [];
  const per = target.unit === null ? '' : ` per ${target.unit}`;
  const density = (value: number) => [['density', `${formatNumber(value)}${per}`]] as const;
  const residual = marks.residual[mark]!;
  if (robust?.kind === 'quantile' && robust.quantile === 0.5)
    return [...density(laplaceDensity(residual, { mean: 0, scale: robust.absolute / n }))];
  if (robust !== null || sigma === null || !(sigma > 0)) return [];
  return [...density(gaussianDensity(residual, { mean: 0, sigma }))];
}

/** A digit more than a residual, without zeros that say nothing. */
function fittedText(value: number): string {
  return formatNumber(value, 4)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');
}

function fact(name: string, value: string): HTMLElement {
  return element('div', {}, element('dt', {}, name), element('dd', {}, value));
}

/** Below or above the mark, at the place that hides the fewest others and lies near. */
function cardCorner(place: CardPlace, { view, height }: { view: HTMLElement; height: number }) {
  const plot = place.plot.getBoundingClientRect();
  const frame = view.getBoundingClientRect();
  const offset = { x: plot.left - frame.left, y: plot.top - frame.top };
  const most = view.clientWidth - WIDTH - 16;
  const lefts = [offset.x + plot.width - WIDTH, place.x + offset.x + 14, place.x + offset.x - WIDTH - 14];
  const foot = offset.y + plot.height - height;
  const tops = [place.y + offset.y + 18, place.y + offset.y - height - 18, foot];
  let best = { left: 0, top: 0, cost: Number.POSITIVE_INFINITY };
  for (const wanted of lefts) {
    const left = Math.max(16, Math.min(most, wanted));
    for (const top of tops) {
      const box = { left: left - offset.x, top: top - offset.y, width: WIDTH, height };
      const away = Math.abs(left + WIDTH / 2 - offset.x - place.x) / 8;
      const outside = top < 0 ? 400 : 0;
      // Below the chart stands its sentence; on the mark itself the card would hide what it speaks of.
      const below = Math.max(0, top - foot) / 4;
      const onMark = isInside(box, place) ? 400 : 0;
      const cost = countInside(place.pixels, box) + away + outside + below + onMark;
      if (cost < best.cost) best = { left, top, cost };
    }
  }
  return best;
}

type Box = { left: number; top: number; width: number; height: number };

function isInside({ left, top, width, height }: Box, { x, y }: { x: number; y: number }): boolean {
  return x > left - 8 && x < left + width + 8 && y > top - 8 && y < top + height + 8;
}
