import { meanOf } from '../fit/poisson/counts.js';
import { poissonQuantile, studentCumulative, studentTwoSidedQuantile } from '../judge/distributions.js';
import { normalQuantile } from '../judge/normalQuantile.js';
import { designRow, type NewRow } from '../model/designRow.js';
import { type Link, linkOf } from '../model/family.js';
import { type Extrapolation, isUnusual, outsideRanges, unknownColumns } from './extrapolation.js';
import type { PredictionModel } from './predictionModel.js';
import { type TargetScale, targetScaleOf } from './targetScale.js';

export type Interval = readonly [number, number];

/** What a model says of a new row, on the scale of `TargetScale`. Plain data. */
export type Prediction = {
  /** NaN where the model has no such value. */
  fit: number;
  /** The mean of rows like this one where `fit` is their median; null where it is not known, or `fit` is the mean. */
  smearedMean: number | null;
  /** Where the average (the median) of such rows lies. */
  confidenceInterval: Interval | null;
  /** Where one new row lies, of the variance that the model has for a weight of 1. */
  predictionInterval: Interval | null;
  /**
   * Probability that one new row is below 0, by the distribution its interval is of (t about the fitted value); null
   * where the target is a function, has values below 0, or there is no such interval, and in a fit of counts.
   */
  probabilityBelowZero: number | null;
  extrapolation: Extrapolation;
};

/**
 * Predicts new rows by a fit, with their intervals: fitted ± t sqrt(v) for the average and ± t sqrt(sigma² + v) for one
 * new row, v the variance of the fitted value. In a Poisson fit Wald's interval of the linear predictor, and the
 * quantiles of Poisson's distribution about the fitted mean.
 *
 * @see Seber and Lee, Linear Regression Analysis, 2nd ed., 5.3.
 */
export class Predictor {
  readonly scale: TargetScale;
  private readonly link: Link | null;
  private readonly tail: number;
  private readonly reach: number;
  private readonly away: Float64Array;

  constructor(readonly model: PredictionModel) {
    const { spec, confidence, dfResidual, kept, hasUnit } = model;
    this.scale = targetScaleOf(spec.target);
    this.link = linkOf(spec.family);
    this.tail = (1 - confidence) / 2;
    this.reach =
      this.link === null ? studentTwoSidedQuantile(1 - confidence, dfResidual) : -normalQuantile(this.tail);
    this.away = new Float64Array(kept.length + (hasUnit ? 1 : 0));
  }

  /**
   * Predicts a row given by the file's columns.
   *
   * @throws GausslineError what `designRow` throws; a row in which a function has no value gives NaN.
   */
  predict(row: NewRow): Prediction {
    const design = designRow(this.model.spec, row);
    return this.predictDesign((feature) => design[feature]!, row);
  }

  /** Predicts a row given by the values of the model's features too. */
  predictDesign(featureAt: (feature: number) => number, row: NewRow): Prediction {
    const predictor = this.linearPredictor(featureAt);
    const variance = this.unscaledVariance();
    const { model } = this;
    const extrapolation = {
      outside: outsideRanges(model.inputs, row),
      isUnusual: isUnusual(model, variance),
      unknown: unknownColumns(model, featureAt),
    };
    return { ...this.answer(predictor, variance), extrapolation };
  }

  private answer(predictor: number, variance: number): Omit<Prediction, 'extrapolation'> {
    if (this.link !== null) return this.count(this.link, predictor, variance);
    const { sigma, noInterval, smearing } = this.model;
    const ends = (extra: number) =>
      this.interval(predictor, this.reach * sigma * Math.sqrt(extra + variance));
    return {
      fit: this.scale.back(predictor),
      smearedMean: this.scale.smearedMean(predictor, smearing),
      confidenceInterval: noInterval === null ? ends(0) : null,
      predictionInterval: noInterval === null ? ends(1) : null,
      probabilityBelowZero: noInterval === null ? this.belowZero(predictor, variance) : null,
    };
  }

  private belowZero(predictor: number, variance: number): number | null {
    const { sigma, dfResidual, isNeverBelowZero } = this.model;
    if (!isNeverBelowZero || !Number.isFinite(predictor)) return null;
    return studentCumulative(-predictor / (sigma * Math.sqrt(1 + variance)), dfResidual);
  }

  private count(link: Link, predictor: number, variance: number): Omit<Prediction, 'extrapolation'> {
    const { noInterval } = this.model;
    // Zero or more, or no number at all.
    const mean = Math.max(0, meanOf(link, predictor));
    const error = this.reach * Math.sqrt(variance);
    const end = (side: number) => Math.max(0, meanOf(link, predictor + side * error));
    return {
      fit: mean,
      smearedMean: null,
      confidenceInterval: noInterval === null ? finite([end(-1), end(1)]) : null,
      predictionInterval:
        noInterval === null && Number.isFinite(mean)
          ? finite([poissonQuantile(this.tail, mean), poissonQuantile(1 - this.tail, mean)])
          : null,
      probabilityBelowZero: null,
    };
  }

  private interval(predictor: number, half: number): Interval | null {
    const { back, isFalling } = this.scale;
    const low = back(predictor - half);
    const high = back(predictor + half);
    return finite(isFalling ? [high, low] : [low, high]);
  }

  /** Leaves in `away` how far the features kept are from the centre. */
  private linearPredictor(featureAt: (feature: number) => number): number {
    const { kept, unbounded, centre, estimates, height, hasUnit } = this.model;
    if (unbounded.some((feature) => featureAt(feature) !== 0)) return Number.NaN;
    const first = hasUnit ? 1 : 0;
    if (hasUnit) this.away[0] = 1;
    let sum = height;
    for (let k = 0; k < kept.length; k++) {
      const step = featureAt(kept[k]!) - centre[k]!;
      this.away[k + first] = step;
      sum += estimates[kept[k]!]! * step;
    }
    return sum;
  }

  private unscaledVariance(): number {
    const { covariance, heightVariance } = this.model;
    const { away } = this;
    if (covariance.length === 0) return heightVariance;
    let sum = heightVariance;
    for (let i = 0; i < away.length; i++) {
      let row = 0;
      for (let j = 0; j < away.length; j++) row += covariance[i * away.length + j]! * away[j]!;
      sum += away[i]! * row;
    }
    return Math.max(0, sum);
  }
}

function finite(interval: Interval): Interval | null {
  return interval.every(Number.isFinite) ? interval : null;
}
