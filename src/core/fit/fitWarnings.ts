import type { Warning } from '../errors.js';
import { inputsOf } from '../model/designColumn.js';
import { isPolynomialExpression } from '../model/expression.js';
import { formatRSquared } from '../words/numbers.js';
import { collinearityWarnings } from './collinearityWarnings.js';
import type { ModelSummary, TermRow } from './fit.js';
import type { FitBasis } from './fitBasis.js';

import { linesOf, NAMED_LINES } from './namedRows.js';
import { countWarnings, isPerfectCount } from './poisson/countWarnings.js';
import { robustWarnings } from './robust/robustWarnings.js';
import type { RowSums } from './rowSummary.js';

/** Fewer trusted digits than this are worth a word. */
const FEW_DIGITS = 6;
const NAMED_FUNCTIONS = 3;

type Results = { terms: readonly TermRow[]; summary: ModelSummary; sums: RowSums };

/** What a reader must know of a fit that stands: dropped columns first, then what is undefined and why. */
export function fitWarnings(basis: FitBasis, results: Results): Warning[] {
  const { summary, sums } = results;
  const { counts, robust } = basis;
  return [
    ...undefinedValues(basis),
    ...(basis.lambda === 0 ? collinearityWarnings(basis, results.terms) : ridgeWarning(basis)),
    ...(counts !== null
      ? countWarnings(basis, counts, { summary, vanishing: sums.vanishing })
      : robust !== null
        ? robustWarnings(basis, robust)
        : squaresWarnings(basis, results)),
    ...zeroWeights(basis),
    ...fewDigits(summary),
  ];
}

function squaresWarnings(basis: FitBasis, results: Results): Warning[] {
  const { summary, sums } = results;
  return [
    ...degenerateTarget(basis, summary),
    ...squaredFromZero(basis, summary),
    ...leverageOne(sums),
    ...undefinedStatistics(basis, results),
  ];
}

function zeroWeights({ spec, survey: { leftOut } }: FitBasis): Warning[] {
  const count = leftOut.byReason['weight is zero'] ?? 0;
  if (count === 0) return [];
  const rows = leftOut.rows.filter(({ reason }) => reason === 'weight is zero');
  const lines = rows.slice(0, NAMED_LINES).map(({ line }) => line);
  return [
    {
      code: 'fit/zero-weights',
      message: `\`${spec.weights}\` is 0 on ${linesOf({ count, lines })}: ${count === 1 ? 'the row is' : 'these rows are'} left out and not counted in the degrees of freedom, as in R.`,
    },
  ];
}

/** Rows on which a function of the formula has no value: R stops at some of them, and leaves out others. */
function undefinedValues({ survey, frame }: FitBasis): Warning[] {
  const { byReason, rows } = survey.leftOut;
  const count = byReason['undefined value'] ?? 0;
  if (count === 0) return [];
  const undefinedRows = rows.filter(({ reason }) => reason === 'undefined value');
  const inputs = new Set(undefinedRows.map(({ column }) => column));
  const functions = frame.columns
    .filter((column) => inputsOf(column).some((name) => inputs.has(name)))
    .filter((column) =>
      column.factors.some((factor) => factor.kind !== 'level' && !isPolynomialExpression(factor)),
    );
  const named = undefinedRows
    .slice(0, NAMED_LINES)
    .map(({ line, column, cell }) => `line ${line} (\`${column}\` is ${cell})`);
  const more = count > named.length ? ` and ${count - named.length} more` : '';
  const list = functions.slice(0, NAMED_FUNCTIONS).map(({ name }) => `\`${name}\``);
  return [
    {
      code: 'fit/undefined-value',
      message: `${list.join(', ')} ${list.length > 1 ? 'have' : 'has'} no value on ${count} ${count === 1 ? 'row' : 'rows'}: ${named.join(', ')}${more}. ${count === 1 ? 'It is' : 'They are'} left out: the fit speaks of the other rows only.`,
      hint: 'Correct these cells, or choose a function that is defined there, as `log1p` is at 0.',
    },
  ];
}

function degenerateTarget({ spec, isPerfectFit }: FitBasis, { rSquared, n }: ModelSummary): Warning[] {
  if (rSquared === null)
    return [
      {
        code: 'fit/constant-target',
        message: `\`${spec.target.name}\` has the same value on all ${n} rows used, so there is nothing to explain. R², t, F, p-values, log-likelihood, AIC, BIC, Cook's distances and the tests of the residuals are not defined.`,
        hint: 'Choose another target.',
      },
    ];
  if (!isPerfectFit) return [];
  return [
    {
      code: 'fit/perfect',
      message: `The fit is perfect: what is left of \`${spec.target.name}\` is the rounding of the data. t, F, p-values, log-likelihood, AIC, BIC, Cook's distances and the tests of the residuals are not defined.`,
      hint: 'Check that no feature is computed from the target.',
    },
  ];
}

