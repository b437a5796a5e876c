import {
  type CurvesLook,
  type FitReport,
  formatCount,
  formatFixed,
  formatNumber,
  type Sentence,
} from '../../../src/protocol/index.js';
import type { ResidualNumbers, TargetCounts } from '../../curves.js';

/** What the curves stand over. */
export type CurvesData = { report: FitReport; residuals: ResidualNumbers; counts: TargetCounts };

export const NO_SUMS =
  'Of more than 20,000 rows the panel holds the sums of residuals only for least squares with an intercept: no likelihood here.';

/** The likelihood as it is, beside the greatest one. */
export function readoutText(now: number, least: number, of: string): string {
  return `Negative log-likelihood of the ${of}: ${formatFixed(now, 2)}; the smallest there is: ${formatFixed(least, 2)}.`;
}

/** Why there is no curve. */
export function whyMissing({ ground }: CurvesLook, { counts }: CurvesData): string {
  if (ground === 'counts' && 'why' in counts) return counts.why;
  return 'The residuals have no spread to speak of: no curve stands over them.';
}

function sentenceOf(...parts: Sentence['parts']): Sentence {
  return { verdict: null, parts };
}

/** What the density chart says. */
export function densitySentence({ ground }: CurvesLook, { report }: CurvesData): Sentence {
  if (ground === 'textbook')
    return sentenceOf(
      'Another mean shifts the curve; a larger standard deviation makes it wider and lower, for the area under it stays 1.',
    );
  if (ground === 'counts')
    return sentenceOf(
      "Poisson's probabilities over the shares of the rows, without any feature, beside the Gaussian of the same mean and variance.",
    );
  const what = { raw: 'residuals', weighted: 'weighted residuals', deviance: 'deviance residuals' };
  return sentenceOf(
    `The ${what[report.residualsView.kind]} as density: bars and curve both have an area of 1. Where the bars stand over the curve, more rows lie than it supposes.`,
  );
}

/** What the charts of the likelihood over sigma and over the mean say. */
export function lossSentences(
  { hasLaplace }: CurvesLook,
  { n, hasValues }: { n: number; hasValues: boolean },
) {
  const laplace = !hasLaplace
    ? ''
    : hasValues
      ? ' Dashed: Laplace.'
      : ' Of so many rows the sum of absolute residuals is not at hand for Laplace.';
  return {
    sigma: sentenceOf(
      `Smallest at the root of the mean square about μ, with the divisor ${formatCount(n)}: maximum likelihood.${laplace}`,
    ),
    mean: sentenceOf(
      `Of a Gaussian it is a parabola, the squared loss over 2σ²: smallest at the mean of the residuals, whatever σ is.${laplace}`,
    ),
  };
}

/** What the chart of Poisson's likelihood says. */
export function countLossSentence(mean: number): Sentence {
  return sentenceOf(`Smallest where λ is the mean of the counts, ${formatNumber(mean, 4)}.`);
}
