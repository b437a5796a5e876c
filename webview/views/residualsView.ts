import type { Cloud, FitReport, Sentence } from '../../src/protocol/index.js';
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
  hasSmooth: (view: FitReport['residualsView']) => boolean;
  cloud: (view: FitReport['residualsView']) => Cloud | null;
};

const PARTS: readonly Part[] = [
  {
    name: 'shape',
    title: { word: 'Shape', textbook: 'histogram, density' },
    picture: shapeChart,
    columns: shapeColumns,
    sentence: (view) => view.shape.sentence,
    hasSmooth: () => false,
    cloud: () => null,
  },
  {
    name: 'tails',
    title: { word: 'Tails', textbook: 'normal Q-Q, 95 % band' },
    picture: tailsChart,
    columns: tailsColumns,
    sentence: (view) => view.tails.sentence,
    hasSmooth: () => false,
    cloud: (view) => view.tails.cloud,
  },
  {
    name: 'trend',
    title: { word: 'Trend', textbook: 'residual by fitted' },
    picture: trendChart,
    columns: trendColumns,
    sentence: (view) => view.trend.sentence,
    hasSmooth: (view) => view.trend.smooth !== null,
    cloud: (view) => view.trend.cloud,
  },
  {
    name: 'spread',
    title: { word: 'Spread', textbook: 'scale-location' },
    picture: spreadChart,
    columns: spreadColumns,
    sentence: (view) => view.spread.sentence,
    hasSmooth: (view) => view.spread.smooth !== null,
    cloud: (view) => view.spread.cloud,
  },
];

/** The residuals against the Gaussian: shape, tails, trend, spread, each with its sentence. */
export function residualsView(report: FitReport, context: ViewContext): View {
  const charts = PARTS.map((part) => new ChartCard(planOf(part, report), report, context));
  return { content: [element('div', { class: 'pair' }, ...charts.map((card) => card.element))], charts };
}

function planOf(part: Part, report: FitReport): ChartPlan {
  const view = report.residualsView;
  const cloud = part.cloud(view);
  const legend =
    part.hasSmooth(view) &&
    element('div', { class: 'legend' }, element('span', { class: 'key smooth' }, 'smooth'));
  return {
    name: part.name,
    title: part.title,
    aside: legend,
    label: `${part.title.word} of the residuals, ${part.title.textbook}`,
    height: (width) => Math.round(Math.max(220, Math.min(320, width * 0.7))),
    picture: (room) => part.picture(report, room),
    columns: () => part.columns(report),
    sentence: part.sentence(view),
    isEmpty: cloud !== null && cloud.cells === null && cloud.x.length === 0,
  };
}
