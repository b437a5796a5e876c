import { type FitChoices, type FitReport, formatShare } from '../../../src/protocol/index.js';
import { type Child, element, linkButton } from '../../element.js';
import { constantFormula, formulaEdits } from '../../formulaEdits.js';
import {
  arithmeticSelect,
  bootstrapSelect,
  covarianceSelect,
  familySelect,
  quantileInput,
  referenceSelect,
  ridgeControl,
  weightsSelect,
} from '../modelSelects.js';
import type { ModelActions } from './modelActions.js';

/** What can be settled about the model, each with what it means; and changes of the formula that are one click away. */
export function modelSettings(report: FitReport, choices: FitChoices, actions: ModelActions): HTMLElement {
  const { summary, spec } = report;
  const factors = spec.factors.map((factor) =>
    setting(
      `${factor.label} against`,
      referenceSelect(factor, actions.onChoose),
      'its other levels are told against this one',
    ),
  );
  const edits: HTMLElement[] = formulaEdits(spec).map(({ label, part, formula }) =>
    linkButton(label, () => actions.onFit(formula), { title: formula, 'data-part': `model-${part}` }),
  );
  edits.push(...constantEdits(spec, actions));
  return element(
    'section',
    { 'data-part': 'model-settings' },
    element('h2', {}, 'Change the model'),
    element(
      'dl',
      { class: 'settings-list' },
      setting('family', familySelect(spec, actions.onChoose), familyWords(spec)),
      spec.family?.name === 'laplace' &&
        setting(
          'quantile',
          quantileInput(spec.family.quantile, actions.onChoose),
          `${formatShare(spec.family.quantile)} of the rows lie below the fit, the rest above`,
        ),
      setting('weights', weightsSelect(report, actions.onChoose), weightsWords(spec)),
      spec.family === undefined &&
        spec.features.length > 0 &&
        setting('ridge', ridgeControl(report, choices.ridge, actions.onChoose), ridgeWords(choices)),
      spec.family === undefined &&
        choices.ridge === undefined &&
        setting(
          'standard errors',
          covarianceSelect(summary.covariance, actions.onChoose),
          covarianceWords(report),
        ),
      spec.family?.name === 'laplace' &&
        setting(
          'standard errors',
          bootstrapSelect(choices.bootstrap, actions.onChoose),
          bootstrapWords(choices),
        ),
      spec.family === undefined &&
        spec.weights === undefined &&
        choices.ridge === undefined &&
        setting(
          'arithmetic',
          arithmeticSelect(choices.isExact, actions.onChoose),
          'auto is double-double, right to the last digit, while the rows are not too many',
        ),
      ...factors,
    ),
    edits.length > 0 && element('p', { class: 'edits' }, ...edits),
  );
}

/** The model of one number, by the mean and by the median: what every other one is measured against. */
function constantEdits(spec: FitReport['spec'], { onChoose }: ModelActions): HTMLElement[] {
  const formula = constantFormula(spec);
  const isConstant = spec.features.length === 0;
  const median = { name: 'laplace', quantile: 0.5 } as const;
  const ways = [
    { label: 'Constant: mean', part: 'mean', family: undefined },
    { label: 'Constant: median', part: 'median', family: median },
  ] as const;
  return ways
    .filter(({ family }) => !isConstant || family?.name !== spec.family?.name)
    .map(({ label, part, family }) =>
      linkButton(
        label,
        () => onChoose({ family, covariance: undefined, bootstrap: undefined, ridge: undefined }, formula),
        {
          title: formula,
          'data-part': `model-constant-${part}`,
        },
      ),
    );
}

function setting(label: string, control: HTMLElement, words: string): HTMLElement {
  const content: Child[] = [control, element('span', { class: 'quiet words' }, words)];
  return element('div', {}, element('dt', {}, label), element('dd', {}, ...content));
}

function covarianceWords({ summary, spec }: FitReport): string {
  if (summary.covariance === 'classic')
    return spec.weights === undefined
      ? 'right where every row is equally noisy'
      : 'right where rows are as noisy as their weights say';
  const small = summary.covariance === 'hc3' ? ', on the safe side in small samples' : '';
  return `right also where the noise differs from row to row${small}`;
}

function familyWords({ family, weights }: FitReport['spec']): string {
  if (family === undefined)
    return weights === undefined
      ? 'rows scatter about the mean alike everywhere'
      : 'rows scatter about the mean as their weights say';
  if (family.name === 'laplace')
    return 'the sum of absolute residuals is made small: rows far out hardly move the fit';
  if (family.name === 'huber')
    return 'residuals beyond 1.345 of their scale count by their size, not its square';
  return family.link === 'log' ? 'counts; terms multiply their mean' : 'counts; terms add to their mean';
}

function ridgeWords({ ridge }: FitChoices): string {
  return ridge === undefined
    ? 'terms stand as least squares finds them'
    : 'λ is added to the diagonal of X′X, in the units of the file, not for the intercept';
}

function bootstrapWords({ bootstrap }: FitChoices): string {
  return bootstrap === undefined
    ? 'a quantile has none by formula'
    : 'of whole rows drawn again, from seed 1';
}

function weightsWords({ weights, family }: FitReport['spec']): string {
  const isRobust = family?.name === 'laplace';
  if (weights === undefined) return 'every row counts alike';
  return isRobust
    ? 'the loss of a row counts by its weight'
    : 'the variance of a row is inverse to its weight';
}
