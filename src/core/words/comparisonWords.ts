import type { FitComparison, NestedTest, StatisticName } from '../compare/comparison.js';
import type { FitDigest } from '../compare/fitDigest.js';
import { formatCount, formatNumber, formatPValue, formatRSquared, formatStatistic } from './numbers.js';

/** What the statistics are called, and how they are written. */
export const STATISTIC_WORDS: Readonly<
  Record<StatisticName, { label: string; format(value: number): string }>
> = {
  n: { label: 'n', format: formatCount },
  coefficients: { label: 'coefficients', format: formatCount },
  rSquared: { label: 'R²', format: formatRSquared },
  adjustedRSquared: { label: 'adjusted R²', format: formatRSquared },
  residualStandardError: { label: 'σ', format: (value) => formatNumber(value, 4) },
  rootMeanSquaredError: { label: 'RMSE', format: (value) => formatNumber(value, 4) },
  leaveOneOutError: { label: 'RMSE, left out', format: (value) => formatNumber(value, 4) },
  deviance: { label: 'deviance', format: (value) => formatNumber(value, 4) },
  logLikelihood: { label: 'log-likelihood', format: (value) => formatNumber(value, 5) },
  aic: { label: 'AIC', format: (value) => formatNumber(value, 5) },
  bic: { label: 'BIC', format: (value) => formatNumber(value, 5) },
};

/** A p below this says that the larger model has something to say. */
const LEVEL = 0.05;

/** The test in a sentence, or why there is none. */
export function testSentence({ test, whyNoTest }: Pick<FitComparison, 'test' | 'whyNoTest'>): string {
  if (test === null) return whyNoTest ?? '';
  const [larger, smaller] = test.larger === 'second' ? ['B', 'A'] : ['A', 'B'];
  const more = test.df === 1 ? 'one more coefficient' : `${formatCount(test.df)} more coefficients`;
  const says =
    test.pValue < LEVEL
      ? `${larger}, which is ${smaller} and ${more}, fits better than chance would have it`
      : `${larger} is ${smaller} and ${more}, and fits no better than chance would have it`;
  return `${says} (${testNumbers(test)}).`;
}

/** `F 12.3 on 2 and 497, p 4.1e-6`, `χ² 8.1 on 2, p 0.017`. */
export function testNumbers({ kind, statistic, df, dfResidual, pValue }: NestedTest): string {
  const name = kind === 'f' ? 'F' : 'χ²';
  const degrees = dfResidual === null ? formatCount(df) : `${formatCount(df)} and ${formatCount(dfResidual)}`;
  return `${name} ${formatStatistic(statistic)} on ${degrees}, p ${formatPValue(pValue).replace(/^< /, 'below ')}`;
}

/** Family, weights and settings of a fit, those that are usual left out: `Poisson, log link`, `weights w`, `HC3`. */
export function settingWords({ spec, summary }: Pick<FitDigest, 'spec' | 'summary'>): string[] {
  const { family, weights } = spec;
  const { covariance, ridge } = summary;
  return [
    ...(family === undefined ? [] : [familyWords(family)]),
    ...(weights === undefined ? [] : [`weights ${weights}`]),
    ...(ridge === null ? [] : [`ridge ${formatNumber(ridge.lambda)}`]),
    ...(covariance === 'classic' ? [] : [covariance.toUpperCase()]),
  ];
}

function familyWords(family: NonNullable<FitDigest['spec']['family']>): string {
  if (family.name === 'poisson') return `Poisson, ${family.link} link`;
  if (family.name === 'huber') return 'Huber';
  return family.quantile === 0.5 ? 'median' : `${family.quantile} quantile`;
}
