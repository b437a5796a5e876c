import {
  type FitReport,
  formatEstimate,
  formatNumber,
  formatShare,
  type HuberSummary,
  type QuantileSummary,
  termReadings,
} from '../../../src/protocol/index.js';
import { type Child, element, linkButton } from '../../element.js';
import { predictorName, withUnit } from '../../format.js';
import { alignDecimals } from './alignDecimals.js';

/** Terms shown at once, unless hardly more are there. */
const FIRST_TERMS = 12;
const MOST_AT_ONCE = 16;
/** Terms that are named of those left out. */
const MOST_LEFT_OUT = 5;

type Line = { sign: string; number: string; symbol: string; words: string };

/** The fitted equation, a term to a line, and beside each what it says in words. */
export function equation(report: FitReport): HTMLElement {
  const lines = linesOf(report);
  const numbers = alignDecimals(lines.map(({ number }) => number));
  const rows = lines.map((line, i) => row(line, i === 0 ? predictorName(report) : '', numbers[i]!));
  const noise = report.summary.counts === null ? [row(noiseLine(report), '', '')] : [];
  const shown = rows.length > MOST_AT_ONCE ? rows.slice(0, FIRST_TERMS) : rows;
  const rest = rows.slice(shown.length);
  const list = element(
    'div',
    { class: 'equation', role: 'list' },
    ...shown,
    ...(rest.length > 0 ? [] : noise),
  );
  const more = linkButton(`Show ${rest.length} more terms`, () => {
    list.append(...rest, ...noise);
    more.remove();
  });
  return element(
    'section',
    { 'data-part': 'equation' },
    element('h2', {}, 'Equation'),
    list,
    rest.length > 0 && more,
    report.summary.aliased.length > 0 && element('p', { class: 'note' }, leftOutWords(report)),
  );
}

/** Which terms are not in the equation: `upper is left out: the other terms hold it already.` */
function leftOutWords({ spec, coefficients }: FitReport): string {
  const readings = termReadings({ spec, coefficients, isRate: false });
  const symbols = readings.filter((_, i) => coefficients[i]!.estimate === null).map(({ symbol }) => symbol);
  const named = symbols.slice(0, MOST_LEFT_OUT).join(', ');
  const more = symbols.length > MOST_LEFT_OUT ? ` and ${symbols.length - MOST_LEFT_OUT} more` : '';
  const [are, them] = symbols.length === 1 ? ['is', 'it'] : ['are', 'them'];
  return `${named}${more} ${are} left out: the other terms hold ${them} already.`;
}

function linesOf({ spec, coefficients, summary }: FitReport): Line[] {
  const readings = termReadings({ spec, coefficients, isRate: summary.counts?.link === 'log' });
  return coefficients
    .map((row, i) => ({ row, reading: readings[i]! }))
    .filter(({ row }) => row.estimate !== null)
    .map(({ row: { estimate, standardError }, reading }, i) => {
      const size = formatEstimate(Math.abs(estimate!), standardError);
      const isLess = estimate! < 0;
      return i === 0
        ? { ...reading, sign: '=', number: isLess ? `−${size}` : size }
        : { ...reading, sign: isLess ? '−' : '+', number: size };
    });
}

function noiseLine(report: FitReport): Line {
  const { summary, target, spec } = report;
  if (summary.robust !== null) return robustNoise(report, summary.robust);
  const sigma = summary.residualStandardError;
  const words =
    summary.isPerfectFit || sigma === null
      ? 'nothing is left'
      : `what is left, spread like N(0, ${withUnit(formatNumber(sigma), target.unit)})${spec.weights === undefined ? '' : ' where a row weighs 1'}`;
  return { sign: '+', number: '', symbol: 'ε', words };
}

function robustNoise({ summary, target }: FitReport, robust: QuantileSummary | HuberSummary): Line {
  const inUnit = (value: number) => withUnit(formatNumber(value), target.unit);
  const words =
    robust.kind === 'huber'
      ? `what is left, spread like N(0, ${inUnit(robust.scale)}) but for rows far out`
      : robust.quantile === 0.5
        ? `what is left, spread like Laplace's noise of mean size ${inUnit(summary.meanAbsoluteError)}`
        : `what is left: ${formatShare(robust.quantile)} of it below zero, spread like asymmetric Laplace noise`;
  return { sign: '+', number: '', symbol: 'ε', words: summary.isPerfectFit ? 'nothing is left' : words };
}

function row({ sign, symbol, words }: Line, left: string, number: string): HTMLElement {
  const cell = (name: string, ...content: Child[]) => element('span', { class: name }, ...content);
  return element(
    'div',
    { class: 'equation-line', role: 'listitem' },
    cell('left', left),
    cell('sign', sign),
    cell('number', number),
    cell('symbol', symbol),
    cell('words quiet', words),
  );
}
