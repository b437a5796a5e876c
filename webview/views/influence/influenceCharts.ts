import type { FitReport } from '../../../src/protocol/index.js';
import { placeChart, placeColumns, placePoints } from '../../charts/placeChart.js';
import { pullChart, pullCloud, pullColumns, uprightName } from '../../charts/pullChart.js';
import { element } from '../../element.js';
import { ChartCard, type ChartPlan } from '../chartCard.js';
import type { ViewContext } from '../context.js';
import type { View } from '../fitView.js';
import { sentenceElement } from '../sentence.js';

const heightOf = (width: number) => Math.round(Math.max(230, Math.min(340, width * 0.72)));

/** Leverage against residual, and Cook's distance by line; one sentence speaks of both. */
export function influenceCharts(report: FitReport, context: ViewContext): View {
  const { sentence, kind } = report.influenceView;
  const charts =
    kind === null ? [] : [pull(report), place(report)].map((plan) => new ChartCard(plan, report, context));
  const pair = element('div', { class: 'pair' }, ...charts.map((card) => card.element));
  return { content: [pair, sentenceElement(sentence, context)], charts };
}

function pull(report: FitReport): ChartPlan {
  return {
    name: 'pull',
    title: { word: 'Pull', textbook: 'leverage against residual' },
    label: `Leverage against ${uprightName(report)}, with contours of Cook's distance`,
    height: heightOf,
    picture: (room) => pullChart(report, room),
    columns: () => pullColumns(report),
    sentence: null,
    isEmpty: pullCloud(report).x.length === 0,
  };
}

function place(report: FitReport): ChartPlan {
  return {
    name: 'place',
    title: { word: 'Place', textbook: "Cook's distance by line" },
    label: "Cook's distance of the rows by their line in the file",
    height: heightOf,
    picture: (room) => placeChart(report, room),
    columns: () => placeColumns(report),
    sentence: null,
    isEmpty: placePoints(report).x.length === 0,
  };
}
