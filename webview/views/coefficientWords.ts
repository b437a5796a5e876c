import {
  type CovarianceKind,
  type FitReport,
  formatEstimate,
  formatExact,
  formatNumber,
  formatPValue,
  formatShare,
  formatStandardError,
  formatStatistic,
  type ModelSummary,
} from '../../src/protocol/index.js';
import { intervalWords, withUnit } from '../format.js';

export type Coefficient = FitReport['coefficients'][number];

/** `0.173 to 0.184`, to one digit more than the estimate so that the ends differ. */
export function intervalText({ confidenceInterval, standardError }: Coefficient): string {
  if (confidenceInterval === null) return 'none';
  return intervalWords(confidenceInterval, (value) => formatEstimate(value, standardError));
}

/** `1.17`: three digits, as ratios have. */
export function ratioText({ rateRatio }: Coefficient): string {
  return rateRatio === null ? '' : formatNumber(rateRatio.value);
}

/** Where the optima of a quantile's coefficient lie; null where there is but one. */
export function rangeText(row: Coefficient, { summary: { robust }, coefficients }: FitReport): string | null {
  if (robust?.kind !== 'quantile') return null;
  const range = robust.ranges?.[coefficients.findIndex(({ name }) => name === row.name)] ?? null;
  return range && intervalWords(range, (value) => formatExact(Number(value.toPrecision(5))));
}

/** z where the normal distribution stands for t. */
export function statisticName({ counts, robust }: ModelSummary): 't' | 'z' {
  return counts === null && robust?.kind !== 'huber' ? 't' : 'z';
}

/** Of standard errors that are not those of least squares. */
export function otherErrorName({ robust }: ModelSummary): string {
  return robust?.kind === 'quantile' && robust.samples > 0 ? 'bootstrap error' : 'std. error';
}

/** `std. error`, `HC1 std. error`. */
function errorName(covariance: CovarianceKind): string {
  return covariance === 'classic' ? 'std. error' : `${covariance.toUpperCase()} std. error`;
}

/** All that is known of a coefficient, in a line. */
export function detailWords(row: Coefficient, report: FitReport): string {
  const { confidence, target, summary } = report;
  const range = rangeText(row, report);
  if (row.estimate === null) return 'Left out: it holds nothing that the other terms do not hold.';
  const none = summary.isPerfectFit ? 'none, the fit is perfect' : 'none';
  const parts = [
    `${formatShare(confidence)} interval ${intervalText(row)}`,
    `${errorName(summary.covariance)} ${row.standardError === null ? none : formatStandardError(row.standardError)}`,
    range && `range of optima ${range}`,
    row.rateRatio === null
      ? null
      : `rate ratio ${ratioText(row)}, ${intervalWords(row.rateRatio.interval, (value) => formatNumber(value))}`,
    `${statisticName(summary)} ${row.statistic === null ? none : formatStatistic(row.statistic)}`,
    `p ${formatPValue(row.pValue)}`,
    row.robustStandardError === null || summary.covariance === 'hc3'
      ? null
      : `HC3 std. error ${formatStandardError(row.robustStandardError)}`,
    row.standardisedEstimate === null ? null : `standardised ${formatNumber(row.standardisedEstimate)}`,
    row.vif === null ? null : `variance inflation ${formatNumber(row.vif)}`,
    row.featureSd === null || row.label === null
      ? null
      : `sd ${withUnit(formatNumber(row.featureSd), row.label.unit)}`,
  ];
  return `${withUnit('Estimate', target.unit === null ? null : `in ${target.unit}`)}: ${parts.filter((part) => part !== null).join(' · ')}`;
}
