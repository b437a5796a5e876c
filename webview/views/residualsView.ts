import type { Cloud, CountsView, FitReport, Sentence, Smooth } from '../../src/protocol/index.js';
import { countsChart, countsColumns } from '../charts/countsChart.js';
import { titleOf } from '../charts/marks.js';
import type { Picture, PlottedColumn, Room } from '../charts/picture.js';
import { type ResidualsInput, shapeChart, shapeColumns } from '../charts/shapeChart.js';
import { spreadChart, spreadColumns } from '../charts/spreadChart.js';
import { tailsChart, tailsColumns } from '../charts/tailsChart.js';
import { trendChart, trendColumns } from '../charts/trendChart.js';
import { element } from '../element.js';
import { ChartCard, type ChartPlan } from './chartCard.js';
import type { ViewContext } from './context.js';
import type { View } from './fitView.js';

type Part = {
  name: ChartPlan['name'];
  title: { word: string; textbook: string };
  picture: (report: ResidualsInput, room: Room) => Picture;
  columns: (report: ResidualsInput) => PlottedColumn[];
  sentence: (view: FitReport['residualsView']) => Sentence;
  legend: (view: FitReport['residualsView']) => HTMLElement | null;
  /** Null for a chart of bars, which always has some. */
  cloud: (view: FitReport['residualsView']) => Cloud | null;
};

const PARTS: readonly Part[] = [
  {
    name: 'shape',
    title: { word: 'Shape', textbook: 'histogram, density' },
    picture: shapeChart,
    columns: shapeColumns,
    sentence: (view) => view.shape.sentence,
    legend: () => null,
    cloud: () => null,
  },
  {
    name: 'tails',
    title: { word: 'Tails', textbook: 'normal Q-Q, 95 % band' },
    picture: tailsChart,
    columns: tailsColumns,
    sentence: (view) => view.tails.sentence,
    legend: () => null,
    cloud: (view) => view.tails.cloud,
  },
  {
    name: 'trend',
    title: { word: 'Trend', textbook: 'residual by fitted' },
    picture: trendChart,
    columns: trendColumns,
    sentence: (view) => view.trend.sentence,
    legend: (view) => smoothLegend(view.trend),
    cloud: (view) => view.trend.cloud,
  },
  {
    name: 'spread',
    title: { word: 'Spread', textbook: 'scale-location' },
    picture: spreadChart,
    columns: spreadColumns,
    sentence: (view) => view.spread.sentence,
    legend: (view) => smoothLegend(view.spread),
    cloud: (view) => view.spread.cloud,
  },
];

/** The residuals against the Gaussian: shape, tails, trend, spread, each with its sentence; before them counts as such. */
export function residualsView(report: FitReport, context: ViewContext): View {
  const { counts } = report.residualsView;
  const plans = PARTS.map((part) => planOf(part, report));
  if (counts !== null) plans.unshift(countsPlan(counts, report));
  const charts = plans.map((plan) => new ChartCard(plan, report, context));
  return { content: [element('div', { class: 'pair' }, ...charts.map((card) => card.element))], charts };
}

const heightOf = (width: number) => Math.round(Math.max(220, Math.min(320, width * 0.7)));

function countsPlan({ bars, sentence }: CountsView, report: FitReport): ChartPlan {
  return {
    name: 'counts',
    title: { word: 'Counts', textbook: "against Poisson's" },
    aside: bars && legend('line', 'expected'),
    label: `Rows to each ${titleOf(report.target)}, seen and expected`,
    height: heightOf,
    picture: (room) => countsChart(report, room),
    columns: () => countsColumns(report),
    sentence,
    isEmpty: bars === null,
  };
}

function planOf(part: Part, report: FitReport): ChartPlan {
  const view = report.residualsView;
  const cloud = part.cloud(view);
  return {
    name: part.name,
    title: part.title,
    aside: part.legend(view),
    label: `${part.title.word} of the residuals, ${part.title.textbook}`,
    height: heightOf,
    picture: (room) => part.picture(report, room),
    columns: () => part.columns(report),
    sentence: part.sentence(view),
    isEmpty: cloud !== null && cloud.cells === null && cloud.x.length === 0,
  };
}

function smoothLegend({ smooth }: { smooth: Smooth | null }): HTMLElement | null {
  return smooth && legend('smooth', 'smooth');
}

function legend(key: 'line' | 'smooth', words: string): HTMLElement {
  return element('div', { class: 'legend' }, element('span', { class: `key ${key}` }, words));
}
