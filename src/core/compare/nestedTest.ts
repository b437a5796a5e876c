import { chiSquaredUpper, fisherUpper } from '../judge/distributions.js';
import { formatCount } from '../words/numbers.js';
import type { NestedTest } from './comparison.js';
import type { FitDigest } from './fitDigest.js';
import type { FitRelation } from './relateFits.js';

/**
 * The test of two nested fits of the same rows, as R's `anova(smaller, larger)` (for counts with `test = "Chisq"`), or
 * why there is none.
 */
export function nestedTest(
  first: FitDigest,
  second: FitDigest,
  relation: FitRelation | null,
): NestedTest | string {
  const why = whyUntested(first, second) ?? whyUnrelated(first, second, relation);
  if (why !== null) return why;
  const larger = relation!.spaces === 'firstInSecond' ? 'second' : 'first';
  const [small, large] = larger === 'second' ? [first, second] : [second, first];
  return small.spec.family === undefined
    ? squaresTest(small, large, larger)
    : devianceTest(small, large, larger);
}

function squaresTest(small: FitDigest, large: FitDigest, larger: NestedTest['larger']): NestedTest | string {
  const { rss, dfResidual } = large.summary;
  const df = small.summary.dfResidual - dfResidual;
  // Rounding alone can make the smaller model the better one.
  const decrease = Math.max(0, small.summary.rss! - rss!);
  const statistic = decrease / df / (rss! / dfResidual);
  const pValue = fisherUpper(statistic, df, dfResidual);
  return { kind: 'f', larger, decrease, df, dfResidual, statistic, pValue };
}

function devianceTest(small: FitDigest, large: FitDigest, larger: NestedTest['larger']): NestedTest {
  const df = small.summary.dfResidual - large.summary.dfResidual;
  const decrease = Math.max(0, small.summary.deviance! - large.summary.deviance!);
  const pValue = chiSquaredUpper(decrease, df);
  return {
    ...{ kind: 'likelihood ratio', larger, decrease, df, dfResidual: null },
    ...{ statistic: decrease, pValue },
  };
}

/** What the fits are that no test is made of; null where one may be. */
export function whyUntested(first: FitDigest, second: FitDigest): string | null {
  const [a, b] = [first.spec, second.spec];
  if (a.target.name !== b.target.name)
    return 'No test: the fits have other targets, or the same on another scale.';
  if (first.summary.robust !== null || second.summary.robust !== null)
    return 'No test: F and likelihood-ratio tests are of fits by squares and of counts, not of quantiles or Huber’s estimate.';
  if (JSON.stringify(a.family) !== JSON.stringify(b.family))
    return 'No test: the fits suppose other noise or another link, and neither is a special case of the other.';
  if (first.summary.ridge !== null || second.summary.ridge !== null)
    return 'No test: a ridge draws the coefficients towards 0, and F does not hold.';
  if (a.weights !== b.weights) return 'No test: the rows weigh otherwise in the other fit.';
  if (first.fingerprint !== second.fingerprint)
    return 'No test: the text, or how it is read, has changed between the fits, and a test needs the same rows.';
  return whyDegenerate(first, second);
}

function whyDegenerate({ summary: a }: FitDigest, { summary: b }: FitDigest): string | null {
  if (a.isPerfectFit || b.isPerfectFit) return 'No test: a perfect fit leaves nothing to test with.';
  if (a.covariance !== 'classic' || b.covariance !== 'classic')
    return 'No test: F supposes the same spread everywhere, which robust standard errors do without. With classic ones there is one.';
  const hasEnded = [a, b].every(({ counts }) => counts === null || counts.isConverged);
  return hasEnded ? null : 'No test: a fit of counts has not converged.';
}

function whyUnrelated(
  { summary: a }: FitDigest,
  { summary: b }: FitDigest,
  relation: FitRelation | null,
): string | null {
  if (relation === null)
    return 'No test: the text has changed since both fits, and its rows are needed to see whether one model holds the other.';
  const { spaces, isOfSameRows } = relation;
  if (spaces === null)
    return 'No test: together the models have more columns than there are rows, so that it cannot be told whether one holds the other.';
  if (!isOfSameRows)
    return a.n === b.n
      ? `No test: both use ${formatCount(a.n)} rows, but not the same ones; other rows lack a value.`
      : `No test: A uses ${formatCount(a.n)} rows and B ${formatCount(b.n)}, and a test needs the same ones. A column of one of them lacks values.`;
  if (spaces === 'same')
    return 'No test: both say the same in other coefficients, and their fitted values are equal.';
  return spaces === 'apart'
    ? 'No test: neither model holds the other, as each has columns that the other cannot make up.'
    : null;
}
