import type { ComparedModel, LikelihoodComparison } from '../likelihood/compareLikelihoods.js';
import type { Json } from './json.js';
import {
  likelihoodNotes,
  lossFormula,
  modelTitle,
  samenessSentence,
  scaleTexts,
  suggestion,
} from './likelihoodWords.js';
import { formatFixed } from './numbers.js';
import { textTable } from './textTable.js';

const HEAD = ['likelihood', 'log-likelihood', 'AIC', 'BIC', 'scale (n)', 'scale (n - p)', ''];
const ALIGNED = ['left', 'right', 'right', 'right', 'right', 'right', 'left'] as const;

/** Likelihoods side by side as lines for a person. */
export function likelihoodLines(comparison: LikelihoodComparison): string[] {
  const { models, sameness } = comparison;
  const suggested = suggestion(comparison);
  const formula = sameness && lossFormula(sameness);
  return [
    ...textTable([HEAD, ...models.map((one) => cellsOf(one, comparison))], ALIGNED),
    ...(suggested === null ? [] : [suggested]),
    ...likelihoodNotes(comparison),
    ...(sameness === null ? [] : [samenessSentence(sameness)]),
    ...(formula === null
      ? []
      : [`negative log-likelihood = ${formula.rule} = ${formula.numbers} = ${formula.sum}`]),
  ];
}

function cellsOf(one: ComparedModel, { best }: LikelihoodComparison): string[] {
  const { fitted, why, model, isAsked } = one;
  const title = `${modelTitle(one)}${isAsked ? ', this fit' : ''}`;
  if (fitted === null) return [title, '', '', '', '', '', why ?? ''];
  const numbers = [fitted.logLikelihood, fitted.aic, fitted.bic].map((value) => formatFixed(value, 2));
  return [title, ...numbers, ...scaleTexts(fitted), model === best ? 'smallest AIC' : ''];
}

/** The same as plain data, under the names of the headless contract. */
export function likelihoodsJson({ target, n, models, best, sameness }: LikelihoodComparison): Json {
  return {
    ...{ target, n, smallestAic: best },
    models: models.map(({ model, formula, family, isAsked, fitted, why }) => ({
      ...{ model, formula, family: family?.name ?? 'gaussian', isThisFit: isAsked },
      logLikelihood: fitted?.logLikelihood ?? null,
      aic: fitted?.aic ?? null,
      bic: fitted?.bic ?? null,
      parameters: fitted?.parameters ?? null,
      jacobian: fitted?.jacobian ?? null,
      scale: fitted?.scale ?? null,
      unbiasedScale: fitted?.unbiasedScale ?? null,
      why,
    })),
    maximumLikelihood: sameness && {
      coefficients: sameness.coefficients.map((one) => ({ ...one })),
      largestDifference: sameness.largestDifference,
      ...{ n: sameness.n, rss: sameness.rss, sigma: sameness.sigma },
      negativeLogLikelihood: sameness.negativeLogLikelihood,
    },
  };
}
