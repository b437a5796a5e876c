import {
  type CurvesLook,
  type FitReport,
  formatExact,
  type Gaussian,
  likeliestGaussian,
  type NumberSums,
  numberSums,
} from '../src/protocol/index.js';

/** Counts beyond this are no bars, and all but a Gaussian. */
const MOST_COUNT = 10_000;
/** A spread under this share of the largest number is rounding. */
const NO_SPREAD = 1e-12;

/** The textbook's curves: Dive into Deep Learning, 3.1.3. */
export const TEXTBOOK: readonly Gaussian[] = [
  { mean: 0, sigma: 1 },
  { mean: 0, sigma: 2 },
  { mean: 3, sigma: 1 },
];
export const TEXTBOOK_RANGE = [-7, 7] as const;

export const FIRST_CURVES: CurvesLook = {
  ground: 'textbook',
  textbook: TEXTBOOK[0]!,
  residuals: null,
  countMean: null,
  hasLaplace: false,
  formula: '',
};

/** The residuals as they are drawn, as far as the page knows them; `sums` null where it does not know them exactly. */
export type ResidualNumbers = {
  sums: NumberSums | null;
  /** All of them; null where they are too many for that. */
  values: Float64Array | null;
  /** Where the sliders stand at first; null where there is no spread to speak of. */
  start: Gaussian | null;
};

/** How often the target has each count 0, 1, 2, ..., or why it is none. */
export type TargetCounts = { rows: Float64Array; n: number; mean: number } | { why: string };

/** What the settings are of: other models have residuals of their own. */
export function keyOf({ spec }: FitReport): string {
  return spec.family === undefined ? spec.formula : `${spec.formula}, ${spec.family.name}`;
}

/** The settings as they hold for a fit: what was set for another one goes back to the estimates. */
export function lookFor(look: CurvesLook, report: FitReport): CurvesLook {
  const formula = keyOf(report);
  return look.formula === formula ? look : { ...look, residuals: null, countMean: null, formula };
}

/** Sums of more rows than the page has follow from the fit where it has an intercept: their mean is 0. */
export function residualNumbers({ marks, summary, spec, residualsView }: FitReport): ResidualNumbers {
  if (marks.isComplete) {
    const values = marks.devianceResidual;
    const found = numberSums(values);
    // What least squares leaves of a mean of 0 is rounding.
    const isRounding = Math.abs(found.mean) < 1e-9 * likeliestGaussian(found).sigma;
    const sums = isRounding ? { ...found, mean: 0 } : found;
    return { sums, values, start: startOf(sums, values) };
  }
  const { n, rootMeanSquaredError } = summary;
  const isKnown =
    spec.hasIntercept && spec.family === undefined && residualsView.kind === 'raw' && summary.ridge === null;
  const sums = isKnown ? { n, mean: 0, squares: n * rootMeanSquaredError ** 2 } : null;
  const { curve } = residualsView.shape;
  const sigma = sums === null ? (curve?.sigma ?? 0) : rootMeanSquaredError;
  return { sums, values: null, start: sigma > 0 ? { mean: 0, sigma } : null };
}

function startOf(sums: NumberSums, values: Float64Array): Gaussian | null {
  const likeliest = likeliestGaussian(sums);
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return likeliest.sigma > NO_SPREAD * largest ? likeliest : null;
}

/** The target's counts, where it counts something and the page has all of them. */
export function targetCounts({ marks, target }: FitReport): TargetCounts {
  const { actual } = marks;
  const fraction = actual.find((value) => !Number.isInteger(value));
  const is = `\`${target.label}\` is no count, and Poisson's distribution is of counts`;
  if (fraction !== undefined) return { why: `${is}: it has fractions, such as ${formatExact(fraction)}.` };
  const low = actual.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  if (low < 0) return { why: `${is}: it has values down to ${formatExact(low)}.` };
  if (!marks.isComplete)
    return { why: 'Of more than 20,000 rows the panel does not hold every count, and it does not guess.' };
  const high = actual.reduce((most, value) => Math.max(most, value), 0);
  if (high > MOST_COUNT)
    return { why: `Counts as large as ${formatExact(high)} are all but Gaussian: see the residuals.` };
  if (high === 0) return { why: `\`${target.label}\` is 0 in every row.` };
  const rows = new Float64Array(high + 1);
  for (let i = 0; i < actual.length; i++) rows[actual[i]!]!++;
  return { rows, n: actual.length, mean: numberSums(actual).mean };
}

/** So many numbers at even distances, both ends among them. */
export function evenly(low: number, high: number, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, k) => low + ((high - low) * k) / (count - 1));
}

/** Laplace's scale that gives its distribution this standard deviation. */
export function laplaceScale(sigma: number): number {
  return sigma / Math.SQRT2;
}

/** How far the sliders go, in standard deviations of what the curve stands over. */
const MEAN_REACH = 3;
const SIGMA_REACH = [0.3, 3.5] as const;

/** The ranges of the sliders of mean and sigma over these residuals. */
export function rangesOf({ mean, sigma }: Gaussian) {
  return [
    [mean - MEAN_REACH * sigma, mean + MEAN_REACH * sigma],
    [SIGMA_REACH[0] * sigma, SIGMA_REACH[1] * sigma],
  ] as const;
}

/** The range of the slider of Poisson's mean. */
export function countRange(mean: number): readonly [number, number] {
  return [mean * 0.2, mean * 2.5];
}
