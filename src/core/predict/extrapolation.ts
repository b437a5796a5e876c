import type { Dependency } from '../fit/fit.js';
import type { NewRow } from '../model/designRow.js';
import type { InputFacts, PredictionModel } from './predictionModel.js';

/** A value beyond what the rows of the fit have of a column. */
export type OutsideRange = { column: string; value: number; low: number; high: number };

/** How a new row lies outside of the rows of the fit. */
export type Extrapolation = {
  outside: readonly OutsideRange[];
  /** Its features are further from the rest, all taken together, than those of any row of the fit. */
  isUnusual: boolean;
  /**
   * Dropped columns that are not in this row what they are of the others in all rows of the fit: the rows say nothing of
   * their own weight, so the prediction may be anything.
   */
  unknown: readonly string[];
};

/** A share of a range by which reading and computing it may miss its end. */
const ROUNDING = 1e-12;
/** A share of the numbers that an identity adds up, which their rounding stays below. */
const IDENTITY_ROUNDING = 1e-8;

/** What of a row's numbers lies outside the ranges of the rows used. */
export function outsideRanges(inputs: readonly InputFacts[], row: NewRow): OutsideRange[] {
  return inputs.flatMap((facts) => {
    if (facts.kind !== 'number') return [];
    const { column, low, high } = facts;
    const value = Number(row[column]);
    const slack = ROUNDING * Math.max(Math.abs(low), Math.abs(high));
    return value < low - slack || value > high + slack ? [{ column, value, low, high }] : [];
  });
}

/** True where a new row's leverage is above that of all rows used. */
export function isUnusual({ maxLeverage }: PredictionModel, leverage: number): boolean {
  return maxLeverage !== null && leverage > maxLeverage * (1 + 1e-9);
}

/** The dropped columns that a row contradicts. */
export function unknownColumns(
  { spec, dependencies }: PredictionModel,
  featureAt: (k: number) => number,
): string[] {
  return dependencies
    .filter((dependency) => !holds(dependency, featureAt))
    .map(({ feature }) => spec.features[feature]!.name);
}

function holds({ feature, about, sources }: Dependency, featureAt: (k: number) => number): boolean {
  const value = featureAt(feature);
  let expected = about;
  let size = Math.abs(about) + Math.abs(value);
  for (const source of sources) {
    const step = source.slope * (featureAt(source.feature) - source.about);
    expected += step;
    size += Math.abs(step) + Math.abs(source.slope * source.about);
  }
  return Math.abs(value - expected) <= IDENTITY_ROUNDING * size;
}
