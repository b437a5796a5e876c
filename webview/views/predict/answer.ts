import {
  formatNumber,
  formatShare,
  type Interval,
  type Prediction,
  type PredictionForm,
  type RowPrediction,
} from '../../../src/protocol/index.js';
import { type Child, element, icon } from '../../element.js';
import { withUnit } from '../../format.js';
import { predictionFormat } from '../../predictionNumbers.js';
import { targetPicture } from './targetPicture.js';

/** The prediction large, whether it is a guess beyond the data, and where it lies among the values of the file. */
export function answerView(form: PredictionForm, { prediction, beyond }: RowPrediction): Child[] {
  const format = predictionFormat(prediction.confidenceInterval);
  const isThere = Number.isFinite(prediction.fit);
  const fit = isThere ? withUnit(format(prediction.fit), form.target.unit) : 'none';
  return [
    element(
      'div',
      { class: 'predict-top' },
      element('strong', { class: 'predict-number', 'data-part': 'prediction' }, fit),
      whereabouts(beyond),
    ),
    !isThere && element('p', { class: 'note' }, 'The model has no number for this row.'),
    isThere && targetPicture(form, prediction, format),
    ...intervalWords(form, prediction, format),
  ];
}

/** The same in a few words, to be read aloud. */
export function answerText(form: PredictionForm, { prediction, beyond }: RowPrediction): string {
  const number = withUnit(predictionFormat(prediction.confidenceInterval)(prediction.fit), form.target.unit);
  const where = beyond.length === 0 ? 'inside the data' : beyond.join('; ');
  return `Prediction of ${form.target.label}: ${Number.isFinite(prediction.fit) ? number : 'none'}, ${where}`;
}

function whereabouts(beyond: readonly string[]): HTMLElement {
  if (beyond.length === 0)
    return element(
      'span',
      { class: 'predict-where quiet', 'data-part': 'whereabouts' },
      icon('check'),
      'inside the data',
    );
  return element(
    'span',
    { class: 'predict-where look', 'data-part': 'whereabouts' },
    icon('warning'),
    beyond.join('; '),
  );
}

type Format = (value: number) => string;

/** Both intervals in plain words: of all such rows, and of one. */
function intervalWords(form: PredictionForm, prediction: Prediction, format: Format): Child[] {
  const { confidenceInterval, predictionInterval, smearedMean } = prediction;
  const { confidence, measure } = form;
  const average = measure === 'mean' ? 'All such rows average ' : 'The median of all such rows is ';
  return [
    confidenceInterval &&
      line('average', [average, ...ends(confidenceInterval, format), ...oftenUnlessUsual(confidence)]),
    predictionInterval &&
      line('new-row', ['One such row: ', ...ends(predictionInterval, format), `, ${oftenWords(confidence)}`]),
    belowZeroWords(form, prediction),
    smearedMean !== null &&
      element(
        'p',
        { class: 'note', 'data-part': 'smeared-mean' },
        'The number is the median. The mean of such rows is ',
        element('strong', {}, withUnit(format(smearedMean), form.target.unit)),
        ' (smeared mean).',
      ),
  ];
}

/** Less often than this a value that cannot be is not worth a word. */
const SELDOM = 1e-4;

/** How often the noise of the fit makes a value that the target never has. */
function belowZeroWords({ target }: PredictionForm, { probabilityBelowZero: often }: Prediction): Child {
  if (often === null || often < SELDOM) return false;
  return element(
    'p',
    { class: 'note', 'data-part': 'below-zero' },
    'By this fit such a row is below 0 with probability ',
    element('strong', {}, shareText(often)),
    `, where ${target.label} never is.`,
  );
}

/** `31 %`, `2.4 %`, `0.012 %`; never all of it. */
function shareText(share: number): string {
  if (share > 0.999) return 'above 99.9 %';
  return `${formatNumber(100 * share, share > 0.99 ? 3 : 2)} %`;
}

function line(name: string, words: Child[]): HTMLElement {
  const key = element('span', { class: `predict-key ${name}`, 'aria-hidden': 'true' });
  return element(
    'p',
    { class: 'predict-line', 'data-part': `interval-${name}` },
    key,
    element('span', {}, ...words),
  );
}

function ends([low, high]: Interval, format: Format): Child[] {
  return [element('strong', {}, format(low)), ' to ', element('strong', {}, format(high))];
}

/** The second line says it; twice would be noise. */
function oftenUnlessUsual(confidence: number): Child[] {
  return confidence === 0.95 ? [] : [`, ${oftenWords(confidence)}`];
}

/** `19 times in 20`, `9 times in 10`; other shares in percent. */
function oftenWords(confidence: number): string {
  if (confidence === 0.95) return '19 times in 20';
  if (confidence === 0.9) return '9 times in 10';
  if (confidence === 0.99) return '99 times in 100';
  return `${formatShare(confidence)} of the time`;
}
