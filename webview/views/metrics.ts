import {
  type CountSummary,
  type FitReport,
  formatCount,
  formatFixed,
  formatNumber,
  formatPValue,
  formatRSquared,
  formatShare,
  formatStatistic,
  type HuberSummary,
  type ModelSummary,
  type QuantileSummary,
} from '../../src/protocol/index.js';
import { type Child, element } from '../element.js';
import { methodWords, withUnit } from '../format.js';

/** The numbers that answer first: R², σ, n, the p of F; at the right how the fit was made. */
export function metricStrip(report: FitReport): HTMLElement[] {
  const { summary, target, spec } = report;
  if (summary.counts !== null) return countStrip(summary, summary.counts);
  if (summary.robust !== null) return robustStrip(report, summary.robust);
  const sigma = summary.residualStandardError;
  const f = summary.fStatistic;
  const fWords = f ? `p ${formatPValue(f.pValue).replace(/^(?!<)/, '= ')}` : absent(report, 'f');
  return [
    metric('r-squared', spec.hasIntercept ? 'R²' : 'R² from 0', {
      value: formatRSquared(summary.rSquared),
      title: spec.hasIntercept ? 'R squared' : 'R squared, measured from 0 and not from the mean',
    }),
    metric('sigma', 'σ', {
      value: sigma === null ? absent(report, 'sigma') : withUnit(formatNumber(sigma), target.unit),
      title: 'Residual standard error',
    }),
    metric('n', 'n', { value: formatCount(summary.n), title: 'Rows used' }),
    metric('f', 'F', { value: fWords, title: f ? fTitle(f) : 'F test of all features together' }),
    element('div', { class: 'made', title: summary.method, 'data-part': 'method' }, methodWords(summary)),
  ];
}

/** Of counts: how much of the deviance is explained, and whether they scatter as Poisson's do. */
function countStrip(summary: ModelSummary, counts: CountSummary): HTMLElement[] {
  const { dfResidual, n } = summary;
  const deviance = summary.deviance ?? Number.NaN;
  const explained = counts.nullDeviance > 0 ? 1 - deviance / counts.nullDeviance : null;
  return [
    metric('deviance-explained', 'deviance explained', {
      value: explained === null ? 'none' : formatShare(Number(explained.toPrecision(3))),
      title: `Deviance ${formatNumber(deviance)} of ${formatNumber(counts.nullDeviance)}`,
    }),
    metric('dispersion', 'dispersion', {
      value: dfResidual > 0 ? formatNumber(counts.pearson / dfResidual) : 'none, no rows to spare',
      title: "Pearson's chi squared to a degree of freedom; 1 where counts scatter as Poisson's do",
    }),
    metric('n', 'n', { value: formatCount(n), title: 'Rows used' }),
    element('div', { class: 'made', title: summary.method, 'data-part': 'method' }, methodWords(summary)),
  ];
}

/**
 * Of a quantile: the sum that is smallest, and whether it has one fit only; of Huber's estimate its scale and what lies
 * beyond.
 */
function robustStrip({ summary, target }: FitReport, robust: QuantileSummary | HuberSummary): HTMLElement[] {
  const inUnit = (value: number) => withUnit(formatNumber(value), target.unit);
  const own =
    robust.kind === 'huber'
      ? [
          metric('scale', 'scale', {
            value: inUnit(robust.scale),
            title: 'Median absolute residual over 0.6745',
          }),
          metric('downweighted', `beyond ${robust.constant} of it`, {
            value: formatCount(robust.downweighted),
            title: 'Rows that weigh less than 1',
          }),
        ]
      : [
          metric('objective', 'Σ |residual|', {
            value: inUnit(robust.absolute),
            title: 'Sum of absolute residuals, by the weights of the rows',
          }),
          robust.quantile !== 0.5 &&
            metric('check-loss', `check loss at ${robust.quantile}`, {
              value: inUnit(robust.loss),
              title: 'The sum of losses that is smallest',
            }),
          metric('unique', 'optima', {
            value: robust.isUnique ? 'one' : 'a range',
            title: robust.isUnique
              ? 'No other fit is as good'
              : 'Other fits are as good: see the range of optima',
          }),
        ].filter((one) => one !== false);
  return [
    ...own,
    metric('mean-absolute-first', 'mean |residual|', { value: inUnit(summary.meanAbsoluteError) }),
    metric('n', 'n', { value: formatCount(summary.n), title: 'Rows used' }),
    element('div', { class: 'made', title: summary.method, 'data-part': 'method' }, methodWords(summary)),
  ];
}

/** The other numbers of the model, in a quiet line under the table. */
export function metricLine({ summary, target }: FitReport): HTMLElement {
  const f = summary.fStatistic;
  const fixed = (value: number | null) => (value === null ? 'none' : formatFixed(value, 1));
  return element(
    'div',
    { class: 'metric-line', 'data-part': 'metrics-more' },
    ...(summary.counts !== null
      ? devianceMetrics(summary, summary.counts)
      : summary.robust === null
        ? [metric('adjusted-r-squared', 'adjusted R²', { value: formatRSquared(summary.adjustedRSquared) })]
        : []),
    f &&
      metric('f-value', `F(${f.dfModel}, ${formatCount(f.dfResidual)})`, { value: formatStatistic(f.value) }),
    metric('root-mean-squared', 'RMSE', {
      value: withUnit(formatNumber(summary.rootMeanSquaredError), target.unit),
      title: 'Root of the mean squared residual',
    }),
    metric('mean-absolute', 'MAE', {
      value: withUnit(formatNumber(summary.meanAbsoluteError), target.unit),
      title: 'Mean size of a residual',
    }),
    metric('log-likelihood', 'log-likelihood', { value: fixed(summary.logLikelihood) }),
    metric('aic', 'AIC', { value: fixed(summary.aic) }),
    metric('bic', 'BIC', { value: fixed(summary.bic) }),
  );
}

/** Deviance with and without the terms, each with its degrees of freedom. */
function devianceMetrics({ deviance, dfResidual }: ModelSummary, counts: CountSummary): HTMLElement[] {
  const words = (value: number, df: number) => `${formatFixed(value, 1)} on ${formatCount(df)} df`;
  return [
    metric('deviance', 'deviance', { value: words(deviance ?? Number.NaN, dfResidual) }),
    metric('null-deviance', 'without the terms', { value: words(counts.nullDeviance, counts.dfNull) }),
  ];
}

function metric(
  name: string,
  label: string,
  { value, title }: { value: string; title?: string },
): HTMLElement {
  const words: Child[] = [element('span', { class: 'quiet' }, label), ' ', element('strong', {}, value)];
  return element('span', { class: 'metric', 'data-metric': name, title: title ?? null }, ...words);
}

/** Absent is *none* with its reason beside it. */
function absent({ summary, spec }: FitReport, what: 'f' | 'sigma'): string {
  if (summary.isPerfectFit) return 'none, the fit is perfect';
  if (summary.dfResidual === 0) return 'none, no rows to spare';
  return what === 'f' && spec.features.length === 0 ? 'none, no feature' : 'none';
}

function fTitle(f: NonNullable<FitReport['summary']['fStatistic']>): string {
  return `F test of all features together: F(${f.dfModel}, ${formatCount(f.dfResidual)}) = ${formatStatistic(f.value)}`;
}
