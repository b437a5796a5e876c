import type { Warning } from '../errors.js';
import type { CoefficientRow, CountSummary, LeftOut, ModelSummary, Test } from '../fit/fit.js';
import { rateRatio } from '../judge/inference.js';
import { type Family, fittedWord } from '../model/family.js';
import type { ModelSpec } from '../model/modelSpec.js';
import { logTargetOf } from '../predict/logTarget.js';
import type { FitFacts } from './json.js';
import {
  formatCount,
  formatEstimate,
  formatNumber,
  formatPValue,
  formatRSquared,
  formatShare,
  formatStandardError,
  formatStatistic,
} from './numbers.js';
import { huberLines, quantileLines, rangeText } from './robustLines.js';
import { termLines } from './termLines.js';
import { textTable } from './textTable.js';

/** Lines of left-out rows that are named. */
const MOST_LINES = 8;

/** What stands besides the fit. */
export type SummaryContext = { fileName: string; confidence: number; warnings: readonly Warning[] };

/** A fit as a person reads it in a terminal; ends with a line break. */
export function fitSummary(fit: FitFacts, { fileName, confidence, warnings }: SummaryContext): string {
  const { spec, leftOut, terms, summary } = fit;
  const sections = [
    [`${spec.formula}   (${[fileName, ...modellingWords(spec)].join(', ')})`, rowsText(summary.n, leftOut)],
    coefficientLines(fit, confidence),
    termLines(terms),
    statisticLines(fit),
    backLines(fit),
    diagnosticLines(summary),
    warnings.flatMap(warningLines),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function statisticLines(fit: FitFacts): string[] {
  const { summary } = fit;
  const { counts, robust } = summary;
  if (counts !== null) return countLines(summary, counts);
  if (robust === null) return modelLines(fit);
  const lines =
    robust.kind === 'huber'
      ? huberLines(summary, robust)
      : [...quantileLines(summary, robust), likelihoodLine(summary)];
  return [...lines, methodLine(summary)];
}

function rowsText(n: number, { count, byReason, rows }: LeftOut): string {
  if (count === 0) return `${formatCount(n)} rows, none left out`;
  const reasons = Object.entries(byReason).map(([reason, times]) => `${reason} ${formatCount(times)}`);
  const lines = rows.slice(0, MOST_LINES).map(({ line }) => line);
  const more = count > lines.length ? ', ...' : '';
  const where = `${count === 1 ? 'line' : 'lines'} ${lines.join(', ')}${more}`;
  return `${formatCount(n)} rows, ${formatCount(count)} left out: ${reasons.join(', ')} (${where})`;
}

/** What is said of a model besides its formula: `Poisson, log link`, `weights w`. */
function modellingWords({ family, weights }: ModelSpec): string[] {
  return [
    ...(family === undefined ? [] : [familyText(family)]),
    ...(weights === undefined ? [] : [`weights ${oneLine(weights)}`]),
  ];
}

function familyText(family: Family): string {
  switch (family.name) {
    case 'poisson':
      return `Poisson with ${family.link} link`;
    case 'laplace':
      return family.quantile === 0.5 ? 'median, Laplace noise' : `${fittedWord(family)}, Laplace noise`;
    case 'huber':
      return "Huber's estimate";
  }
}

function coefficientLines({ coefficients, summary }: FitFacts, confidence: number): string[] {
  const { counts, aliased } = summary;
  const interval = `${formatShare(confidence)} interval`;
  const head = ['term', 'estimate', errorWords(summary), statisticName(summary), 'p', interval];
  const rows = coefficients.map((row) => {
    if (row.estimate === null) return [oneLine(row.name), 'none', '', '', '', whyNone(row, aliased)];
    return [
      oneLine(row.name),
      formatEstimate(row.estimate, row.standardError),
      formatStandardError(row.standardError),
      formatStatistic(row.statistic),
      formatPValue(row.pValue),
      intervalText(row),
    ];
  });
  if (summary.robust?.kind === 'quantile' && summary.robust.ranges !== null) {
    head.push('range of optima');
    for (const [k, row] of rows.entries()) row.push(rangeText(summary.robust.ranges[k] ?? null));
  }
  if (counts?.link === 'log') {
    head.push('rate ratio', interval);
    for (const [k, row] of rows.entries()) row.push(...ratioCells(coefficients[k]!));
  }
  const alignments = ['left', 'point', 'point', 'right', 'right', 'left', 'point', 'left'] as const;
  return textTable([head, ...rows], alignments.slice(0, head.length));
}

function whyNone({ name }: CoefficientRow, aliased: readonly string[]): string {
  return aliased.includes(name) ? 'dropped: see the warnings' : 'not finite: see the warnings';
}

function ratioCells(row: CoefficientRow): string[] {
  const ratio = rateRatio(row);
  return ratio === null
    ? ['none', 'none']
    : [formatNumber(ratio.value), ratio.interval.map((end) => formatNumber(end)).join(' to ')];
}

/** Robust ones are named. */
function errorWords({ covariance, robust }: ModelSummary): string {
  if (robust?.kind === 'quantile' && robust.samples > 0) return 'bootstrap error';
  return covariance === 'classic' ? 'std. error' : `${covariance.toUpperCase()} error`;
}

/** z where the normal distribution stands for t. */
export function statisticName({ counts, robust }: ModelSummary): 't' | 'z' {
  return counts === null && robust?.kind !== 'huber' ? 't' : 'z';
}

/** A line break in a header would break the table. */
function oneLine(name: string): string {
  return name.replace(/\s+/g, ' ');
}

function intervalText({ confidenceInterval, standardError }: CoefficientRow): string {
  if (confidenceInterval === null) return 'none';
  return confidenceInterval.map((end) => formatEstimate(end, standardError)).join(' to ');
}

/** What a penalty was chosen by. */
const RULE_WORDS = {
  gcv: 'chosen by generalised cross-validation',
  cv: 'chosen by ten-fold cross-validation',
} as const;

function modelLines({ spec, summary, ridgePath }: FitFacts): string[] {
  const { hasIntercept } = spec;
  const { fStatistic, residualStandardError: sigma, ridge } = summary;
  return [
    `${hasIntercept ? 'R²' : 'R² from zero'} ${formatRSquared(summary.rSquared)}   adjusted R² ${formatRSquared(summary.adjustedRSquared)}`,
    `sigma ${numberOrNone(sigma)} on ${dfText(summary.dfResidual)} degrees of freedom`,
    fStatistic === null
      ? 'F none'
      : `F ${formatStatistic(fStatistic.value)} on ${formatCount(fStatistic.dfModel)} and ` +
        `${formatCount(fStatistic.dfResidual)} degrees of freedom, ${pText(fStatistic.pValue)}`,
    `root mean squared error ${formatNumber(summary.rootMeanSquaredError)}   ` +
      `mean absolute error ${formatNumber(summary.meanAbsoluteError)}`,
    likelihoodLine(summary),
    ...(ridge === null
      ? []
      : [
          `ridge ${formatNumber(ridge.lambda)}: ${formatNumber(ridge.effectiveDf)} effective coefficients` +
            (ridgePath?.rule == null ? '' : `, ${RULE_WORDS[ridgePath.rule]}`),
        ]),
    methodLine(summary),
  ];
}

/** A ridge leaves no whole number of them. */
function dfText(df: number): string {
  return Number.isInteger(df) ? formatCount(df) : formatNumber(df);
}

/** How predictions of a logarithm go back to the target's own scale. */
function backLines({ spec, smearing }: FitFacts): string[] {
  const target = logTargetOf(spec.target);
  if (target === null || smearing === null) return [];
  const power = { log: 'exp(fitted)', log2: '2^fitted', log10: '10^fitted', log1p: 'exp(fitted)' }[
    target.name
  ];
  const less = target.name === 'log1p' ? ' − 1' : '';
  return [
    `on the scale of ${oneLine(target.of)}: median ${power}${less}   smeared mean (Duan) ` +
      `${formatNumber(smearing, 4)} ${power}${less}`,
  ];
}

function countLines(summary: ModelSummary, counts: CountSummary): string[] {
  const { deviance, dfResidual } = summary;
  const { nullDeviance, dfNull, pearson } = counts;
  return [
    `deviance ${numberOrNone(deviance)} on ${formatCount(dfResidual)} degrees of freedom   null deviance ` +
      `${numberOrNone(nullDeviance)} on ${formatCount(dfNull)}`,
    `Pearson chi² ${formatNumber(pearson)}, ${formatNumber(pearson / dfResidual)} per degree of freedom`,
    likelihoodLine(summary),
    methodLine(summary),
  ];
}

function likelihoodLine({ logLikelihood, aic, bic }: ModelSummary): string {
  return `log-likelihood ${numberOrNone(logLikelihood, 6)}   AIC ${numberOrNone(aic, 6)}   BIC ${numberOrNone(bic, 6)}`;
}

function methodLine({ method, estimatedDigits }: ModelSummary): string {
  return `${method}, about ${estimatedDigits} digits`;
}

function diagnosticLines({ diagnostics, counts, robust }: ModelSummary): string[] {
  const { maxLeverage, maxCooksDistance } = diagnostics;
  const tests = [
    `Durbin-Watson ${numberOrNone(diagnostics.durbinWatson)}   Jarque-Bera ${testText(diagnostics.jarqueBera)}   ` +
      `Breusch-Pagan ${testText(diagnostics.breuschPagan)}`,
  ];
  return [
    // They are tests of Gaussian residuals.
    ...(counts === null && robust === null ? tests : []),
    `largest leverage ${placeText(maxLeverage)}   largest Cook's distance ${placeText(maxCooksDistance)}   ` +
      `condition number ${numberOrNone(diagnostics.conditionNumber)}`,
  ];
}

function numberOrNone(value: number | null, digits = 3): string {
  return value === null ? 'none' : formatNumber(value, digits);
}

function testText(test: Test | null): string {
  return test === null ? 'none' : `${formatStatistic(test.statistic)}, ${pText(test.pValue)}`;
}

function pText(p: number): string {
  const text = formatPValue(p);
  return text.startsWith('<') ? `p ${text}` : `p = ${text}`;
}

function placeText(place: { value: number; line: number } | null): string {
  return place === null ? 'none' : `${formatNumber(place.value)} at line ${place.line}`;
}

/** A warning as lines of text. */
export function warningLines({ code, message, hint }: Warning): string[] {
  return [`warning ${code}: ${message}`, ...(hint === undefined ? [] : [`  ${hint}`])];
}