/** R² keeps its name in every tool, and means something else without an intercept. */
function squaredFromZero({ spec, moments, solution }: FitBasis, { rSquared }: ModelSummary): Warning[] {
  const spread = moments.squares.at(-1)!;
  if (solution.hasIntercept || rSquared === null || spread === 0) return [];
  const fromMean = 1 - solution.rss / spread;
  return [
    {
      code: 'fit/r-squared-from-zero',
      message: `Without an intercept R² is measured from 0, not from the mean of \`${spec.target.name}\`: ${formatRSquared(rSquared)} is no share of its variation, and does not compare with models that have one. Measured from the mean it is ${formatRSquared(fromMean)}.`,
    },
  ];
}

function leverageOne({ leverageOne: { count, lines } }: RowSums): Warning[] {
  if (count === 0) return [];
  const more = count > lines.length ? ` and ${count - lines.length} more` : '';
  const where = `${count === 1 ? 'Line' : 'Lines'} ${lines.join(', ')}${more}`;
  return [
    {
      code: 'fit/leverage-one',
      message: `${where}: leverage 1. ${count === 1 ? 'The row alone decides' : 'Each of these rows alone decides'} a coefficient and is fitted exactly, whatever its target. Robust standard errors, and its studentised residual and Cook's distance, are not defined.`,
    },
  ];
}

function ridgeWarning({ lambda }: FitBasis): Warning[] {
  return [
    {
      code: 'fit/ridge-is-biased',
      message: `A ridge of ${lambda} draws the coefficients towards 0, more those of features with small numbers. What supposes that they are right on average is not given: standard errors, t, p-values, intervals, F, the analysis of variance and the Breusch-Pagan test.`,
      hint: 'Fit without the ridge for inference.',
    },
  ];
}

function undefinedStatistics(
  { spec, solution, isPerfectFit, lambda }: FitBasis,
  { summary }: Results,
): Warning[] {
  const features = solution.kept.length - (solution.hasIntercept ? 1 : 0);
  const reasons: string[] = [];
  if (features === 0)
    reasons.push(`\`${spec.formula}\` fits no feature: F and the condition number are not defined.`);
  if (spec.weights !== undefined && !isPerfectFit)
    reasons.push('The Breusch-Pagan test is not defined with weights, which say how the spread changes.');
  else if (solution.kept.length < 2 && !isPerfectFit)
    reasons.push('The Breusch-Pagan test needs two coefficients or more: it is not defined.');
  else if (summary.diagnostics.breuschPagan === null && !isPerfectFit && lambda === 0)
    reasons.push('All residuals have the same size: the Breusch-Pagan test is not defined.');
  if (summary.diagnostics.jarqueBera === null && !isPerfectFit)
    reasons.push('The residuals do not vary: the Jarque-Bera test is not defined.');
  if (solution.dfResidual < 2 && !isPerfectFit)
    reasons.push('One residual degree of freedom: externally studentised residuals are not defined.');
  return reasons.map((message) => ({ code: 'fit/statistic-undefined', message }));
}

const NAMES = { poisson: 'Poisson fit', laplace: 'fit of a quantile', huber: 'fit by Huber' } as const;

/** Double-double was asked for, where there is only double precision. */
export function notExact(
  { spec: { weights, family }, lambda, solution }: FitBasis,
  { isExact }: { isExact?: boolean | undefined },
  { estimatedDigits }: ModelSummary,
): Warning[] {
  if (isExact !== true || solution.exact !== null) return [];
  const what = [
    ...(family === undefined ? [] : [NAMES[family.name]]),
    ...(weights === undefined ? [] : ['fit with weights']),
    ...(lambda === 0 ? [] : ['ridge']),
  ];
  return [
    {
      code: 'fit/not-exact',
      message: `Double-double arithmetic was asked for, and a ${what[0]} is made in double precision: about ${Math.floor(estimatedDigits)} digits of the worst coefficient can be trusted.`,
      hint: 'Choose the arithmetic auto, or leave out `--exact`.',
    },
  ];
}

function fewDigits(summary: ModelSummary): Warning[] {
  const { estimatedDigits } = summary;
  // Of a perfect fit what is 0 comes out as rounding, which has no digits.
  if (estimatedDigits >= FEW_DIGITS || isPerfectCount(summary)) return [];
  return [
    {
      code: 'fit/few-digits',
      message: `About ${estimatedDigits} digits of the worst coefficient can be trusted: the columns are close to collinear, or the coefficient is a small difference of large numbers.`,
      hint: 'Leave out one of the nearly collinear features.',
    },
  ];
}
