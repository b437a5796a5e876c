import type {
  ComparedModel,
  FittedLikelihood,
  LikelihoodComparison,
  NoiseModel,
} from '../likelihood/compareLikelihoods.js';
import type { Sameness } from '../likelihood/sameness.js';
import { formatCount, formatFixed, formatNumber, formatTarget } from './numbers.js';

/** AICs nearer than this hardly tell models apart (Burnham and Anderson, 2002). */
const NEAR = 2;
const DIGITS = 6;

/** What a model is called in a table: `Gaussian of log`. */
export function modelTitle({ model, formula, family }: Pick<ComparedModel, 'model' | 'formula' | 'family'>) {
  switch (model) {
    case 'gaussian':
      return 'Gaussian';
    case 'laplace':
      return 'Laplace';
    case 'logGaussian':
      return `Gaussian of ${formula.slice(0, formula.indexOf('('))}`;
    case 'poisson':
      return family?.name === 'poisson' && family.link === 'identity' ? 'Poisson, identity link' : 'Poisson';
  }
}

/** How a model is fitted. */
export const MODEL_NOTES: Readonly<Record<NoiseModel, string>> = {
  gaussian: 'least squares',
  laplace: 'least absolute residuals, the median',
  logGaussian: 'least squares of the logarithm',
  poisson: 'counts',
};

type Ranked = ComparedModel & { fitted: FittedLikelihood };

/** Which model has the smallest AIC, as a suggestion; null where there are not two to choose from. */
export function suggestion({ models }: LikelihoodComparison): string | null {
  const ranked = models.filter((one): one is Ranked => one.fitted !== null);
  ranked.sort((a, b) => a.fitted.aic - b.fitted.aic);
  const [first, second] = ranked;
  if (first === undefined || second === undefined) return null;
  const asked = ranked.find(({ isAsked }) => isAsked);
  const other = asked === undefined || asked === first ? second : asked;
  const [low, high] = [first, other].map(({ fitted }) => formatFixed(fitted.aic, 1));
  const [one, two] = [modelTitle(first), modelTitle(other)];
  if (other.fitted.aic - first.fitted.aic < NEAR)
    return `${one} and ${two} fit alike by AIC (${low} and ${high}): less than ${NEAR} apart tells nothing.`;
  return `${one} fits better by AIC (${low} against ${high} of ${two}), which does not say that it is right.`;
}

/** On what the numbers rest, a sentence each. */
export function likelihoodNotes({ target, n, models, isRidge }: LikelihoodComparison): string[] {
  const fitted = (name: NoiseModel) => models.find(({ model }) => model === name)?.fitted ?? null;
  const jacobian = fitted('logGaussian')?.jacobian ?? null;
  return [
    `All on the same ${formatCount(n)} rows and on the scale of ${formatTarget(target)}. AIC and BIC count sigma, and Laplace's b, as a parameter and take it by maximum likelihood, as R does.`,
    ...(jacobian === null
      ? []
      : [
          `The density of a logarithm times its slope is the density of ${formatTarget(target)} itself: this Jacobian adds ${formatNumber(jacobian, DIGITS)} to the log-likelihood.`,
        ]),
    ...(fitted('poisson') === null
      ? []
      : [
          "Poisson's are probabilities of whole numbers, the others densities to a unit: they compare where counts spread well over 1.",
        ]),
    ...(isRidge ? ['The models are without the penalty: a ridge does not maximise a likelihood.'] : []),
  ];
}

/** Least squares and maximum likelihood, found apart, in a sentence. */
export function samenessSentence({ coefficients, largestDifference, steps }: Sameness): string {
  const { length } = coefficients;
  const which = length === 1 ? 'The coefficient' : `The ${formatCount(length)} coefficients`;
  const apart =
    largestDifference === 0
      ? 'to the last bit'
      : `to within ${formatNumber(largestDifference, 2)} standard errors`;
  return `${which} of least squares and of the greatest Gaussian likelihood, which was climbed by itself from 0 in ${formatCount(steps)} steps, are the same ${apart}.`;
}

/** The negative log-likelihood as the squared loss has it: the rule, and its numbers. */
export function lossFormula({ n, rss, sigma, weightTerm, negativeLogLikelihood }: Sameness) {
  const [number, whole] = [(value: number) => formatNumber(value, DIGITS), formatCount(n)];
  const constant = n * (Math.log(sigma) + Math.log(2 * Math.PI) / 2);
  const signed = (value: number) => `${value < 0 ? '−' : '+'} ${number(Math.abs(value))}`;
  const isWeighted = weightTerm !== 0;
  return {
    rule: `RSS / 2σ² + n ln(σ √2π)${isWeighted ? ' − ½ Σ ln w' : ''}`,
    numbers: `${number(rss)} / (2 × ${number(sigma)}²) + ${whole} × ln(${number(sigma)} × √2π)${isWeighted ? ` ${signed(-weightTerm)}` : ''}`,
    sum: `${number(rss / sigma / sigma / 2)} ${signed(constant)}${isWeighted ? ` ${signed(-weightTerm)}` : ''} = ${number(negativeLogLikelihood)}`,
  };
}

/** The scale of the noise by maximum likelihood, and with the divisor n - p; empty where there is none. */
export function scaleTexts({ scale, unbiasedScale }: FittedLikelihood): readonly [string, string] {
  const text = (value: number | null) => (value === null ? '' : formatNumber(value, 4));
  return [text(scale), text(unbiasedScale)];
}
