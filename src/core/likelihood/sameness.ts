import type { Fit } from '../fit/fit.js';
import { solveParts } from '../fit/fitParts.js';
import type { RowPart } from '../fit/rowPart.js';
import { toFileUnits } from '../judge/fileUnits.js';
import { climbGaussian } from './climbGaussian.js';

/** Least squares beside the maximum of the Gaussian likelihood, which was climbed by itself. Plain data. */
export type Sameness = {
  /** Those that were kept, in the order of the table. */
  coefficients: readonly { name: string; leastSquares: number; maximumLikelihood: number }[];
  /** The largest difference of two coefficients, in standard errors. */
  largestDifference: number;
  /** Of Fisher's scoring, from coefficients of 0. */
  steps: number;
  n: number;
  /** Residual sum of squares; of the weighted residuals where rows have weights. */
  rss: number;
  /** Root of rss / n, and where the climb ended. */
  sigma: number;
  climbedSigma: number;
  /** Half the sum of the logarithms of the weights: 0 where all are 1. */
  weightTerm: number;
  negativeLogLikelihood: number;
};

/**
 * Climbs the Gaussian likelihood of a least squares fit, by a triangle of its rows in double precision that is made for
 * it. Null where there is no maximum (a perfect fit, a ridge), or double precision does not tell its columns apart.
 *
 * @throws GausslineError what the parts throw.
 */
export async function samenessOf(fit: Fit, parts: readonly RowPart[]): Promise<Sameness | null> {
  const { summary, solved, spec } = fit;
  const { n, rss, ridge, logLikelihood } = summary;
  if (rss === null || ridge !== null || logLikelihood === null || spec.family !== undefined) return null;
  const { solved: double, frame } = await solveParts(parts, spec, { isExact: false });
  const { solution, decision } = double;
  if (String(solution.kept) !== String(solved.solution.kept)) return null;
  const top = climbGaussian(decision.triangle);
  if (!top.isReached) return null;
  const coefficients = aboutMeans(top.coefficients, solution);
  const climbed = toFileUnits(frame, { ...solution, coefficients });
  const { estimates, standardErrors, targetScale } = { ...solved.file, targetScale: climbed.targetScale };
  const kept = fit.coefficients.filter(({ estimate }) => estimate !== null);
  const apart = estimates.map((value, k) => Math.abs(value - climbed.estimates[k]!) / standardErrors[k]!);
  const sigma = Math.sqrt(rss / n);
  return {
    coefficients: kept.map(({ name }, k) => ({
      ...{ name, leastSquares: estimates[k]!, maximumLikelihood: climbed.estimates[k]! },
    })),
    largestDifference: apart.reduce((a, b) => Math.max(a, b), 0),
    ...{ steps: top.steps, n, rss, sigma, climbedSigma: top.sigma / targetScale },
    weightTerm: spec.weights === undefined ? 0 : double.moments.logWeights / 2,
    negativeLogLikelihood: -logLikelihood,
  };
}

/** The climb's intercept is where the frame's columns are 0, the solution's where they are at their means. */
function aboutMeans(
  coefficients: Float64Array,
  { hasIntercept, centre }: { hasIntercept: boolean; centre: Float64Array },
): Float64Array {
  const about = coefficients.slice();
  if (hasIntercept) for (let k = 1; k < about.length; k++) about[0]! += about[k]! * centre[k]!;
  return about;
}
