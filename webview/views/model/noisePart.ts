import {
  type ComparedModel,
  type FitReport,
  formatFixed,
  type LikelihoodComparison,
  modelTitle,
  suggestion,
} from '../../../src/protocol/index.js';
import { type Child, element, linkButton, textWithCode } from '../../element.js';
import { isStale, type PanelModel } from '../../state.js';
import type { ModelActions } from './modelActions.js';

type Placed = { one: ComparedModel; logLikelihood: number | null; behind: number };

/** Which noise about the fitted value is the likeliest for these rows; the rest of it is in the Likelihoods tab. */
export function noisePart(
  report: FitReport,
  { likelihoods, snapshot }: Pick<PanelModel, 'likelihoods' | 'snapshot'>,
  { onLikelihoods }: ModelActions,
): HTMLElement {
  const known = likelihoods.report === report ? likelihoods : null;
  const more = (words: string) => linkButton(words, onLikelihoods, { 'data-part': 'more-likelihoods' });
  const note = (words: string) => element('p', { class: 'note' }, words);
  const content = (): Child[] => {
    if (known?.answer) return [noiseTable(known.answer), closing(known.answer, more('AIC, BIC and sigma'))];
    if (known?.error) return [element('p', { class: 'note', role: 'alert' }, known.error)];
    if (isStale(snapshot)) return [note('The text has changed since this fit: fit again to see it.')];
    return [known ? note('Fitting the other models...') : element('p', {}, more('Fit the other models'))];
  };
  return element(
    'section',
    { 'data-part': 'noise' },
    element('h2', {}, 'Which noise fits best'),
    ...content(),
  );
}

function closing(comparison: LikelihoodComparison, more: HTMLElement): HTMLElement {
  const words = suggestion(comparison);
  return element('p', { class: 'sentence' }, words !== null && `${words} `, more);
}

function noiseTable({ models }: LikelihoodComparison): HTMLElement {
  const placed = placesOf(models);
  const farthest = Math.max(...placed.map(({ behind }) => behind), Number.MIN_VALUE);
  const heads = ['noise', 'log-likelihood', '', ''].map((words) => element('th', { scope: 'col' }, words));
  return element(
    'table',
    { class: 'noise-table' },
    element('caption', { class: 'unseen' }, 'Noise by its likelihood, the likeliest first'),
    element('thead', {}, element('tr', {}, ...heads)),
    element('tbody', {}, ...placed.map((place) => noiseRow(place, farthest))),
  );
}

/** The likeliest first, then those that do not apply. */
function placesOf(models: readonly ComparedModel[]): Placed[] {
  const values = models.flatMap(({ fitted }) => (fitted === null ? [] : [fitted.logLikelihood]));
  const best = Math.max(...values);
  const placed = models.map((one) => {
    const logLikelihood = one.fitted?.logLikelihood ?? null;
    return { one, logLikelihood, behind: logLikelihood === null ? 0 : best - logLikelihood };
  });
  const isAbsent = ({ logLikelihood }: Placed) => Number(logLikelihood === null);
  return placed.sort((a, b) => isAbsent(a) - isAbsent(b) || a.behind - b.behind);
}

function noiseRow({ one, logLikelihood, behind }: Placed, farthest: number): HTMLElement {
  const head = element(
    'th',
    { scope: 'row' },
    modelTitle(one),
    one.isAsked && element('span', { class: 'quiet' }, ', this fit'),
  );
  if (logLikelihood === null)
    return element(
      'tr',
      { 'data-noise': one.model, class: 'absent' },
      head,
      element('td', {}, 'none'),
      element('td', { class: 'why', colspan: 2 }, ...textWithCode(one.why ?? '')),
    );
  const bar = element('span', { class: 'behind-bar', 'aria-hidden': true });
  bar.style.width = `${(100 * behind) / farthest}%`;
  return element(
    'tr',
    { 'data-noise': one.model },
    head,
    element('td', {}, formatFixed(logLikelihood, 1)),
    element('td', { class: 'behind' }, bar),
    element('td', {}, behind === 0 ? 'best' : `${formatFixed(behind, 1)} behind`),
  );
}
