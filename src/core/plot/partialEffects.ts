import type { CoefficientRow, Fit } from '../fit/fit.js';
import type { Table } from '../table/table.js';
import { cloudOf } from './cloud.js';
import { labelOf } from './columnLabel.js';
import { columnValues, meanOf, rangeOf } from './columnValues.js';
import type { Marks } from './marks.js';
import type { PartialEffect } from './plot.js';

/** Small charts one screen can hold. */
export const MOST_PARTIALS = 24;
/** Rows up to which a small chart draws each as a point. */
const POINT_LIMIT = 2_000;

/**
 * One small chart to a feature that was kept, those that move the target most (by one standard deviation) first:
 * partial residuals `beta (x - mean(x)) + residual + mean(fitted)`, and the line through them.
 */
export function partialEffects(table: Table, fit: Fit, marks: Marks): PartialEffect[] {
  const centre = meanOf(fit.rows.fitted);
  return byMove(fit)
    .slice(0, MOST_PARTIALS)
    .map((coefficient) => partialEffect(table, { fit, marks, coefficient, centre }));
}

/** Features that were kept, the largest move of the target by one standard deviation first. */
export function byMove({ coefficients, spec }: Fit): CoefficientRow[] {
  const move = ({ estimate, featureSd }: CoefficientRow) => Math.abs((estimate ?? 0) * (featureSd ?? 0));
  return coefficients
    .slice(spec.hasIntercept ? 1 : 0)
    .filter(({ estimate }) => estimate !== null)
    .sort((a, b) => move(b) - move(a));
}

function partialEffect(
  table: Table,
  {
    fit,
    marks,
    coefficient,
    centre,
  }: { fit: Fit; marks: Marks; coefficient: CoefficientRow; centre: number },
): PartialEffect {
  const { rows } = fit;
  const slope = coefficient.estimate ?? 0;
  const x = columnValues(table, coefficient.name, rows.row);
  const mean = meanOf(x);
  const line = (value: number) => centre + slope * (value - mean);
  const y = x.map((value, i) => line(value) + rows.residual[i]!);
  const [low, high] = rangeOf(x);
  return {
    feature: labelOf(coefficient.name),
    cloud: cloudOf({ x, y }, marks, POINT_LIMIT),
    x: [low, high],
    y: [line(low), line(high)],
  };
}
