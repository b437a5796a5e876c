import type { FitChoices, FitReport } from '../../../src/protocol/index.js';
import { type Child, element, linkButton } from '../../element.js';
import { formulaEdits } from '../../formulaEdits.js';
import {
  arithmeticSelect,
  covarianceSelect,
  familySelect,
  referenceSelect,
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
  const edits = formulaEdits(spec).map(({ label, part, formula }) =>
    linkButton(label, () => actions.onFit(formula), { title: formula, 'data-part': `model-${part}` }),
  );
  return element(
    'section',
    { 'data-part': 'model-settings' },
    element('h2', {}, 'Change the model'),
    element(
      'dl',
      { class: 'settings-list' },
      setting('family', familySelect(spec, actions.onChoose), familyWords(spec)),
      setting('weights', weightsSelect(report, actions.onChoose), weightsWords(spec)),
      spec.family === undefined &&
        setting(
          'standard errors',
          covarianceSelect(summary.covariance, actions.onChoose),
          covarianceWords(report),
        ),
      spec.family === undefined &&
        spec.weights === undefined &&
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
  return family.link === 'log' ? 'counts; terms multiply their mean' : 'counts; terms add to their mean';
}

function weightsWords({ weights }: FitReport['spec']): string {
  return weights === undefined ? 'every row counts alike' : 'the variance of a row is inverse to its weight';
}
