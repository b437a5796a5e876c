import {
  type Bars,
  formatCount,
  formatFixed,
  formatNumber,
  type Prediction,
  type PredictionForm,
} from '../../../src/protocol/index.js';
import { type Extent, extentOf, type Scale, scaleOver } from '../../charts/frame.js';
import { titleOf } from '../../charts/marks.js';
import { element, svgElement } from '../../element.js';

const TOP = 24;
const PLOT = 150;
const HEIGHT = TOP + PLOT + 22;
/** Labels closer than this, in percent of the width, are pushed apart. */
const LABEL_GAP = 11;

type Format = (value: number) => string;

/** The values of the target in the file, and both intervals standing upright among them. */
export function targetPicture(form: PredictionForm, prediction: Prediction, format: Format): HTMLElement {
  const { fit, confidenceInterval, predictionInterval } = prediction;
  const marks = [fit, ...(confidenceInterval ?? []), ...(predictionInterval ?? [])];
  const extent: Extent = extentOf(form.targetBars?.edges ?? [], marks);
  const scale = scaleOver(extent, 5, 0.02);
  const at = (value: number) => (100 * (value - scale.low)) / (scale.high - scale.low);
  const picture = svgElement(
    'svg',
    {
      ...{ class: 'predict-picture', height: HEIGHT, width: '100%', role: 'img' },
      'aria-label': `Where the prediction lies among the values of ${form.target.label}`,
    },
    ...barsOf(form.targetBars, at),
    ...bandOf('new-row', predictionInterval, at),
    ...bandOf('average', confidenceInterval, at),
    svgElement('line', { class: 'fit', ...upright(at(fit)) }),
    ...labelsOf(prediction, at, format),
    ...axisOf(scale, at),
  );
  return element(
    'figure',
    { class: 'predict-figure', 'data-part': 'target-picture' },
    picture,
    element(
      'figcaption',
      { class: 'predict-caption' },
      form.targetBars &&
        element('span', { class: 'rows-text' }, `${formatCount(form.rowCount)} values in the file`),
      element('span', { class: 'quiet' }, titleOf(form.target)),
    ),
  );
}

type At = (value: number) => number;

function percent(value: number): string {
  return `${value.toFixed(2)}%`;
}

function upright(x: number) {
  return { x1: percent(x), x2: percent(x), y1: TOP, y2: TOP + PLOT };
}

function barsOf(bars: Bars | null, at: At): Element[] {
  if (bars === null) return [];
  const highest = bars.counts.reduce((a, b) => Math.max(a, b), 0);
  return Array.from(bars.counts, (count, k) => {
    const [left, right] = [at(bars.edges[k]!), at(bars.edges[k + 1]!)];
    const height = (PLOT * 0.94 * count) / highest;
    return svgElement('rect', {
      ...{ class: 'target-bar', x: percent(left + 0.1), width: percent(Math.max(0.2, right - left - 0.2)) },
      ...{ y: TOP + PLOT - height, height },
    });
  });
}

function bandOf(name: string, interval: readonly [number, number] | null, at: At): Element[] {
  if (interval === null) return [];
  const [left, right] = [at(interval[0]), at(interval[1])];
  const area = { x: percent(left), width: percent(Math.max(0, right - left)), y: TOP, height: PLOT };
  return [
    svgElement('rect', { class: `band ${name}`, ...area }),
    ...(name === 'new-row'
      ? [left, right].map((x) => svgElement('line', { class: 'edge', ...upright(x) }))
      : []),
  ];
}

/** The prediction, and the ends of the interval of one new row. */
function labelsOf({ fit, predictionInterval }: Prediction, at: At, format: Format): Element[] {
  const text = (value: number, x: number, kind: string) =>
    svgElement(
      'text',
      { class: `label ${kind}`, x: percent(x), y: TOP - 8, 'text-anchor': 'middle' },
      format(value),
    );
  if (predictionInterval === null) return [text(fit, at(fit), 'middle')];
  const [low, high] = predictionInterval;
  const [left, middle, right] = apart([at(low), at(fit), at(high)]);
  return [text(low, left, 'end'), text(high, right, 'end'), text(fit, middle, 'middle')];
}

/** Three places, ascending, moved as little as it takes to set labels apart and inside of the picture. */
function apart([low, fit, high]: [number, number, number]): [number, number, number] {
  const edge = LABEL_GAP / 2;
  const right = Math.min(100 - edge, Math.max(high, fit + LABEL_GAP));
  const middle = Math.min(fit, right - LABEL_GAP);
  const left = Math.max(edge, Math.min(low, middle - LABEL_GAP));
  const shifted = Math.max(middle, left + LABEL_GAP);
  return [left, shifted, Math.max(right, shifted + LABEL_GAP)];
}

function axisOf(scale: Scale, at: At): Element[] {
  const bottom = TOP + PLOT;
  const ticks = scale.ticks.filter((tick) => at(tick) >= 2 && at(tick) <= 98);
  return [
    svgElement('line', { class: 'axis', x1: 0, x2: '100%', y1: bottom, y2: bottom }),
    ...ticks.flatMap((tick) => [
      svgElement('line', {
        class: 'axis',
        x1: percent(at(tick)),
        x2: percent(at(tick)),
        y1: bottom,
        y2: bottom + 4,
      }),
      svgElement(
        'text',
        { class: 'tick', x: percent(at(tick)), y: bottom + 18, 'text-anchor': 'middle' },
        tickText(tick, scale),
      ),
    ]),
  ];
}

function tickText(tick: number, { decimals }: Scale): string {
  return Math.abs(tick) >= 1e6 || decimals > 4 ? formatNumber(tick, 2) : formatFixed(tick, decimals);
}
