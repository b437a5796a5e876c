import type { Dependency, Fit } from '../fit/fit.js';
import { plainNameOf } from '../model/designColumn.js';
import type { LevelCount, ModelSpec } from '../model/modelSpec.js';
import type { Smearing } from './targetScale.js';

/** What is known of a file's column that a prediction needs a value of, over the rows used. Plain data. */
export type InputFacts =
  | { kind: 'number'; column: string; low: number; high: number; mean: number }
  /** `isNumeric`: the levels are numbers as `String` writes them. The reference first. */
  | { kind: 'level'; column: string; levels: readonly LevelCount[]; isNumeric: boolean };

/** Why a prediction has no interval. */
export type NoInterval =
  | 'ridge'
  | 'quantile'
  | 'huber'
  | 'perfect fit'
  | 'no finite estimate'
  | 'too many coefficients';

/** All that predictions need of a fit. Plain data: it crosses threads. */
export type PredictionModel = {
  spec: ModelSpec;
  confidence: number;
  inputs: readonly InputFacts[];
  /** Of the intercept; null without. */
  intercept: number | null;
  /** Of every feature; 0 where it was dropped. */
  estimates: Float64Array;
  /** Features that were kept, ascending: what the covariance speaks of. */
  kept: readonly number[];
  /**
   * Features that were kept without a finite estimate, in a Poisson fit: rows that have some of one have no prediction.
   */
  unbounded: readonly number[];
  /** Means of the features kept where the covariance is about them, else zeros. */
  centre: Float64Array;
  /** Fitted value where all features are at `centre`. */
  height: number;
  /** Variance of that over sigma²; 0 where `hasUnit` or without an intercept. */
  heightVariance: number;
  /** True where the first row and column of the covariance are those of the intercept. */
  hasUnit: boolean;
  /** Over sigma², row-major. */
  covariance: Float64Array;
  /** 1 in a Poisson fit. */
  sigma: number;
  dfResidual: number;
  /** Null where intervals can be told. */
  noInterval: NoInterval | null;
  /** Largest leverage among the rows used; null where a new row's cannot be compared with it. */
  maxLeverage: number | null;
  dependencies: readonly Dependency[];
  smearing: Smearing;
  /** True where the target is a column of the file without a value below 0 among the rows used. */
  isNeverBelowZero: boolean;
};

/** A covariance of more coefficients is megabytes, and every prediction goes all through it. */
const MOST_COEFFICIENTS = 1000;

/** What predictions need of a fit whose inputs are known. */
export function predictionModel(fit: Fit, inputs: readonly InputFacts[]): PredictionModel {
  const { spec, confidence, coefficients, summary, dependencies } = fit;
  const first = spec.hasIntercept ? 1 : 0;
  const estimates = Float64Array.from(spec.features, (_, k) => coefficients[k + first]!.estimate ?? 0);
  const kept = [...spec.features.keys()].filter((k) => coefficients[k + first]!.estimate !== null);
  const unbounded = unboundedOf(fit);
  const noInterval = noIntervalOf(fit);
  return {
    ...{ spec, confidence, inputs, estimates, kept, unbounded, noInterval, dependencies },
    intercept: spec.hasIntercept ? coefficients[0]!.estimate : null,
    ...(hasCovariance(noInterval) ? uncertaintyOf(fit, kept) : NO_UNCERTAINTY),
    ...originOf(fit, kept),
    sigma: summary.counts === null ? (summary.residualStandardError ?? 0) : 1,
    dfResidual: summary.dfResidual,
    isNeverBelowZero: plainNameOf(spec.target) !== null && fit.columns.at(-1)!.low >= 0,
    maxLeverage: hasCovariance(noInterval) ? comparableLeverage(fit) : null,
    smearing: {
      exponentials: fit.smearing,
      squares: hasZeroMean(fit) && summary.rss !== null ? summary.rss / summary.n : null,
    },
  };
}

function unboundedOf({ spec, coefficients, summary }: Fit): number[] {
  const first = spec.hasIntercept ? 1 : 0;
  return [...spec.features.entries()]
    .filter(([k, { name }]) => coefficients[k + first]!.estimate === null && !summary.aliased.includes(name))
    .map(([k]) => k);
}

function noIntervalOf(fit: Fit): NoInterval | null {
  const { summary, spec, coefficients } = fit;
  if (summary.ridge !== null) return 'ridge';
  if (summary.isPerfectFit) return 'perfect fit';
  if (summary.robust !== null) return summary.robust.kind;
  const hasNoStart = spec.hasIntercept && coefficients[0]!.estimate === null;
  if (hasNoStart || unboundedOf(fit).length > 0) return 'no finite estimate';
  return summary.rank > MOST_COEFFICIENTS ? 'too many coefficients' : null;
}

function hasCovariance(noInterval: NoInterval | null): boolean {
  return noInterval === null || noInterval === 'perfect fit';
}

type Origin = Pick<PredictionModel, 'centre' | 'height'>;

/** About the means, numbers that nearly cancel are never subtracted: a feature may be far from zero. */
function originOf({ spec, columns, coefficients, summary }: Fit, kept: readonly number[]): Origin {
  if (isCentred({ spec, summary }))
    return { centre: Float64Array.from(kept, (k) => columns[k]!.mean), height: summary.targetMean };
  const height = spec.hasIntercept ? (coefficients[0]!.estimate ?? Number.NaN) : 0;
  return { centre: new Float64Array(kept.length), height };
}

/** Only least squares goes through the means. */
function isCentred({ spec, summary }: Pick<Fit, 'spec' | 'summary'>): boolean {
  return spec.hasIntercept && summary.counts === null && summary.robust === null;
}

type Uncertainty = Pick<PredictionModel, 'heightVariance' | 'hasUnit' | 'covariance'>;

const NO_UNCERTAINTY: Uncertainty = {
  heightVariance: 0,
  hasUnit: false,
  covariance: new Float64Array(0),
};

/** The block of the slopes is what it is about any centre; the mean of the target varies by itself. */
function uncertaintyOf(fit: Fit, kept: readonly number[]): Uncertainty {
  const { unscaledCovariance, summary, spec, totalWeight } = fit;
  if (!isCentred(fit))
    return { heightVariance: 0, hasUnit: spec.hasIntercept, covariance: unscaledCovariance };
  const size = kept.length;
  const covariance = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    const from = (i + 1) * summary.rank + 1;
    covariance.set(unscaledCovariance.subarray(from, from + size), i * size);
  }
  return { heightVariance: 1 / totalWeight, hasUnit: false, covariance };
}

/** A row's leverage has its weight in it, and a new row has none. */
function comparableLeverage({ summary, spec }: Fit): number | null {
  const isPlain = spec.weights === undefined && summary.counts === null;
  return isPlain ? (summary.diagnostics.maxLeverage?.value ?? null) : null;
}

function hasZeroMean({ spec, summary }: Fit): boolean {
  return isCentred({ spec, summary }) && spec.weights === undefined && summary.ridge === null;
}
