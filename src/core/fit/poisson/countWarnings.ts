import type { Warning } from '../../errors.js';
import type { ModelSummary } from '../fit.js';
import type { FitBasis } from '../fitBasis.js';
import { linesOf, type NamedRows } from '../namedRows.js';
import type { CountSolution } from './countSolution.js';

/** Counts that scatter so many times wider than Poisson's, and not by chance, are worth a word. */
const OVERDISPERSED = 1.5;
const OVERDISPERSED_LEVEL = 0.01;
const MOST_NAMES = 5;

/** What a reader must know of a Poisson fit that stands; `vanishing` are rows with a fitted count of all but zero. */
export function countWarnings(
  basis: FitBasis,
  counts: CountSolution,
  { summary, vanishing }: { summary: ModelSummary; vanishing: NamedRows },
): Warning[] {
  return [
    ...separation(basis, counts, vanishing),
    ...notConverged(counts),
    ...notCounts(basis, counts),
    ...perfect(basis, summary),
    ...overdispersed(basis, summary),
    ...noFeature(basis),
    {
      code: 'fit/statistic-undefined',
      message:
        'A Poisson fit is not judged by squares: R², adjusted R², sigma, F, the residual sum of squares, HC2 and HC3 errors, Durbin-Watson, Jarque-Bera and Breusch-Pagan are not defined.',
    },
  ];
}

function noFeature({ spec, solution }: FitBasis): Warning[] {
  if (solution.conditionNumber !== null) return [];
  const message = `\`${spec.formula}\` fits no feature: the condition number is not defined.`;
  return [{ code: 'fit/statistic-undefined', message }];
}

function separation({ spec, frame }: FitBasis, { runaway }: CountSolution, vanishing: NamedRows): Warning[] {
  if (runaway.length === 0) return [];
  const first = frame.hasIntercept ? 1 : 0;
  const names = runaway.map((column) =>
    column < first ? '(Intercept)' : frame.columns[column - first]!.name,
  );
  const shown = names.slice(0, MOST_NAMES).map((name) => `\`${name}\``);
  const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : '';
  const subject = `${shown.join(', ')}${more} ${names.length === 1 ? 'has' : 'have'} no finite estimate`;
  const where =
    vanishing.count === 0
      ? 'the fit gets ever better as they grow'
      : `\`${spec.target.name}\` is 0 on ${linesOf(vanishing)}, and the fit gets ever better as the expected count there goes to 0`;
  return [
    {
      code: 'fit/separation',
      message: `${subject}: ${where}.`,
      hint: 'Leave the feature out, join the level with another one, or take these rows as never counting anything; the other coefficients hold.',
    },
  ];
}

function notConverged({ isConverged, runaway, steps }: CountSolution): Warning[] {
  if (isConverged || runaway.length > 0) return [];
  return [
    {
      code: 'fit/not-converged',
      message: `The fit did not settle within ${steps} steps: its numbers are those of the last one and not the best there are.`,
      hint: 'Use the log link, leave a feature out, or look for a target of another kind.',
    },
  ];
}

function notCounts({ spec }: FitBasis, { facts: { fractional } }: CountSolution): Warning[] {
  if (fractional.count === 0) return [];
  return [
    {
      code: 'fit/not-counts',
      message: `\`${spec.target.name}\` is no whole number on ${linesOf(fractional)}, and Poisson's distribution is one of counts: log-likelihood, AIC and BIC are not defined.`,
      hint: 'Choose a target that counts something, or the Gaussian family.',
    },
  ];
}

/** True where every count is its fitted mean, but for rounding: a share of 1e-12 of each. */
export function isPerfectCount({ counts, deviance, n, targetMean }: ModelSummary): boolean {
  return counts !== null && deviance !== null && deviance <= 1e-24 * n * targetMean;
}

function perfect({ spec }: FitBasis, summary: ModelSummary): Warning[] {
  if (!isPerfectCount(summary)) return [];
  return [
    {
      code: 'fit/perfect',
      message: `The fit is perfect: what is left of \`${spec.target.name}\` is rounding. Counts scatter about their means; standard errors and p-values suppose that they do.`,
      hint: 'Check that no feature is computed from the target.',
    },
  ];
}

function overdispersed({ spec }: FitBasis, { counts, dfResidual }: ModelSummary): Warning[] {
  if (counts === null) return [];
  const ratio = counts.pearson / dfResidual;
  if (!(ratio > OVERDISPERSED && counts.pearsonPValue < OVERDISPERSED_LEVEL)) return [];
  return [
    {
      code: 'fit/overdispersed',
      message: `\`${spec.target.name}\` scatters ${ratio.toPrecision(2)} times as wide as Poisson's counts do (Pearson's chi squared over its degrees of freedom), so standard errors are about ${Math.sqrt(ratio).toPrecision(2)} times too small and p-values far too small.`,
      hint: 'Look for a feature that is missing; till then multiply the standard errors.',
    },
  ];
}
