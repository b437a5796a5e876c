import {
  formatNumber,
  type Gaussian,
  gaussianNegativeLogLikelihood,
  laplaceNegativeLogLikelihood,
  likeliestGaussian,
  type NumberSums,
  poissonNegativeLogLikelihood,
} from '../../../src/protocol/index.js';
import { evenly, laplaceScale, type TargetCounts } from '../../curves.js';
import type { Curve, CurvesPlan, Spot } from './curvesChart.js';

const POINTS = 97;
/** Shares of the height that are free under the lowest place, where its name stands, and above. */
const [FOOT, HEAD] = [0.16, 0.06];

/** What a chart of the negative log-likelihood is of. */
export type LossOrder = {
  sums: NumberSums;
  /** All numbers, for Laplace's noise; null where they are not at hand or it is not wanted. */
  values: Float64Array | null;
  own: Gaussian;
  range: readonly [number, number];
};

/** The negative log-likelihood as sigma moves, at the mean that is set. */
export function lossBySigma({ sums, values, own, range }: LossOrder): CurvesPlan {
  const at = (sigma: number) => gaussianNegativeLogLikelihood(sums, { mean: own.mean, sigma });
  const absolute =
    values && laplaceNegativeLogLikelihood(values, { mean: own.mean, scale: 1 }) - sums.n * Math.log(2);
  // `n ln(2b) + sum |x - mean| / b`: the sum is the same for every sigma.
  const laplace = (sigma: number) => {
    const scale = laplaceScale(sigma);
    return sums.n * Math.log(2 * scale) + absolute! / scale;
  };
  const least = likeliestGaussian(sums, own.mean).sigma;
  return planOf({
    ...{ title: 'σ', at, laplace: absolute === null ? null : laplace, now: own.sigma, least, range },
    // Near a sigma of nothing the curve climbs out of sight.
    mostAt: least * 0.45,
  });
}

/** The same as the mean moves, at the sigma that is set. */
export function lossByMean({ sums, values, own, range }: LossOrder): CurvesPlan {
  const at = (mean: number) => gaussianNegativeLogLikelihood(sums, { mean, sigma: own.sigma });
  const scale = laplaceScale(own.sigma);
  const laplace = values && ((mean: number) => laplaceNegativeLogLikelihood(values, { mean, scale }));
  return planOf({ title: 'μ', at, laplace, now: own.mean, least: sums.mean, range, mostAt: null });
}

/** Of counts, as Poisson's mean moves. */
export function lossByCountMean(
  { rows, mean }: Exclude<TargetCounts, { why: string }>,
  now: number,
  range: readonly [number, number],
): CurvesPlan {
  const at = (value: number) => poissonNegativeLogLikelihood(rows, value);
  return planOf({ name: 'Poisson', title: 'λ', at, laplace: null, now, least: mean, range, mostAt: null });
}

type Loss = {
  name?: string;
  title: string;
  at(value: number): number;
  laplace: ((value: number) => number) | null;
  now: number;
  least: number;
  range: readonly [number, number];
  /** Where the chart's upper end is at least; null: at the ends of the range. */
  mostAt: number | null;
};

function planOf({ name = 'Gaussian', title, at, laplace, now, least, range, mostAt }: Loss): CurvesPlan {
  const x = evenly(range[0], range[1], POINTS);
  const y = x.map(at);
  const [low, current] = [at(least), at(now)];
  const ends = mostAt === null ? [y[0]!, y.at(-1)!] : [at(Math.max(mostAt, range[0])), y.at(-1)!];
  const others = laplace === null ? null : x.map(laplace);
  const otherEnds = mostAt === null && others !== null ? [others[0]!, others.at(-1)!] : [];
  const high = Math.max(...ends, ...otherEnds, current);
  const bottom = Math.min(low, ...(others ?? []));
  const spots: Spot[] = [
    { x: least, y: low, name: `smallest at ${formatNumber(least, 4)}`, role: 'rows' },
    ...(isApart(now, least) ? [{ x: now, y: current, name: 'now', role: 'own' } as const] : []),
  ];
  const curves: Curve[] = [
    ...(laplace === null
      ? []
      : [{ name: 'Laplace', role: 'own', isDashed: true, x, at: laplace, tagged: null } as const]),
    { name, role: 'own', x, at, tagged: null },
  ];
  const reach = high - bottom || 1;
  return {
    titles: { x: title, y: 'negative log-likelihood' },
    ...{ x: range, y: [bottom - FOOT * reach, high + HEAD * reach], curves, spots, bars: null },
  };
}

/** Far enough from each other that two dots are seen. */
function isApart(now: number, least: number): boolean {
  return Math.abs(now - least) > 1e-6 * Math.max(Math.abs(now), Math.abs(least));
}
