import type { ColumnFacts, Fit } from '../fit/fit.js';
import { studentTwoSidedQuantile } from '../judge/distributions.js';
import type { BandedLine } from './plot.js';

const POINTS = 100;

/**
 * The fitted line of a model with one feature, or none (x is then any count), with its two bands: where the average
 * lies and where one new row lies, fitted ± t sqrt(v) and ± t sqrt(sigma² + v), v the variance of the fitted value.
 * Null where the feature has one value only. Bands have no width in a perfect fit and where no degree of freedom is
 * left, and are null where the fit has none by formula. A new row is one that weighs 1.
 *
 * @param along range and mean of the feature over the rows used.
 * @see Seber and Lee, Linear Regression Analysis, 2nd ed., 5.3.
 */
export function bandedLine(fit: Fit, along: Omit<ColumnFacts, 'name'>): BandedLine | null {
  const { low, high, mean } = along;
  if (!(high > low)) return null;
  const at = Float64Array.from({ length: POINTS }, (_, i) => low + ((high - low) * i) / (POINTS - 1));
  const { fitted, unscaledVariance } = lineOf(fit, mean);
  if (fit.summary.robust !== null || fit.summary.ridge !== null)
    return { x: at, fitted: at.map(fitted), bands: null };
  const sigma = fit.summary.residualStandardError ?? 0;
  const { dfResidual } = fit.summary;
  const t = dfResidual > 0 ? studentTwoSidedQuantile(1 - fit.confidence, dfResidual) : 0;
  const edge = (offset: (v: number) => number, side: number) =>
    at.map((value) => fitted(value) + side * t * sigma * Math.sqrt(offset(unscaledVariance(value))));
  const average = (v: number) => v;
  const newRow = (v: number) => 1 + v;
  return {
    x: at,
    fitted: at.map(fitted),
    bands: {
      averageLow: edge(average, -1),
      averageHigh: edge(average, 1),
      newRowLow: edge(newRow, -1),
      newRowHigh: edge(newRow, 1),
    },
  };
}

type Line = { fitted(x: number): number; unscaledVariance(x: number): number };

/**
 * Written about the mean of x: the general form with (X'X)^-1 subtracts numbers that nearly cancel where x is far
 * from zero. The slope is the last coefficient kept, its variance the last entry of the matrix.
 */
function lineOf(fit: Fit, mean: number): Line {
  const { coefficients, spec, summary, totalWeight, unscaledCovariance } = fit;
  const slope = spec.features.length === 0 ? null : (coefficients.at(-1)?.estimate ?? null);
  const slopeVariance = slope === null ? 0 : unscaledCovariance.at(-1)!;
  if (summary.robust !== null) {
    const intercept = spec.hasIntercept ? coefficients[0]!.estimate! : 0;
    return { fitted: (value) => intercept + (slope ?? 0) * value, unscaledVariance: () => Number.NaN };
  }
  if (!spec.hasIntercept)
    return {
      fitted: (value) => (slope ?? 0) * value,
      unscaledVariance: (value) => value * value * slopeVariance,
    };
  return {
    fitted: (value) => summary.targetMean + (slope ?? 0) * (value - mean),
    unscaledVariance: (value) => 1 / totalWeight + (value - mean) ** 2 * slopeVariance,
  };
}
