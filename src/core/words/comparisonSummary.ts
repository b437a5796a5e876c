import type { ComparedEstimate, FitComparison } from '../compare/comparison.js';
import type { FitDigest } from '../compare/fitDigest.js';
import { STATISTIC_WORDS, settingWords, testSentence } from './comparisonWords.js';
import type { Json } from './json.js';
import { formatCount, formatEstimate, formatStandardError } from './numbers.js';
import { textTable } from './textTable.js';

type Pair = readonly [FitDigest, FitDigest];

/** Two fits side by side as a person reads them in a terminal; ends with a line break. */
export function comparisonSummary(fits: Pair, comparison: FitComparison, fileName: string): string {
  const sections = [
    [fileName, ...fits.map((fit, k) => `${'AB'[k]}  ${titleOf(fit)}`)],
    coefficientLines(comparison),
    statisticLines(comparison),
    [testSentence(comparison), ...comparison.notes],
  ];
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function titleOf(fit: FitDigest): string {
  const { spec, summary, leftOutCount } = fit;
  const words = settingWords(fit);
  const rows = `${formatCount(summary.n)} rows`;
  const left = leftOutCount === 0 ? [] : [`${formatCount(leftOutCount)} left out`];
  return `${spec.formula}   (${[...words, rows, ...left].join(', ')})`;
}

function coefficientLines({ coefficients }: FitComparison): string[] {
  const heads = ['', 'A', 'std. error', 'B', 'std. error', 'B less A'];
  const rows = coefficients.map(({ name, first, second, difference }) => [
    ...[name, ...estimateCells(first), ...estimateCells(second)],
    difference === null ? '' : formatEstimate(difference, smallerError(first, second)),
  ]);
  return textTable([heads, ...rows], ['left', 'point', 'right', 'point', 'right', 'point']);
}

function estimateCells(one: ComparedEstimate | null): string[] {
  if (one === null) return ['', ''];
  const { estimate, standardError } = one;
  if (estimate === null) return ['dropped', ''];
  return [formatEstimate(estimate, standardError), formatStandardError(standardError)];
}

/** The error that says how many digits a difference deserves. */
export function smallerError(first: ComparedEstimate | null, second: ComparedEstimate | null): number | null {
  const errors = [first?.standardError ?? null, second?.standardError ?? null].filter(
    (error) => error !== null,
  );
  return errors.length === 0 ? null : Math.min(...errors);
}

function statisticLines({ statistics }: FitComparison): string[] {
  const rows = statistics.map(({ name, first, second, difference }) => {
    const { label, format } = STATISTIC_WORDS[name];
    return [
      label,
      ...[first, second].map((value) => (value === null ? 'none' : format(value))),
      difference === null ? '' : format(difference),
    ];
  });
  return textTable([['', 'A', 'B', 'B less A'], ...rows], ['left', 'right', 'right', 'right']);
}

/** The same by the headless contract: numbers at full precision, what is undefined null. */
export function comparisonToJson(fits: Pair, comparison: FitComparison): Record<string, Json> {
  const { coefficients, statistics, test, whyNoTest, notes, spaces } = comparison;
  return {
    models: fits.map(modelJson),
    coefficients: coefficients.map(({ name, first, second, difference }) => ({
      ...{ name, difference: finite(difference) },
      ...{ a: first && { ...first }, b: second && { ...second } },
    })),
    statistics: Object.fromEntries(
      statistics.map(({ name, first, second, difference }) => [
        name,
        { a: finite(first), b: finite(second), difference: finite(difference) },
      ]),
    ),
    spaces: spaces && SPACES[spaces],
    test: test && {
      ...{ kind: test.kind, larger: test.larger === 'first' ? 'a' : 'b', decrease: test.decrease },
      ...{ df: test.df, dfResidual: test.dfResidual },
      ...{ statistic: finite(test.statistic), pValue: finite(test.pValue) },
    },
    whyNoTest,
    notes,
  };
}

const SPACES = { same: 'same', firstInSecond: 'a in b', secondInFirst: 'b in a', apart: 'apart' } as const;

function modelJson({ spec, summary, leftOutCount }: FitDigest): Json {
  const { n, dfResidual, rss, covariance } = summary;
  return {
    ...{ formula: spec.formula, family: spec.family?.name ?? 'gaussian', weights: spec.weights ?? null },
    ...{ n, leftOut: leftOutCount, dfResidual, rss, standardErrors: covariance },
  };
}

function finite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}
