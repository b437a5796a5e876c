import {
  type ComparedModel,
  type FitChoices,
  formatFixed,
  formatNumber,
  type LikelihoodComparison,
  likelihoodNotes,
  lossFormula,
  MODEL_NOTES,
  modelTitle,
  type Sameness,
  samenessSentence,
  scaleTexts,
  suggestion,
} from '../../../src/protocol/index.js';
import { type Child, element, icon, linkButton, textWithCode } from '../../element.js';
import { Region } from '../../region.js';
import type { PanelModel } from '../../state.js';

/** Coefficients shown beside each other; of more the first ones. */
const MOST_COEFFICIENTS = 40;

export type LikelihoodActions = { onChoose(change: FitChoices, formula: string): void };

/** A tab of the Residuals view: models of the target side by side by their likelihoods, and why least squares is one of them. */
export class LikelihoodsPart {
  readonly element = element('div', {
    ...{ class: 'view likelihoods-view', id: 'residuals-likelihoods', role: 'tabpanel' },
    'aria-labelledby': 'tab-likelihoods',
  });
  private readonly region: Region<PanelModel>;

  constructor(actions: LikelihoodActions) {
    this.region = new Region<PanelModel>(
      element('div', {}),
      ({ likelihoods, report }) => [likelihoods, report],
      (model) => contentOf(model, actions),
    );
    this.element.append(this.region.element);
  }

  /** Built only while it is in sight. */
  update(model: PanelModel): void {
    const isShown =
      model.view === 'residuals' && model.residualsTab === 'likelihoods' && model.report !== null;
    this.element.hidden = !isShown;
    if (isShown) this.region.update(model);
  }
}

function contentOf({ likelihoods, report }: PanelModel, actions: LikelihoodActions): Child[] {
  const { answer, error } = likelihoods;
  if (likelihoods.report !== report)
    return [
      element(
        'p',
        { class: 'note' },
        'Likelihoods are compared for a fit of the file as it is now: fit again.',
      ),
    ];
  if (error !== null) return [element('p', { class: 'note', role: 'alert' }, error)];
  if (answer === null) return [element('p', { class: 'note' }, 'Fitting the other models...')];
  const { sameness } = answer;
  return [likelihoodSection(answer, actions), sameness && samenessSection(sameness)];
}

const HEADS = [
  ['model', 'model', 'The noise that is supposed'],
  ['log-likelihood', 'log-likelihood', 'On the scale of the target; larger is likelier'],
  ['aic', 'AIC', 'Twice the parameters less twice the log-likelihood; smaller is better'],
  ['bic', 'BIC', 'As AIC, with ln n for each parameter'],
  ['scale', 'σ, by n', "By maximum likelihood: divisor n. Of Laplace's noise the mean size of the residuals"],
  ['unbiased', 'σ, by n − p', 'With n less the coefficients as divisor: the residual standard error'],
  ['choose', '', ''],
] as const;

function likelihoodSection(comparison: LikelihoodComparison, actions: LikelihoodActions): HTMLElement {
  const suggested = suggestion(comparison);
  return element(
    'section',
    { 'data-part': 'likelihoods' },
    element('h2', {}, 'Likelihoods side by side'),
    suggested !== null && element('p', { class: 'sentence', 'data-part': 'suggestion' }, suggested),
    element(
      'div',
      { class: 'table-scroll' },
      element(
        'table',
        { class: 'likelihood-table' },
        element('caption', { class: 'unseen' }, 'Models of the target by their likelihoods'),
        element(
          'thead',
          {},
          element(
            'tr',
            {},
            ...HEADS.map(([name, words, title]) =>
              element('th', { scope: 'col', class: name, title }, words),
            ),
          ),
        ),
        element('tbody', {}, ...comparison.models.map((one) => modelRow(one, comparison, actions))),
      ),
    ),
    ...likelihoodNotes(comparison).map((words) => element('p', { class: 'note' }, ...textWithCode(words))),
  );
}

