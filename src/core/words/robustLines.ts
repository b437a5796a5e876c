import type { HuberSummary, ModelSummary, QuantileSummary } from '../fit/fit.js';
import { formatCount, formatExact, formatNumber, formatShare } from './numbers.js';

/** What a terminal says of a median or another quantile as a whole. */
export function quantileLines({ n, meanAbsoluteError }: ModelSummary, robust: QuantileSummary): string[] {
  const { quantile, absolute, loss, isUnique, rowsMet, samples } = robust;
  const isMedian = quantile === 0.5;
  return [
    `sum of absolute residuals ${formatNumber(absolute, 6)}   mean ${formatNumber(meanAbsoluteError)}` +
      (isMedian ? '' : `   check loss at ${quantile} ${formatNumber(loss, 6)}`),
    `${formatCount(rowsMet)} of ${formatCount(n)} rows lie on the fit   ${isUnique ? 'no other fit is as good' : 'other fits are as good: see the range of optima'}`,
    ...(samples === 0 ? [] : [`standard errors from ${formatCount(samples)} bootstrap samples`]),
  ];
}

/** The same of Huber's estimate. */
export function huberLines({ n }: ModelSummary, { constant, scale, downweighted }: HuberSummary): string[] {
  const share = formatShare(Number((downweighted / n).toPrecision(2)));
  return [
    `scale ${formatNumber(scale)} (median absolute residual over 0.6745)   beyond ${constant} of it ${formatCount(downweighted)} rows, ${share}`,
  ];
}

/** Where the optima of a coefficient lie. */
export function rangeText(range: readonly [number, number] | null): string {
  return range === null ? 'none' : range.map((end) => formatExact(Number(end.toPrecision(7)))).join(' to ');
}
