import {
  type CurvesLook,
  type FitReport,
  formatExact,
  type Gaussian,
  gaussianDensity,
  laplaceDensity,
  poissonLogProbability,
} from '../../../src/protocol/index.js';
import {
  evenly,
  laplaceScale,
  type ResidualNumbers,
  type TargetCounts,
  TEXTBOOK,
  TEXTBOOK_RANGE,
} from '../../curves.js';
import { titleOf } from '../marks.js';
import { residualTitle } from '../shapeChart.js';
import type { Curve, CurvesPlan } from './curvesChart.js';

const POINTS = 281;
/** Bars of counts at most; beyond, neighbours share one. */
const MOST_BARS = 60;
/** How many standard deviations the residuals' chart reaches at least. */
const REACH = 3.6;

/** What the density chart shows, by what it stands over; null where there is nothing to stand over. */
export function densityPlan(
  look: CurvesLook,
  report: FitReport,
  { residuals, counts }: { residuals: ResidualNumbers; counts: TargetCounts },
): CurvesPlan | null {
  if (look.ground === 'textbook') return textbookPlan(look);
  if (look.ground === 'residuals') return residualsPlan(look, report, residuals);
  return 'why' in counts ? null : countsPlan(look, report, counts);
}

/** `N(3, 1)`: mean and standard deviation. */
export function gaussianName({ mean, sigma }: Gaussian): string {
  return `N(${shortText(mean)}, ${shortText(sigma)})`;
}

function shortText(value: number): string {
  return formatExact(Number(value.toPrecision(3)));
}

function textbookPlan({ textbook, hasLaplace }: CurvesLook): CurvesPlan {
  const x = evenly(...TEXTBOOK_RANGE, POINTS);
  const isShown = ({ mean, sigma }: Gaussian) => mean === textbook.mean && sigma === textbook.sigma;
  const others = TEXTBOOK.filter((one) => !isShown(one)).map(
    (one): Curve => ({
      ...{ name: gaussianName(one), role: 'other', tagged: 'right' },
      ...{ x, at: (value) => gaussianDensity(value, one) },
    }),
  );
  return {
    titles: { x: 'x', y: 'density' },
    x: TEXTBOOK_RANGE,
    curves: [...others, ...ownCurves(x, textbook, hasLaplace)],
    ...{ bars: null, spots: [] },
  };
}

function residualsPlan(
  { residuals, hasLaplace }: CurvesLook,
  report: FitReport,
  { start }: ResidualNumbers,
): CurvesPlan | null {
  if (start === null) return null;
  const own = residuals ?? start;
  const { edges, density } = report.residualsView.shape;
  const low = Math.min(edges[0]!, start.mean - REACH * start.sigma);
  const high = Math.max(edges.at(-1)!, start.mean + REACH * start.sigma);
  return {
    titles: { x: residualTitle(report), y: 'density' },
    x: [low, high],
    curves: ownCurves(evenly(low, high, POINTS), own, hasLaplace),
    bars: { edges, height: density },
    spots: [],
  };
}

/** The curve that the sliders move, and where it is wanted Laplace's of the same mean and standard deviation. */
function ownCurves(x: Float64Array, own: Gaussian, hasLaplace: boolean): Curve[] {
  const laplace = { mean: own.mean, scale: laplaceScale(own.sigma) };
  return [
    ...(hasLaplace
      ? [
          {
            ...({ name: 'Laplace', role: 'own', isDashed: true, tagged: 'right' } as const),
            ...{ x, at: (value: number) => laplaceDensity(value, laplace) },
          },
        ]
      : []),
    {
      ...({ name: gaussianName(own), role: 'own', tagged: 'left' } as const),
      ...{ x, at: (value: number) => gaussianDensity(value, own) },
    },
  ];
}

function countsPlan(
  { countMean }: CurvesLook,
  report: FitReport,
  { rows, n, mean: middle }: Exclude<TargetCounts, { why: string }>,
): CurvesPlan {
  const mean = countMean ?? middle;
  const high = Math.max(rows.length - 1, Math.ceil(middle + 4 * Math.sqrt(middle)));
  const counts = Float64Array.from({ length: high + 1 }, (_, count) => count);
  const same = { mean, sigma: Math.sqrt(mean) };
  const bars = countBars(rows, n);
  const end = Math.max(high + 0.5, bars.edges.at(-1)!);
  return {
    titles: { x: titleOf(report.target), y: 'share of the rows, to a count' },
    x: [-0.5, end],
    curves: [
      {
        ...{ name: gaussianName(same), role: 'other', tagged: 'right' },
        x: evenly(-0.5, end, POINTS),
        at: (value) => gaussianDensity(value, same),
      },
      {
        ...{ name: `Poisson(${shortText(mean)})`, role: 'own', tagged: 'left' },
        x: counts,
        at: (value) => Math.exp(poissonLogProbability(Math.max(0, Math.round(value)), mean)),
      },
    ],
    bars,
    ...{ spots: [], isWhole: true },
  };
}

/** The share of the rows to each count; of many counts a mean over neighbours. */
function countBars(rows: Float64Array, n: number): { edges: Float64Array; height: Float64Array } {
  const width = Math.ceil(rows.length / MOST_BARS);
  const count = Math.ceil(rows.length / width);
  const sum = (bar: number) => rows.slice(bar * width, (bar + 1) * width).reduce((a, b) => a + b, 0);
  return {
    edges: Float64Array.from({ length: count + 1 }, (_, bar) => bar * width - 0.5),
    height: Float64Array.from({ length: count }, (_, bar) => sum(bar) / n / width),
  };
}