function modelRow(
  one: ComparedModel,
  { best }: LikelihoodComparison,
  actions: LikelihoodActions,
): HTMLElement {
  const { model, fitted, why, isAsked } = one;
  const isBest = model === best;
  const head = element(
    'th',
    { scope: 'row', class: 'model' },
    element('div', {}, modelTitle(one), isAsked && element('span', { class: 'quiet' }, ', this fit')),
    element('div', { class: 'named' }, MODEL_NOTES[model]),
  );
  const attributes = { 'data-model': model, class: isAsked ? 'own' : null };
  if (fitted === null)
    return element(
      'tr',
      attributes,
      head,
      element('td', { class: 'why', colspan: HEADS.length - 1 }, ...textWithCode(why ?? '')),
    );
  const [scale, unbiased] = scaleTexts(fitted);
  return element(
    'tr',
    attributes,
    head,
    element('td', { class: 'log-likelihood' }, formatFixed(fitted.logLikelihood, 2)),
    element(
      'td',
      { class: 'aic' },
      ...(isBest ? [icon('check'), element('span', { class: 'unseen' }, 'smallest: ')] : []),
      formatFixed(fitted.aic, 2),
    ),
    element('td', { class: 'bic' }, formatFixed(fitted.bic, 2)),
    element('td', { class: 'scale' }, model === 'laplace' ? `b ${scale}` : scale),
    element('td', { class: 'unbiased' }, unbiased),
    element('td', { class: 'choose' }, !isAsked && chooseLink(one, actions)),
  );
}

/** Fits the model in place of the one on screen; what was settled for that alone goes. */
function chooseLink(one: ComparedModel, { onChoose }: LikelihoodActions): HTMLElement {
  const { model, formula, family } = one;
  const change = {
    family: family ?? undefined,
    covariance: undefined,
    bootstrap: undefined,
    ridge: undefined,
  };
  return linkButton('Fit it', () => onChoose(change, formula), {
    ...{ title: formula, 'data-part': `fit-${model}`, 'aria-label': `Fit ${modelTitle(one)}: ${formula}` },
  });
}

function samenessSection(sameness: Sameness): HTMLElement {
  const { rule, numbers, sum } = lossFormula(sameness);
  const shown = sameness.coefficients.slice(0, MOST_COEFFICIENTS);
  const more = sameness.coefficients.length - shown.length;
  const heads = ['coefficient', 'least squares', 'likeliest', 'apart'];
  return element(
    'section',
    { 'data-part': 'sameness' },
    element('h2', {}, 'Least squares is Gaussian maximum likelihood'),
    element('p', { class: 'sentence' }, samenessSentence(sameness)),
    element(
      'div',
      { class: 'table-scroll' },
      element(
        'table',
        { class: 'likelihood-table' },
        element('caption', { class: 'unseen' }, 'Coefficients found both ways'),
        element(
          'thead',
          {},
          element('tr', {}, ...heads.map((words) => element('th', { scope: 'col' }, words))),
        ),
        element(
          'tbody',
          {},
          ...shown.map(coefficientRow),
          coefficientRow({
            name: 'σ, by n',
            leastSquares: sameness.sigma,
            maximumLikelihood: sameness.climbedSigma,
          }),
        ),
      ),
    ),
    more > 0 && element('p', { class: 'note' }, `And ${more} more coefficients.`),
    element(
      'dl',
      { class: 'loss-formula' },
      element('dt', {}, 'negative log-likelihood, for any σ'),
      element('dd', {}, rule, ': smallest where the squared loss RSS is'),
      element('dt', {}, 'of this file'),
      element('dd', {}, numbers),
      element('dt', {}, ''),
      element('dd', {}, `= ${sum}`),
    ),
  );
}

function coefficientRow({
  name,
  leastSquares,
  maximumLikelihood,
}: Sameness['coefficients'][number]): HTMLElement {
  const apart = Math.abs(leastSquares - maximumLikelihood);
  const cells = [formatNumber(leastSquares, 8), formatNumber(maximumLikelihood, 8), formatNumber(apart, 2)];
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, name === '(Intercept)' ? 'intercept' : name),
    ...cells.map((words) => element('td', {}, words)),
  );
}
