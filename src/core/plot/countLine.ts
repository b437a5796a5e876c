import type { ColumnFacts, Fit } from '../fit/fit.js';
import { meanOf } from '../fit/poisson/counts.js';
import { poissonQuantile } from '../judge/distributions.js';
import { normalQuantile } from '../judge/normalQuantile.js';
import type { Link } from '../model/family.js';
import type { BandedLine } from './plot.js';

const POINTS = 100;

/**
 * The expected count of a Poisson model with one feature, or none, and its bands: where the average lies, by Wald's
 * interval of the linear predictor, and where one new count lies, by the quantiles of Poisson's distribution about the
 * fitted mean. Null where the feature has one value only, or no finite estimate.
 *
 * @param along range of the feature over the rows used.
 */
export function countLine(
  fit: Fit,
  link: Link,
  { low, high }: Pick<ColumnFacts, 'low' | 'high'>,
): BandedLine | null {
  const predict = predictorOf(fit);
  if (!(high > low) || predict === null) return null;
  const tail = (1 - fit.confidence) / 2;
  const reach = -normalQuantile(tail);
  const x = Float64Array.from({ length: POINTS }, (_, i) => low + ((high - low) * i) / (POINTS - 1));
  const at = (side: number) =>
    x.map((value) => {
      const { predictor, error } = predict(value);
      return Math.max(0, meanOf(link, predictor + side * reach * error));
    });
  const fitted = at(0);
  return {
    x,
    fitted,
    bands: {
      averageLow: at(-1),
      averageHigh: at(1),
      newRowLow: fitted.map((mean) => poissonQuantile(tail, mean)),
      newRowHigh: fitted.map((mean) => poissonQuantile(1 - tail, mean)),
    },
  };
}

type Predict = (x: number) => { predictor: number; error: number };

/** Null where a coefficient has no finite estimate. A slope that was dropped is none. */
function predictorOf({ coefficients, spec, summary, unscaledCovariance: covariance }: Fit): Predict | null {
  const { rank, aliased } = summary;
  const kept = coefficients.filter(({ name }) => !aliased.includes(name)).map(({ estimate }) => estimate);
  const [first, second] = kept;
  if (first === undefined || first === null || second === null) return null;
  const isConstant = spec.hasIntercept && second === undefined;
  const [a, b] = spec.hasIntercept ? [first, second ?? 0] : [0, first];
  return (x) => {
    const row = isConstant ? [1] : spec.hasIntercept ? [1, x] : [x];
    const variance = row.reduce(
      (sum, left, i) =>
        sum + row.reduce((inner, right, j) => inner + left * right * covariance[i * rank + j]!, 0),
      0,
    );
    return { predictor: a + b * x, error: Math.sqrt(Math.max(0, variance)) };
  };
}
