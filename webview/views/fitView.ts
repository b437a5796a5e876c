import type { FitReport, OneFeatureView, SeveralFeaturesView } from '../../src/protocol/index.js';
import { fitChart, fitColumns, lineNames } from '../charts/fitChart.js';
import { fittedActualChart, fittedActualColumns } from '../charts/fittedActualChart.js';
import { titleOf } from '../charts/marks.js';
import { partialChart, partialColumns, sharedExtent } from '../charts/partialChart.js';
import { element, linkButton, listening } from '../element.js';
import { ChartCard, type ChartPlan } from './chartCard.js';
import { coefficientTable } from './coefficientTable.js';
import type { ViewContext } from './context.js';
import { metricLine } from './metrics.js';
import { sentenceElement } from './sentence.js';

/** What a view is made of: what stands on the page, and the charts that have to be painted. */
export type View = { content: HTMLElement[]; charts: ChartCard[] };

/** Of many features the first charts are shown, the rest waits for a click; a few more are not worth one. */
const FIRST_PARTIALS = 8;
const MOST_PARTIALS_AT_ONCE = 12;
const LABELS_FROM_WIDTH = 560;
const PARTIAL_HEIGHT = 166;

/** The fit: one chart for one feature; for several, fitted against actual and a chart for each; then the terms. */
export function fitView(report: FitReport, context: ViewContext): View {
  const view = report.fitView;
  const { content, charts } =
    view.kind === 'one' ? oneFeature(view, report, context) : severalFeatures(view, report, context);
  return { content: [...content, coefficientTable(report, context), metricLine(report)], charts };
}

function oneFeature(view: OneFeatureView, report: FitReport, context: ViewContext): View {
  let showsSticks = false;
  const toggle = listening(element('input', { type: 'checkbox', 'data-part': 'sticks' }), {
    change: () => {
      showsSticks = toggle.checked;
      card.draw().catch(context.failed);
    },
  });
  const aside = element(
    'div',
    { class: 'aside' },
    view.line && lineLegend(report, view.line.bands !== null),
    element('label', {}, toggle, 'residuals'),
  );
  const card = new ChartCard(
    {
      name: 'fit',
      title: null,
      aside,
      label: `${titleOf(report.target)} against ${view.feature ? titleOf(view.feature) : 'record'}`,
      height: (width) => Math.round(Math.max(250, Math.min(440, width * 0.52))),
      picture: (room) =>
        fitChart({ view, report, showsSticks, labelsLine: room.width >= LABELS_FROM_WIDTH }, room),
      columns: () => fitColumns({ view, report }),
      sentence: view.sentence,
    },
    report,
    context,
  );
  return { content: [card.element], charts: [card] };
}

/** Names of line and bands where there is no room for them beside the line; hidden in a wide panel. */
function lineLegend(report: FitReport, hasBands: boolean): HTMLElement {
  const names = lineNames(report);
  const item = (name: string, words: string) => element('span', { class: `key ${name}` }, words);
  return element(
    'div',
    { class: 'legend narrow-only' },
    item('line', names.line),
    ...(hasBands ? [item('average', 'average'), item('new-row', names.newRow)] : []),
  );
}

function severalFeatures(view: SeveralFeaturesView, report: FitReport, context: ViewContext): View {
  const main = fittedActualCard(view, report, context);
  const partials = partialCards(view, report, context);
  const firstCount = partials.length <= MOST_PARTIALS_AT_ONCE ? partials.length : FIRST_PARTIALS;
  const charts = [main, ...partials.slice(0, firstCount)];
  const rest = partials.slice(firstCount);
  const grid = element(
    'div',
    { class: `partials lines-of-${lineLength(view)}` },
    ...charts.slice(1).map((card) => card.element),
  );
  const more = linkButton(`Show ${rest.length} more features`, () => {
    more.remove();
    grid.append(...rest.map((card) => card.element));
    charts.push(...rest);
    drawInTurn(rest).catch(context.failed);
  });
  const title = element('h2', {}, 'Each feature, the others held fixed');
  const right = element('section', {}, title, grid, rest.length > 0 && more);
  const pair = element('div', { class: 'pair fit-pair' }, main.element, partials.length > 0 && right);
  return { content: [pair, sentenceElement(view.sentence, context)], charts };
}

function fittedActualCard(view: SeveralFeaturesView, report: FitReport, context: ViewContext): ChartCard {
  // Two lines of small charts stand beside it: then the feet of both sides are level.
  const hasTwoLines = Math.ceil(view.partials.length / lineLength(view)) === 2;
  const plan: ChartPlan = {
    name: 'fitted-actual',
    title: { word: 'Fitted against actual', textbook: '' },
    label: `Fitted against actual ${titleOf(report.target)}`,
    height: (width) => (hasTwoLines ? 2 * PARTIAL_HEIGHT : Math.round(Math.max(260, Math.min(460, width)))),
    picture: (room) => fittedActualChart({ view, report }, room),
    columns: () => fittedActualColumns({ view, report }),
    sentence: null,
  };
  return new ChartCard(plan, report, context);
}

/** Small charts to a line: one or two are worth a line each. */
function lineLength({ partials }: SeveralFeaturesView): 1 | 2 {
  return partials.length <= 2 ? 1 : 2;
}

function partialCards(view: SeveralFeaturesView, report: FitReport, context: ViewContext): ChartCard[] {
  const sharedY = sharedExtent(view.partials);
  const perLine = lineLength(view);
  return view.partials.map((effect, i) => {
    const plan: ChartPlan = {
      name: 'partial',
      title: null,
      label: `${titleOf(report.target)} as ${titleOf(effect.feature)} moves, the others held fixed`,
      height: () => PARTIAL_HEIGHT,
      picture: (room) => partialChart({ effect, report, sharedY, hasLabels: i % perLine === 0 }, room),
      columns: () => partialColumns({ effect, report }),
      sentence: null,
    };
    return new ChartCard(plan, report, context);
  });
}

/** Paints charts one after the other, so that the first is on screen soonest. */
export async function drawInTurn(charts: readonly ChartCard[]): Promise<void> {
  for (const chart of charts) await chart.draw();
}
