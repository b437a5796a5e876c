import {
  compareWithTruth,
  type FitChoices,
  type FitReport,
  formatEstimate,
  formatExact,
  formatShare,
  type Simulation,
  type TruthRow,
  truthSentence,
} from '../../src/protocol/index.js';
import { type Child, element, icon, linkButton } from '../element.js';
import { intervalWords } from '../format.js';
import type { ViewContext } from './context.js';
import { sentenceElement } from './sentence.js';

/** The coefficients of the fit beside those that its data were made with. */
export function truthTable(report: FitReport, simulation: Simulation, context: ViewContext): HTMLElement {
  const compared = compareWithTruth(report, simulation);
  const { confidence } = report;
  const title = element(
    'h2',
    {},
    'Truth ',
    element('span', { class: 'quiet' }, 'what these data were made with'),
  );
  return element(
    'section',
    { class: 'truth', 'data-part': 'truth' },
    title,
    typeof compared !== 'string' && tableOf(compared, confidence),
    sentenceElement(truthSentence(compared, { simulation, confidence }), context),
    ...wayOut(compared, context),
  );
}

/** The family that the data were made with is a click away. */
function wayOut(compared: ReturnType<typeof compareWithTruth>, context: ViewContext): Child[] {
  const family: FitChoices['family'] =
    compared === 'not as counts' ? { name: 'poisson', link: 'log' } : undefined;
  if (compared !== 'not as counts' && compared !== 'as counts') return [];
  const words = family === undefined ? 'Fit as Gaussian' : 'Fit as Poisson counts';
  return [
    linkButton(words, () => context.choose({ family, covariance: undefined }), {
      'data-part': 'fit-as-made',
    }),
  ];
}

function tableOf(rows: readonly TruthRow[], confidence: number): HTMLElement {
  const head = ['term', 'truth', 'estimate', `${formatShare(confidence)} interval`, 'inside?'];
  const columns = head.map((word, k) =>
    element('th', { scope: 'col', class: k === 0 ? 'term' : null }, word),
  );
  return element(
    'table',
    {},
    element('caption', { class: 'unseen' }, 'Coefficients beside the truth'),
    element('thead', {}, element('tr', {}, ...columns)),
    element('tbody', {}, ...rows.map(rowOf)),
  );
}

function rowOf(row: TruthRow): HTMLElement {
  const { name, truth, estimate, standardError, interval, isInside } = row;
  const format = (value: number | null) => formatEstimate(value, standardError);
  const word: Child = name === '(Intercept)' ? element('span', { class: 'quiet' }, 'intercept') : name;
  return element(
    'tr',
    { 'data-truth': name, class: isInside === false ? 'outside' : null },
    element('th', { scope: 'row', class: 'term' }, word),
    element('td', {}, formatExact(truth)),
    element('td', {}, estimate === null ? absent(row) : format(estimate)),
    element('td', {}, interval === null ? '' : intervalWords(interval, format)),
    element('td', {}, ...insideWords(isInside)),
  );
}

function absent({ isInModel }: TruthRow): string {
  return isInModel ? 'left out' : 'not in the model';
}

function insideWords(isInside: boolean | null): Child[] {
  if (isInside === null) return [''];
  return isInside ? ['yes'] : [icon('warning'), 'no'];
}
