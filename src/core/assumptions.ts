import type { Fit, Test } from './fit/fit.js';
import type { RowPart } from './fit/rowPart.js';
import { pickOfFit } from './fitWithout.js';
import { andersonDarling, FEWEST_FOR_ANDERSON_DARLING, LEAST_P } from './judge/andersonDarling.js';
import { dagostinoK2, FEWEST_FOR_K2 } from './judge/dagostinoK2.js';
import { durbinWatsonPValue } from './judge/durbinWatsonTest.js';
import { reset } from './judge/reset.js';
import { type RowsOfQ, rowsOfQ } from './judge/rowsOfQ.js';
import { MOST_FOR_SHAPIRO_WILK, shapiroWilk } from './judge/shapiroWilk.js';
import { white } from './judge/white.js';
import { type AssumptionTest, advised, noTest, tested } from './words/assumptionWords.js';

/** Multiplications of all rows of Q and their second differences that take about two seconds. */
const MOST_WORK = 1.5e9;

/**
 * The tests of what a least squares fit assumes: linearity, equal spread, normality, independence. Each has its number, its
 * p-value and a sentence, or the reason why there is none. Empty for fits that do not assume it: counts, other noise, ridge.
 *
 * @throws GausslineError what the parts throw.
 */
export async function testAssumptions(fit: Fit, parts: readonly RowPart[]): Promise<AssumptionTest[]> {
  const { summary, spec, crowd } = fit;
  if (spec.family !== undefined || summary.ridge !== null || summary.isPerfectFit) return [];
  const p = summary.rank;
  const isLight = summary.n * p ** 2 <= MOST_WORK;
  const found =
    crowd === null && isLight
      ? rowsOfQ(fit.solved, await pickOfFit(fit, parts, { rows: [...fit.rows.row], inputs: [] }))
      : null;
  const tests = [linearity(fit, found), ...spread(fit, found), ...normality(fit)];
  return advised([...tests, independence(fit, found)]);
}

const TOO_MANY = 'Computed for up to 20,000 rows: it needs all of them at once.';
const WEIGHTED = 'Made for rows that weigh alike.';

/** Why a test of all rows cannot be had; null where it can. */
function obstacle({ crowd, spec }: Fit, found: RowsOfQ | null): string | null {
  if (spec.weights !== undefined) return WEIGHTED;
  if (crowd !== null) return TOO_MANY;
  return found === null ? 'Too many coefficients for so many rows.' : null;
}

function linearity(fit: Fit, found: RowsOfQ | null): AssumptionTest {
  const why = obstacle(fit, found);
  if (found === null || why !== null) return noTest('reset', why ?? '');
  const { rank, n } = fit.summary;
  const shape = { p: rank, hasIntercept: fit.spec.hasIntercept };
  const test = reset(found, fit.rows.fitted, shape);
  if (test === null)
    return noTest(
      'reset',
      n - rank < 3
        ? 'Too few rows are left over the coefficients.'
        : 'The fitted values are so few that the model holds their squares already.',
    );
  const df = `${test.dfModel}, ${test.dfResidual}`;
  return tested('reset', { ...test, df, n });
}

function spread(fit: Fit, found: RowsOfQ | null): AssumptionTest[] {
  const { summary, spec } = fit;
  const { breuschPagan } = summary.diagnostics;
  const hasFeature = summary.rank > 1;
  const noFeature = 'Without a feature there is nothing that the spread could follow.';
  const first =
    breuschPagan === null
      ? noTest('breuschPagan', hasFeature ? WEIGHTED : noFeature)
      : tested('breuschPagan', { ...breuschPagan, df: String(summary.rank - 1), n: summary.n });
  const why = !hasFeature
    ? noFeature
    : !spec.hasIntercept
      ? 'Made for models with an intercept.'
      : obstacle(fit, found);
  return [first, found === null || why !== null ? noTest('white', why ?? '') : whiteOf(fit, found)];
}

function whiteOf({ summary: { rank, n } }: Fit, found: RowsOfQ): AssumptionTest {
  const test = white(found, rank);
  if (test === 'too few rows')
    return noTest('white', `It needs more rows than the ${(rank * (rank + 1)) / 2} squares and products.`);
  if (test === 'too many columns')
    return noTest('white', 'Too many squares and products for so many rows; Breusch-Pagan stands for it.');
  return tested('white', { ...test, df: String(test.df), n });
}

function normality({ summary, residualMoments, rows, crowd }: Fit): AssumptionTest[] {
  const { n } = summary;
  const ascending = crowd === null ? rows.devianceResidual.slice().sort() : null;
  const of = (
    name: 'jarqueBera' | 'dagostinoK2' | 'andersonDarling' | 'shapiroWilk',
    test: Test | null,
    why: string,
  ) =>
    test === null
      ? noTest(name, why)
      : tested(name, {
          ...test,
          isBound: name === 'andersonDarling' && test.pValue === LEAST_P,
          df: null,
          n,
        });
  const alike = 'All residuals are alike.';
  return [
    of('jarqueBera', summary.diagnostics.jarqueBera, alike),
    of(
      'dagostinoK2',
      dagostinoK2(residualMoments),
      n < FEWEST_FOR_K2 ? `It needs ${FEWEST_FOR_K2} rows.` : alike,
    ),
    of(
      'andersonDarling',
      ascending && andersonDarling(ascending),
      crowd !== null
        ? TOO_MANY
        : n < FEWEST_FOR_ANDERSON_DARLING
          ? `It needs ${FEWEST_FOR_ANDERSON_DARLING} rows.`
          : alike,
    ),
    of(
      'shapiroWilk',
      ascending && shapiroWilk(ascending),
      n > MOST_FOR_SHAPIRO_WILK ? 'Made for up to 5,000 rows.' : alike,
    ),
  ];
}

function independence({ summary }: Fit, found: RowsOfQ | null): AssumptionTest {
  const { durbinWatson } = summary.diagnostics;
  if (durbinWatson === null) return noTest('durbinWatson', 'All residuals are zero.');
  const pValue = found === null ? null : durbinWatsonPValue(durbinWatson, found.q, summary.rank);
  return tested('durbinWatson', { statistic: durbinWatson, pValue, df: null, n: summary.n });
}
