import type { CoefficientRow, Fit } from '../fit/fit.js';
import { labelOf } from '../plot/columnLabel.js';
import type { ColumnLabel } from '../plot/plot.js';
import { formatEstimate, formatShare } from './numbers.js';
import { columnPart } from './parts.js';
import type { SentencePart } from './sentence.js';

/** `Each extra sqft goes with 0.179 kUSD more (95 % interval 0.173 to 0.184).` `each` begins it, or not. */
export function slopeParts(fit: Fit, coefficient: CoefficientRow, each = 'Each'): SentencePart[] {
  const target = labelOf(fit.spec.target);
  const estimate = coefficient.estimate ?? 0;
  const isLess = estimate < 0;
  return [
    `${each} extra `,
    ...unitOf(labelOf(coefficient.name)),
    ' goes with ',
    ...(fit.summary.isPerfectFit ? ['exactly '] : []),
    { strong: withUnit(formatEstimate(Math.abs(estimate), coefficient.standardError, 1), target) },
    ...(target.unit === null
      ? [' ', isLess ? 'less ' : 'more ', columnPart(target)]
      : [isLess ? ' less' : ' more']),
    fit.summary.isPerfectFit ? '' : intervalText(fit, coefficient, isLess),
    '.',
  ];
}

/** A value with its unit, if there is one. */
export function withUnit(text: string, { unit }: ColumnLabel): string {
  return unit === null ? text : `${text} ${unit}`;
}

/** ` (95 % interval 393 to 402)` for an estimate, turned round where the sentence says "less". */
export function intervalText(fit: Fit, coefficient: CoefficientRow, isLess = false): string {
  const { confidenceInterval, standardError } = coefficient;
  if (confidenceInterval === null || standardError === null) return '';
  const [low, high] = confidenceInterval;
  const crossesZero = low < 0 && high > 0;
  const ends = isLess && !crossesZero ? [-high, -low] : [low, high];
  const [from, to] = ends.map((end) => formatEstimate(end, standardError, 1));
  const doubt = crossesZero && coefficient.name !== '(Intercept)' ? ': the file cannot tell its sign' : '';
  return ` (${formatShare(fit.confidence)} interval ${from} to ${to}${doubt})`;
}

function unitOf(feature: ColumnLabel): SentencePart[] {
  return feature.unit === null ? ['unit of ', columnPart(feature)] : [feature.unit];
}
