import type { Warning } from '../errors.js';
import type { CoefficientRow, LeftOut, ModelSummary, Test } from '../fit/fit.js';
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
    [`${spec.formula}   (${fileName})`, rowsText(summary.n, leftOut)],
    coefficientLines(fit, confidence),
    termLines(terms),
    modelLines(summary, spec.hasIntercept),
    diagnosticLines(summary),
    warnings.flatMap(warningLines),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function rowsText(n: number, { count, byReason, rows }: LeftOut): string {
  if (count === 0) return `${formatCount(n)} rows, none left out`;
  const reasons = Object.entries(byReason).map(([reason, times]) => `${reason} ${formatCount(times)}`);
  const lines = rows.slice(0, MOST_LINES).map(({ line }) => line);
  const more = count > lines.length ? ', ...' : '';
  const where = `${count === 1 ? 'line' : 'lines'} ${lines.join(', ')}${more}`;
  return `${formatCount(n)} rows, ${formatCount(count)} left out: ${reasons.join(', ')} (${where})`;
}

function coefficientLines({ coefficients, summary }: FitFacts, confidence: number): string[] {
  const head = ['term', 'estimate', errorWords(summary), 't', 'p', `${formatShare(confidence)} interval`];
  const rows = coefficients.map((row) => {
    if (row.estimate === null) return [oneLine(row.name), 'none', '', '', '', 'dropped: see the warnings'];
    return [
      oneLine(row.name),
      formatEstimate(row.estimate, row.standardError),
      formatStandardError(row.standardError),
      formatStatistic(row.statistic),
      formatPValue(row.pValue),
      intervalText(row),
    ];
  });
  return textTable([head, ...rows], ['left', 'point', 'point', 'right', 'right', 'left']);
}

/** Robust ones are named. */
function errorWords({ covariance }: ModelSummary): string {
  return covariance === 'classic' ? 'std. error' : `${covariance.toUpperCase()} error`;
}

/** A line break in a header would break the table. */
function oneLine(name: string): string {
  return name.replace(/\s+/g, ' ');
}

function intervalText({ confidenceInterval, standardError }: CoefficientRow): string {
  if (confidenceInterval === null) return 'none';
  return confidenceInterval.map((end) => formatEstimate(end, standardError)).join(' to ');
}

function modelLines(summary: ModelSummary, hasIntercept: boolean): string[] {
  const { fStatistic, residualStandardError: sigma, ridge } = summary;
  return [
    `${hasIntercept ? 'R²' : 'R² from zero'} ${formatRSquared(summary.rSquared)}   adjusted R² ${formatRSquared(summary.adjustedRSquared)}`,
    `sigma ${numberOrNone(sigma)} on ${dfText(summary.dfResidual)} degrees of freedom`,
    fStatistic === null
      ? 'F none'
      : `F ${formatStatistic(fStatistic.value)} on ${formatCount(fStatistic.dfModel)} and ` +
        `${formatCount(fStatistic.dfResidual)} degrees of freedom, ${pText(fStatistic.pValue)}`,
    `log-likelihood ${numberOrNone(summary.logLikelihood, 6)}   AIC ${numberOrNone(summary.aic, 6)}   ` +
      `BIC ${numberOrNone(summary.bic, 6)}`,
    ...(ridge === null
      ? []
      : [`ridge ${formatNumber(ridge.lambda)}: ${formatNumber(ridge.effectiveDf)} effective coefficients`]),
    `${summary.method}, about ${summary.estimatedDigits} digits`,
  ];
}

/** A ridge leaves no whole number of them. */
function dfText(df: number): string {
  return Number.isInteger(df) ? formatCount(df) : formatNumber(df);
}

function diagnosticLines({ diagnostics }: ModelSummary): string[] {
  const { maxLeverage, maxCooksDistance } = diagnostics;
  return [
    `Durbin-Watson ${numberOrNone(diagnostics.durbinWatson)}   Jarque-Bera ${testText(diagnostics.jarqueBera)}   ` +
      `Breusch-Pagan ${testText(diagnostics.breuschPagan)}`,
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
