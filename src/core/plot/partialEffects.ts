import { partialResiduals } from '../crowd/partialGrids.js';
import type { ChartedColumn, Fit } from '../fit/fit.js';
import { cloudOf, type Pairs } from './cloud.js';
import { labelOfColumn } from './columnLabel.js';
import type { Marks } from './marks.js';
import type { PartialEffect } from './plot.js';

/** Rows up to which a small chart draws each as a point. */
const POINT_LIMIT = 2_000;

/**
 * One small chart to a charted feature: partial residuals `beta (x - mean(x)) + residual + mean(fitted)`, and the line
 * through them.
 */
export function partialEffects(fit: Fit, marks: Marks): PartialEffect[] {
  return fit.charted.map((charted, k) =>
    partialEffect(fit, marks, { charted, counts: fit.crowd?.partials[k] }),
  );
}

function partialEffect(
  { rows, columns, spec }: Fit,
  marks: Marks,
  { charted, counts }: { charted: ChartedColumn; counts: Pairs['counts'] },
): PartialEffect {
  const { feature, slope, mean, height, values: x } = charted;
  const line = (value: number) => height + slope * (value - mean);
  const y = partialResiduals({ x, residual: rows.residual }, charted, new Float64Array(x.length));
  const { low, high } = columns[feature]!;
  return {
    feature: labelOfColumn(spec.features[feature]!),
    cloud: cloudOf({ x, y, counts }, marks, POINT_LIMIT),
    x: [low, high],
    y: [line(low), line(high)],
  };
}
